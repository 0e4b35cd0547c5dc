"""What stands behind a verdict, and the month's statement: from files, and from what judge kept."""

import csv
import io
import json
import os
import subprocess
import tempfile

from kakutei_run import KAKUTEI, TIMEOUT, KakuteiTest, cancelled, fact, main, sample, verdicts

FACTS = sample("network-2026-06.ndjson.gz")
FACILITY, MONTH = "F-HOSPITAL-03", "2026-06"
OVER_SHARE = f"facility-month/{FACILITY}/{MONTH}"


class Judged(KakuteiTest):
    """The sample, judged once into a folder that explain and month share."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.judged = os.path.join(folder.name, "judged")
        done = subprocess.run([KAKUTEI, "judge", FACTS, "--data-dir", cls.judged, "--format",
                               "ndjson"], capture_output=True, timeout=TIMEOUT, check=True)
        cls.lines = verdicts(done.stdout)

    def explain(self, subject: str, *arguments: str) -> str:
        return self.run_kakutei("explain", subject, "--data-dir", self.judged, *arguments).stdout

    def month(self, *arguments: str) -> str:
        return self.run_kakutei("month", FACILITY, MONTH, "--data-dir", self.judged,
                                *arguments).stdout

    def test_explain_speaks_both_languages_in_whole_sentences(self):
        line = self.lines[OVER_SHARE]
        finding = line["findings"][0]
        for language, words in (("ja", ["の判定は、", "方針パック", "この指摘を変えるもの"]),
                                ("en", ["The verdict on", "Policy pack", "What would change it"])):
            text = self.explain(OVER_SHARE, "--lang", language)
            self.assertEqual(text.splitlines()[0], OVER_SHARE)
            for word in (*words, line["status"], finding["ruleId"], finding["citation"]["clause"],
                         finding["message"][language], finding["facts"][0], line["policy"],
                         "ratio_limit_percent"):
                self.assertIn(word, text)
            for row in text.splitlines()[2:]:
                if len(row.split()) > 3 and not row.startswith("  " + finding["ruleId"]):
                    self.assertRegex(row, "[。.:]$|sha256:")
        self.assertEqual(self.explain(OVER_SHARE), self.explain(OVER_SHARE, "--lang", "ja"))

    def test_explain_every_kind_and_rule(self):
        examples = {}
        for subject, line in self.lines.items():
            for finding in line["findings"]:
                examples.setdefault((subject.split("/")[0], finding["ruleId"]), subject)
        for (_, rule), subject in sorted(examples.items()):
            explained = json.loads(self.explain(subject, "--format", "ndjson"))
            found = [{"facts": []} | part["finding"] for part in explained["findings"]]
            for finding in found:
                finding.pop("arguments", None)
            self.assertEqual(found, self.lines[subject]["findings"], rule)
            for part in explained["findings"]:
                for language in ("ja", "en"):
                    self.assertNotIn("{", part["change"][language], rule)
                    self.assertTrue(part["change"][language], rule)
                    self.assertTrue(part["authority"][language], rule)
                named = [fact["ref"] for fact in part.get("facts", [])]
                self.assertEqual(named, part["finding"].get("facts", [])[:100], rule)
        self.assertGreater(len(examples), 15)

    def test_explain_ndjson_holds_the_verdict_line(self):
        explained = json.loads(self.explain(OVER_SHARE, "--format", "ndjson"))
        self.assertEqual(explained["latest"], self.lines[OVER_SHARE])
        facts = [fact for part in explained["findings"] for fact in part["facts"]]
        self.assertEqual({fact["kind"] for fact in facts}, {"confirmationSigned"})
        self.assertEqual([revision["revision"] for revision in explained["history"]], ["1"])

    def test_explain_of_what_nobody_knows(self):
        for subject in ("reading/F-NONE/R-1", f"facility-month/{FACILITY}/2020-01",
                        "unit/F-NONE/pk_00112233445566778899aabbccddeeff/2026-06/XR",
                        "partnership-month/F-NONE/F-OTHER/2026-06"):
            done = self.run_kakutei("explain", subject, "--data-dir", self.judged, code=2)
            self.assertIn(subject, done.stderr)
            self.assertEqual(done.stdout, "")

    def test_explain_of_no_subject(self):
        for subject in ("", "nonsense", "reading/F-SEND", "reading/F-SEND/R-1/x",
                        f"facility-month/{FACILITY}/June", "unit/F/patient/2026-06/XR"):
            self.assertIn("names no subject", self.run_kakutei(
                "explain", subject, "--data-dir", self.judged, code=2).stderr)

    def test_month_formats_agree(self):
        units = {subject for subject in self.lines
                 if subject.startswith(f"unit/{FACILITY}/") and f"/{MONTH}/" in subject}
        self.assertGreater(len(units), 100)
        every = [json.loads(line) for line in self.month("--format", "ndjson").splitlines()]
        lines = [line for line in every if line["subject"].startswith("unit/")]
        months = [line["subject"] for line in every if line not in lines]
        self.assertEqual(months, [OVER_SHARE] + sorted(
            subject for subject in self.lines
            if subject.startswith(f"partnership-month/{FACILITY}/") and subject.endswith(MONTH)))
        rows = list(csv.DictReader(io.StringIO(self.month("--format", "csv"))))
        table = self.month().splitlines()
        self.assertEqual({line["subject"] for line in lines}, units)
        self.assertEqual(
            [(row["patient_key"], row["section_group"], row["status"], row["disposition"],
              row["action"]) for row in rows],
            [(line["subject"].split("/")[2], line["subject"].split("/")[4], line["status"],
              line["disposition"], line["action"]) for line in lines])
        self.assertEqual(table[0].split()[:3], [OVER_SHARE, "closed" if self.lines[OVER_SHARE]["closed"] else "open",
                          "NEEDS_REVIEW"])
        self.assertEqual([line.split()[0] for line in table[1:len(months)]], months[1:])
        self.assertEqual([line.split()[:4] for line in table[len(months) + 2:]],
                         [[row["patient_key"], row["section_group"], row["disposition"],
                           row["action"]] for row in rows])

    def test_month_gives_reasons_for_every_unit_that_is_not_eligible(self):
        rows = list(csv.DictReader(io.StringIO(self.month("--format", "csv"))))
        lines = [json.loads(line) for line in self.month("--format", "ndjson").splitlines()]
        lines = [line for line in lines if line["subject"].startswith("unit/")]
        without_anchor = 0
        for row, line in zip(rows, lines):
            rules = [finding["ruleId"] for of in (line, *line["readings"])
                     for finding in of["findings"]]
            for rule in rules:
                self.assertIn(rule + ":", row["reasons"])
            if line["status"] not in ("ELIGIBLE", "WITHDRAWN"):
                self.assertTrue(rules, line)
            if "anchor" not in line and line["status"] != "WITHDRAWN":
                without_anchor += 1
                self.assertIn(line["readings"][0]["subject"], row["reasons"])
        self.assertGreater(without_anchor, 0)

    def test_month_is_gated_by_the_facility_month(self):
        """No unit of a month under review is better than that, and each says who decided."""
        order = ["ELIGIBLE", "CAUTION", "PENDING", "NEEDS_REVIEW", "INELIGIBLE", "WITHDRAWN"]
        for text in self.month("--format", "ndjson").splitlines():
            line = json.loads(text)
            if not line["subject"].startswith("unit/"):
                continue
            self.assertGreaterEqual(order.index(line["disposition"]), order.index("NEEDS_REVIEW"))
            worst = max(line["status"], "NEEDS_REVIEW", key=order.index)
            self.assertEqual(line["disposition"], worst)
            self.assertEqual(OVER_SHARE in line["decidedBy"], worst == "NEEDS_REVIEW", line)

    def test_month_shows_its_partnership_months(self):
        pairs = sorted(subject for subject in self.lines
                       if subject.startswith("partnership-month/") and subject.endswith(MONTH))
        sender = pairs[0].split("/")[1]
        for form in ("table", "ndjson"):
            text = self.run_kakutei("month", sender, MONTH, "--data-dir", self.judged,
                                    "--format", form).stdout
            for pair in pairs:
                self.assertEqual(pair in text, f"/{sender}/" in pair, pair)

    def test_month_out(self):
        self.month("--format", "csv", "--out", "statement.csv")
        self.assertEqual(self.read("statement.csv"), self.month("--format", "csv"))

    def test_month_of_what_nobody_knows(self):
        for facility, month in (("F-NONE", MONTH), (FACILITY, "2020-01")):
            done = self.run_kakutei("month", facility, month, "--data-dir", self.judged, code=2)
            self.assertEqual(done.stdout, "")
            self.assertIn(f"facility-month/{facility}/{month}", done.stderr)

    def test_data_dir_is_not_judged_into_again(self):
        self.assertIn("is not empty", self.judge(FACTS, "--data-dir", self.judged, code=2).stderr)
        self.assertIn(OVER_SHARE, self.explain(OVER_SHARE))

    def test_from_files_gives_the_same(self):
        done = self.run_kakutei("explain", OVER_SHARE, "--from", FACTS, "--lang", "en")
        self.assertEqual(done.stdout, self.explain(OVER_SHARE, "--lang", "en"))
        done = self.run_kakutei("month", FACILITY, MONTH, "--from", FACTS, "--format", "csv")
        self.assertEqual(done.stdout, self.month("--format", "csv"))


class FromFiles(KakuteiTest):
    def test_refused_lines_are_reported_and_give_2(self):
        self.write("facts.ndjson", "{", cancelled("R-1"))
        done = self.run_kakutei("explain", "reading/F-SEND/R-1", "--from", "facts.ndjson", code=2)
        self.assertTrue(done.stderr.startswith("facts.ndjson:1: "))
        self.assertIn("WITHDRAWN", done.stdout)

    def test_facts_are_named_with_what_they_are(self):
        self.write("facts.ndjson", cancelled("R-1"), fact("t1", "reportAttached", {
            "readingId": "R-2", "claimantFacilityId": "F-SEND", "reportVersion": 1}))
        text = self.run_kakutei("explain", "reading/F-SEND/R-2", "--from", "facts.ndjson",
                                "--lang", "en").stdout
        self.assertIn("The verdict on reading R-2 of F-SEND is: pending (PENDING).", text)
        self.assertIn("L-1 ", text)
        self.assertIn("records the order of the reading (readingOrdered)", text)

    def test_a_source_has_to_be_named(self):
        for command in (("explain", "reading/F-SEND/R-1"), ("month", "F-SEND", MONTH)):
            self.assertIn("--from", self.run_kakutei(*command, code=2).stderr)
            self.run_kakutei(*command, "--data-dir", "nothing-there", code=2)
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    main()
