"""A hospital's receipt file goes through claims and reconcile, and back out, with each difference explained."""

import csv
import io
import json
import pathlib

from kakutei_run import KakuteiTest, main, sample, verdicts
from receipt_files import (ADD_ON_2, ADD_ON_3, BIRTH, FACILITY, INSURED, INSURER, KEY, MONTH, NAME,
                           SCAN, ReceiptFile, claims_of_june, lines_of, month_of_facts, patient_key,
                           si)

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Receipts(KakuteiTest):
    def setUp(self):
        super().setUp()
        self.write("key", KEY)
        self.write("facts.ndjson", *lines_of(month_of_facts()))
        self.write_bytes("r.UKE", claims_of_june().bytes())

    def reconcile(self, *arguments: str, file: str = "r.UKE", code: int = 0):
        return self.run_kakutei("reconcile", FACILITY, MONTH, file, "--key-file", "key", "--from",
                                "facts.ndjson", *arguments, code=code)

    def differences(self, *arguments: str, **options) -> dict[str, dict]:
        """By the patient's chart number."""
        done = self.reconcile("--format", "ndjson", *arguments, **options)
        charts = {patient_key(f"Z{i}"): f"Z{i}" for i in range(1, 10)}
        return {charts[line["subject"].split("/")[2]]: line
                for line in map(json.loads, done.stdout.splitlines())}

    def test_each_difference_is_found_and_explained(self):
        found = self.differences()
        self.assertEqual({chart: line["difference"] for chart, line in found.items()}, {
            "Z2": "CLAIMED_INELIGIBLE", "Z3": "CLAIMED_OTHER_ITEM", "Z4": "CLAIMED_ON_HOLD",
            "Z5": "CLAIMED_WITHOUT_READING", "Z6": "ELIGIBLE_UNCLAIMED", "Z7": "NOT_RECOGNISABLE",
            "Z8": "CLAIMED_TWICE"})
        self.assertEqual(found["Z2"]["reasons"][0]["finding"]["ruleId"], "L-1")
        self.assertEqual(found["Z2"]["reasons"][0]["subject"], f"reading/{FACILITY}/R-2")
        self.assertEqual(found["Z2"]["place"], "r.UKE:11")
        self.assertEqual((found["Z2"]["pointsAtStake"], found["Z2"]["yenAtStake"]), (175, 1750))
        self.assertEqual((found["Z3"]["claimedItem"], found["Z3"]["rightItem"],
                          found["Z3"]["pointsAtStake"]), ("ADD_ON_3", "ADD_ON_2", 60))
        self.assertEqual(found["Z4"]["status"], "PENDING")
        self.assertTrue(found["Z4"]["reasons"])
        self.assertIs(found["Z3"]["codeConfirmed"], False)
        self.assertNotIn("inFile", found["Z2"])

    def test_formats_agree_and_cp932_says_the_same(self):
        table = self.reconcile().stdout
        self.assertIn("7 claims compared, 2 agree, 7 differences", table)
        text = self.reconcile("--format", "csv").stdout
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual(len(rows), 7)
        self.assertIn("算定できないのに請求しています", rows[0]["explanation"])
        self.assertIn("L-1:INELIGIBLE", rows[0]["reasons"])
        self.reconcile("--format", "csv", "--encoding", "cp932", "--out", "out.csv")
        self.assertEqual(pathlib.Path(self.path("out.csv")).read_bytes().decode("cp932"), text)
        self.assertIn("--format csv", self.reconcile("--encoding", "cp932", code=2).stderr)
        english = self.reconcile("--lang", "en").stdout
        self.assertIn("claimed, and must not be", english)

    def test_differences_can_be_made_a_failure(self):
        self.reconcile("--fail-on-differences", code=1)

    def test_a_corrected_file_differs_only_in_what_is_safe_and_adds_up(self):
        found = self.differences("--out-uke", "new.UKE", "--accept-unconfirmed-codes")
        self.assertEqual({chart: line.get("inFile") for chart, line in found.items()}, {
            "Z2": "TAKEN_OUT", "Z3": "REPLACED", "Z4": "LEFT:A_PERSON_DECIDES",
            "Z5": "LEFT:A_PERSON_DECIDES", "Z6": None, "Z7": None, "Z8": "TAKEN_OUT"})
        expected = (ReceiptFile()
                    .receipt("Z1", si(SCAN, 450), si(ADD_ON_2, 175))
                    .receipt("Z2", si(SCAN, 450))
                    .receipt("Z3", si(SCAN, 450), si(ADD_ON_2, 175))
                    .receipt("Z4", si(SCAN, 450), si(ADD_ON_2, 175))
                    .receipt("Z5", si(SCAN, 450), si(ADD_ON_2, 175))
                    .receipt("Z8", si(SCAN, 450), si(ADD_ON_2, 175)))
        new = pathlib.Path(self.path("new.UKE"))
        self.assertEqual(new.read_bytes(), expected.bytes())
        self.assertEqual(new.stat().st_mode & 0o077, 0)
        again = self.differences(file="new.UKE")
        self.assertEqual(set(again), {"Z4", "Z5", "Z6", "Z7"})
        held = self.differences("--out-uke", "held.UKE", "--accept-unconfirmed-codes",
                                "--take-out-held")
        self.assertEqual(held["Z4"]["inFile"], "TAKEN_OUT")
        self.assertEqual(set(self.differences(file="held.UKE")), {"Z6", "Z7"})

    def test_codes_that_are_not_confirmed_are_left(self):
        found = self.differences("--out-uke", "new.UKE")
        self.assertEqual(found["Z2"]["inFile"], "LEFT:CODE_NOT_CONFIRMED")
        self.assertEqual(pathlib.Path(self.path("new.UKE")).read_bytes(), claims_of_june().bytes())
        table = (ROOT / "deploy/receipt-codes/image-management-add-ons.textproto").read_text()
        self.write("codes", table.replace('not the master"', 'not the master" confirmed: true'))
        found = self.differences("--out-uke", "new.UKE", "--codes", "codes")
        self.assertEqual((found["Z2"]["inFile"], found["Z2"]["codeConfirmed"]), ("TAKEN_OUT", True))

    def test_what_totals_do_not_explain_is_left(self):
        for name, made in {
            "TOTALS_DO_NOT_ADD_UP": ReceiptFile().receipt("Z2", si(SCAN, 450), si(ADD_ON_2, 175),
                                                          total=700),
            "OTHER_PAYERS": ReceiptFile().receipt("Z2", si(SCAN, 450), si(ADD_ON_2, 175),
                                                  public=True),
            "CHARGED_TOGETHER": ReceiptFile().receipt("Z2", si(SCAN, ""), si(ADD_ON_2, 625, "")),
        }.items():
            self.write_bytes("odd.UKE", made.bytes())
            found = self.differences("--out-uke", "odd-new.UKE", "--accept-unconfirmed-codes",
                                     file="odd.UKE")
            self.assertEqual(found["Z2"]["inFile"], f"LEFT:{name}")
            self.assertEqual(pathlib.Path(self.path("odd-new.UKE")).read_bytes(), made.bytes())

    def test_claims_read_twice_are_duplicates_and_join_the_facts(self):
        claims = ["claims", "r.UKE", "--facility", FACILITY, "--key-file", "key"]
        first = self.run_kakutei(*claims)
        self.assertIn("7 claims in 6 receipts; 7 by codes that are not confirmed", first.stderr)
        self.assertEqual(first.stdout, self.run_kakutei(*claims).stdout)
        self.write("claims.ndjson", *first.stdout.splitlines())
        once = self.judge("facts.ndjson", "claims.ndjson").stdout
        self.assertEqual(once, self.judge("facts.ndjson", "claims.ndjson", "claims.ndjson").stdout)
        unit = verdicts(once)[f"unit/{FACILITY}/{patient_key('Z2')}/{MONTH}/CT_MR"]
        self.assertEqual(unit["action"], "WITHDRAW")
        facts = self.run_kakutei("reconcile", FACILITY, MONTH, "--claims-from-facts", "--format",
                                 "ndjson", "--from", "facts.ndjson", "claims.ndjson").stdout
        charts = {patient_key(f"Z{number}"): f"Z{number}" for number in range(1, 10)}
        found = sorted((charts[line["subject"].split("/")[2]], line["difference"])
                       for line in map(json.loads, facts.splitlines()))
        self.assertEqual(found, [
            ("Z2", "CLAIMED_INELIGIBLE"), ("Z3", "CLAIMED_OTHER_ITEM"), ("Z4", "CLAIMED_ON_HOLD"),
            ("Z5", "CLAIMED_WITHOUT_READING"), ("Z6", "ELIGIBLE_UNCLAIMED"),
            ("Z7", "ELIGIBLE_UNCLAIMED"), ("Z8", "CLAIMED_ON_HOLD"), ("Z8", "CLAIMED_TWICE")])
        # The file, once its claims are known, is corrected as before; one of two claims stands.
        self.write("facts.ndjson", *lines_of(month_of_facts()), *first.stdout.splitlines())
        known = self.differences("--out-uke", "new.UKE", "--accept-unconfirmed-codes")
        self.assertEqual((known["Z2"]["inFile"], known["Z3"]["inFile"], known["Z8"]["inFile"]),
                         ("TAKEN_OUT", "REPLACED", "LEFT:A_PERSON_DECIDES"))

    def test_claims_of_a_month_of_which_nothing_is_known_lack_their_readings(self):
        self.write("facts.ndjson", *[line for line in lines_of(month_of_facts())
                                     if "employmentRecorded" in line])
        found = self.differences()
        self.assertEqual({chart: line["difference"] for chart, line in found.items()},
                         {f"Z{number}": "CLAIMED_WITHOUT_READING" for number in (1, 2, 3, 4, 5, 8)})

    def test_nothing_of_a_person_comes_out(self):
        self.write("key2", "ab" * 32)
        runs = [self.reconcile(), self.reconcile("--format", "csv"),
                self.reconcile("--format", "ndjson", "--out-uke", "new.UKE"),
                self.run_kakutei("claims", "r.UKE", "--facility", FACILITY, "--key-file", "key"),
                self.run_kakutei("reconcile", FACILITY, MONTH, "r.UKE", "--key-file", "key2",
                                 "--from", "facts.ndjson")]
        broken = claims_of_june().bytes()
        for field in (b"202606", b",Z2,", b",450,"):
            self.write_bytes("broken.UKE", broken.replace(field, b",Q,"))
            runs.append(self.run_kakutei("claims", "broken.UKE", "--facility", FACILITY,
                                         "--key-file", "key", code=0 if field == b",Z2," else 2))
        for run in runs:
            for personal in (NAME, BIRTH, INSURER, INSURED, "Z1", "Z2"):
                self.assertNotIn(personal, run.stdout + run.stderr)
        self.assertIn("--chart-digits", runs[4].stderr)

    def test_what_is_refused(self):
        refused = {
            "--key-file": ["claims", "r.UKE", "--facility", FACILITY],
            "hexadecimal": ["claims", "r.UKE", "--facility", FACILITY, "--key-file", "facts.ndjson"],
            "IR": ["claims", "facts.ndjson", "--facility", FACILITY, "--key-file", "key"],
            "cannot read": ["claims", "none.UKE", "--facility", FACILITY, "--key-file", "key"],
            "not both": ["reconcile", FACILITY, MONTH, "r.UKE", "--claims-from-facts"],
            "overwrite the input r.UKE": ["reconcile", FACILITY, MONTH, "r.UKE", "--key-file",
                                          "key", "--from", "facts.ndjson", "--out-uke", "r.UKE"],
            "is the same file as r.UKE": ["claims", "r.UKE", "./r.UKE", "--facility", FACILITY,
                                          "--key-file", "key"],
            "overwrite the input key": ["claims", "r.UKE", "--facility", FACILITY, "--key-file",
                                        "key", "--out", "key"],
            "overwrite the input facts": ["reconcile", FACILITY, MONTH, "r.UKE", "--key-file",
                                          "key", "--from", "facts.ndjson", "--out",
                                          "facts.ndjson"],
            "a file of its own": ["reconcile", FACILITY, MONTH, "r.UKE", "--key-file", "key",
                                  "--from", "facts.ndjson", "--out", "x", "--out-uke", "x"],
            "name a facility": ["reconcile", FACILITY, "June", "r.UKE", "--key-file", "key"],
        }
        for words, arguments in refused.items():
            self.assertIn(words, self.run_kakutei(*arguments, code=2).stderr)
        self.write_bytes("nameless.UKE", ReceiptFile().receipt("", si(ADD_ON_2, 175)).bytes())
        done = self.run_kakutei("claims", "nameless.UKE", "--facility", FACILITY, "--key-file",
                                "key", code=2)
        self.assertIn("nameless.UKE:5: line 2: RE: field 14", done.stderr)

    def test_chart_numbers_that_are_filled_differently_agree_with_digits(self):
        claims = ["--facility", FACILITY, "--key-file", "key", "--chart-digits", "8"]
        keys = set()
        for chart in ("123", "00123", "00000123"):
            self.write_bytes("one.UKE", ReceiptFile().receipt(chart, si(ADD_ON_2, 175)).bytes())
            event = json.loads(self.run_kakutei("claims", "one.UKE", *claims).stdout)
            keys.add(event["claimSubmitted"]["patientKey"])
        self.assertEqual(keys, {patient_key("00000123")})

    def test_add_ons_of_other_months_are_not_compared(self):
        made = claims_of_june().receipt("Z6", si(SCAN, 450), si(ADD_ON_3, 235), month="202605")
        self.write_bytes("late.UKE", made.bytes())
        done = self.reconcile(file="late.UKE")
        self.assertIn("1 add-ons of other months", done.stderr)
        self.assertIn("7 claims compared", done.stdout)


class Texts(KakuteiTest):
    def test_our_texts_have_only_characters_of_cp932(self):
        sources = [path for folder in ("services", "tools/kakutei", "deploy")
                   for path in (ROOT / folder).rglob("*")
                   if path.suffix in (".cc", ".h", ".textproto", ".in")
                   and not path.name.endswith("_test.cc")]
        self.assertGreater(len(sources), 100)
        for path in sources:
            for line in path.read_text(encoding="utf-8").splitlines():
                line.encode("cp932")

    def test_the_sample_comes_out_in_cp932_in_both_languages(self):
        facts = sample("network-2026-06.ndjson.gz")
        self.run_kakutei("judge", facts, "--data-dir", "judged", "--format", "csv")
        for language in ("ja", "en"):
            for facility in ("F-HOSPITAL-04", "F-HOSPITAL-06"):
                common = ["reconcile", facility, MONTH, "--claims-from-facts", "--data-dir",
                          "judged", "--format", "csv", "--lang", language]
                text = self.run_kakutei(*common).stdout
                self.assertGreater(len(text.splitlines()), 2)
                self.run_kakutei(*common, "--encoding", "cp932", "--out", "out.csv")
                with open(self.path("out.csv"), encoding="cp932", newline="") as out:
                    self.assertEqual(out.read(), text)


if __name__ == "__main__":
    main()
