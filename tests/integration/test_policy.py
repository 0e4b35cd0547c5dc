"""Policy packs: lint, show, test and diff; packs in judging, activations among the facts, and what
the editions of the fee schedule change."""

import hashlib
import json
import os

from kakutei_run import KakuteiTest, fact, main, sample, sample_lines, verdicts
from moved_sample import moved_line, moved_subject

POLICIES = os.path.join(os.path.dirname(sample("")), "..", "policies")
FACTS = sample("network-2026-06.ndjson.gz")
ACTED = "2026-07-01T00:00:00Z"


def pack(name: str) -> str:
    return os.path.abspath(os.path.join(POLICIES, name + ".textproto"))


def pack_text(name: str) -> str:
    with open(pack(name), encoding="utf-8") as file:
        return file.read()


def activated(event_id: str, pack_id: str, text: str, at: str = ACTED, **fields) -> str:
    return fact(event_id, "policyActivated", {
        "packId": pack_id, "pack": text,
        "packDigest": "sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        "activatedBy": "U-1", "shadowDigest": "sha256:" + "0" * 64, **fields}, at=at)


class Lint(KakuteiTest):
    def shipped(self) -> list[str]:
        return [pack(name[:-10]) for name in sorted(os.listdir(POLICIES))
                if name.endswith(".textproto")]

    def test_shipped_packs_are_clean_alone_and_together(self):
        self.assertEqual(self.run_kakutei("policy", "lint", *self.shipped(), "--strict").stdout, "")
        self.run_kakutei("policy", "lint", *self.shipped(), "--alone", "--strict")
        for one in self.shipped():
            self.run_kakutei("policy", "lint", one)

    def test_names_file_line_and_reason(self):
        text = pack_text("operator-thresholds").replace("ack_days: 14", "ack_days: fourteen")
        line = text[:text.index("fourteen")].count("\n") + 1
        name = self.write_bytes("mine.textproto", text.encode())
        done = self.run_kakutei("policy", "lint", name, code=2)
        self.assertRegex(done.stdout, rf"^mine\.textproto:{line}: column ")

    def test_refuses_gaps_overlaps_and_missing_parameters(self):
        for old, new, reason in (
                ('valid_from: "2026-06-01"', 'valid_from: "2026-06-02"',
                 "valid_from 2026-06-02 leaves a gap after fee-schedule-r6, which holds until "
                 "2026-06-01"),
                ('valid_from: "2026-06-01"', 'valid_from: "2026-05-02"',
                 "valid_from 2026-05-02 overlaps fee-schedule-r6, which holds until 2026-06-01"),
                ("  offsite_min_days: 3\n", "", "no pack sets parameter offsite_min_days")):
            name = self.write_bytes("r8.textproto",
                                    pack_text("fee-schedule-r8").replace(old, new, 1).encode())
            done = self.run_kakutei("policy", "lint", name, code=2)
            self.assertRegex(done.stdout, rf"^r8\.textproto:\d+: {reason}\n$")
            self.assertIn(reason, self.run_kakutei("judge", FACTS, "--pack", name, code=2).stderr)

    def test_warns_of_a_rule_of_law_that_is_off(self):
        text = pack_text("fee-schedule-r8").replace('id: "L-8" on: true', 'id: "L-8" on: false')
        name = self.write_bytes("off.textproto", text.encode())
        warning = "warning: rule L-8 of LAW is switched off"
        self.assertIn(warning, self.run_kakutei("policy", "lint", name).stdout)
        self.run_kakutei("policy", "lint", name, "--strict", code=1)
        facts = self.write("none.ndjson")
        done = self.judge(facts, "--pack", name)
        self.assertIn("rule L-8 of LAW is switched off", done.stderr)


class Show(KakuteiTest):
    def lines(self, *arguments: str) -> list[dict]:
        done = self.run_kakutei("policy", "show", "--format", "ndjson", *arguments)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_tells_the_edition_of_the_date(self):
        def of(kind, lines):
            return [line for line in lines if line["kind"] == kind]
        r8, r6 = self.lines("--as-of", "2026-06-01"), self.lines("--as-of", "2026-05-31")
        self.assertEqual([line["edition"] for line in of("policy", r8) + of("policy", r6)],
                         ["R8", "R6"])
        self.assertIn({"kind": "points", "item": "ADD_ON_2_PARTIAL", "points": 166}, r8)
        self.assertNotIn("ADD_ON_2_PARTIAL", [line["item"] for line in of("points", r6)])
        digests = {line["packId"]: line["digest"] for line in of("pack", r8)}
        with open(pack("fee-schedule-r8"), "rb") as file:
            self.assertEqual(digests["fee-schedule-r8"],
                             "sha256:" + hashlib.sha256(file.read()).hexdigest())
        guideline = [line for line in of("document", r8) if line["document"] == "JRS2024"]
        self.assertEqual([line["textAtHand"] for line in guideline], [False])
        l5 = [line for line in of("rule", r8) if line["ruleId"] == "L-5"][0]
        self.assertEqual((l5["on"], l5["citation"]["clause"]), (True, "通則4-8"))
        self.assertTrue(l5["citation"]["published"])

    def test_table_names_the_same(self):
        text = self.run_kakutei("policy", "show", "--as-of", "2026-06-01").stdout
        for word in ("reads: employmentRecorded reportAuthored", "fee-schedule-r8", "R8-TARIFF 通則4-8", "ack_days", "ADD_ON_2_PARTIAL 166",
                     "Text not at hand: JRS2024"):
            self.assertIn(word, text)
        self.assertIn("no pack covers the date",
                      self.run_kakutei("policy", "show", "--as-of", "2018-03-31").stdout)
        self.run_kakutei("policy", "show", "--as-of", "soon", code=2)


class DiffAndTest(KakuteiTest):
    def test_diff_tells_meaning_not_text(self):
        text = pack_text("operator-thresholds")
        same = self.write_bytes("same.textproto", ("# another comment\n" + text).encode())
        other = self.write_bytes("other.textproto",
                                 text.replace("ack_days: 14", "ack_days: 20").encode())
        ours = pack("operator-thresholds")
        self.assertEqual(self.run_kakutei("policy", "diff", ours, same, "--strict").stdout, "")
        done = self.run_kakutei("policy", "diff", ours, other, "--strict", code=1)
        self.assertEqual(done.stdout, "parameter ack_days: 14 -> 20\n")
        done = self.run_kakutei("policy", "diff", pack("fee-schedule-r6"), pack("fee-schedule-r8"))
        self.assertIn("points ADD_ON_2_PARTIAL: (none) -> 166\n", done.stdout)
        self.assertNotIn("parameter", done.stdout)

    def test_expectations_beside_the_packs_are_met(self):
        tests = os.path.join(POLICIES, "tests")
        files = [os.path.join(tests, name) for name in sorted(os.listdir(tests))
                 if name.endswith(".ndjson")]
        self.assertTrue(files)
        done = self.run_kakutei("policy", "test", *files)
        self.assertIn("ok      ", done.stdout)
        self.assertNotIn("FAILED", done.stdout)

    def test_an_expectation_that_is_not_met_fails(self):
        with open(os.path.join(POLICIES, "tests", "editions.ndjson"), encoding="utf-8") as file:
            self.write("editions.ndjson", *file.read().splitlines())
        self.write("editions.expected", "mine reading/F-OWN/R-MAY NEEDS_REVIEW L-5:INELIGIBLE !L-8")
        done = self.run_kakutei("policy", "test", "editions.ndjson", code=1)
        self.assertIn("FAILED  mine  reading/F-OWN/R-MAY  editions.expected:1: ELIGIBLE instead of "
                      "NEEDS_REVIEW, no L-5:INELIGIBLE", done.stdout)


class Judging(KakuteiTest):
    def policy_of(self, *arguments: str, code: int = 0) -> set[str]:
        return {line["policy"] for line in verdicts(self.judge(*arguments, code=code).stdout).values()}

    def test_a_pack_and_its_activation_judge_the_same(self):
        text = pack_text("ats-statement-2026-06-20").replace("ratio_limit_percent: 30",
                                                             "ratio_limit_percent: 21")
        name = self.write_bytes("strict.textproto", text.encode())
        facts = self.write("a.ndjson", activated("a1", "ats-statement-2026-06-20", text))
        by_pack = self.judge(FACTS, "--pack", name).stdout
        self.assertEqual(self.judge(facts, FACTS).stdout, by_pack)
        self.assertEqual(self.judge(FACTS, facts, facts).stdout, by_pack)
        self.assertNotEqual(self.judge(FACTS).stdout, by_pack)
        line = verdicts(by_pack)["facility-month/F-HOSPITAL-03/2026-06"]
        self.assertIn("sha256:" + hashlib.sha256(text.encode()).hexdigest(), line["packs"])

    def test_a_bad_activation_is_told_and_the_pack_before_it_stays(self):
        shipped = self.policy_of(FACTS)
        text = pack_text("operator-thresholds")
        for bad, told in (
                (text.replace("ack_days: 14", "ack_days: x"), r"a\.ndjson:1: policyActivated\.pack"),
                (text.replace("  ack_days: 14\n", ""),
                 r"registry#a1:\d+: no pack sets parameter ack_days: not applied")):
            facts = self.write("a.ndjson", activated("a1", "operator-thresholds", bad))
            done = self.judge(FACTS, facts, code=2)
            self.assertRegex(done.stderr, told)
            self.assertEqual({line["policy"] for line in verdicts(done.stdout).values()}, shipped)

    def test_law_is_switched_off_by_name_only(self):
        text = pack_text("fee-schedule-r8").replace('id: "L-8" on: true', 'id: "L-8" on: false')
        facts = self.write("a.ndjson", activated("a1", "fee-schedule-r8", text))
        self.assertIn("policyActivated.lawRulesOff", self.judge(facts, code=2).stderr)
        facts = self.write("b.ndjson", activated("b1", "fee-schedule-r8", text,
                                                 lawRulesOff=["L-8"]))
        self.judge(facts)


class Editions(KakuteiTest):
    """The sample as it is, under R8, and 39 weeks earlier, under R6: what differs is what the
    schedules say differently."""

    def setUp(self):
        super().setUp()
        moved = self.write("moved.ndjson", *(moved_line(line) for line in sample_lines()))
        self.r8 = {moved_subject(subject): line
                   for subject, line in verdicts(self.judge(FACTS).stdout).items()}
        self.r6 = verdicts(self.judge(moved).stdout)

    @staticmethod
    def outcome(line: dict) -> tuple:
        return (line["status"], line.get("legalStatus"), line.get("action"), line.get("addOn"),
                line.get("points"), line.get("partTimeShare"),
                [(finding["ruleId"], finding["outcome"]) for finding in line["findings"]])

    def differing(self, kind: str) -> set[str]:
        return {subject for subject, line in self.r8.items() if subject.startswith(kind + "/")
                and self.outcome(line) != self.outcome(self.r6[subject])}

    def test_units_differ_where_the_partial_item_reaches_and_nowhere_else(self):
        self.assertEqual(set(self.r8), set(self.r6))
        partial = {subject for subject, line in self.r8.items()
                   if line.get("addOn") == "ADD_ON_2_PARTIAL"}
        self.assertTrue(partial)
        self.assertEqual(self.differing("unit"), partial)
        for subject in partial:
            self.assertEqual(self.r8[subject]["points"], 166)
            self.assertIn(self.r6[subject]["addOn"], ("ADD_ON_2", "ADD_ON_3", "ADD_ON_4"))
        self.assertFalse([line for line in self.r6.values()
                          if line.get("addOn") == "ADD_ON_2_PARTIAL"])
        # No claim is judged by a schedule before it.
        found = {finding["ruleId"] for subject in partial
                 for finding in self.r8[subject]["findings"]}
        self.assertIn("L-4", found)
        self.assertNotIn("L-4", {finding["ruleId"] for line in self.r6.values()
                                 for finding in line["findings"]})

    def test_readings_differ_in_nothing(self):
        self.assertEqual(self.differing("reading"), set())

    def test_months_differ_only_where_such_units_are_held(self):
        partial = {tuple(subject.split("/")[i] for i in (1, 3))
                   for subject, line in self.r8.items() if line.get("addOn") == "ADD_ON_2_PARTIAL"}
        for subject in self.differing("facility-month"):
            self.assertIn(tuple(subject.split("/")[1:]), partial)

    def test_citations_name_the_edition_in_force(self):
        for lines, edition in ((self.r8, "R8"), (self.r6, "R6")):
            for line in lines.values():
                for finding in line["findings"]:
                    if finding["authority"] == "LAW":
                        self.assertTrue(finding["citation"]["document"].startswith(edition + "-"))
        clauses = {(finding["ruleId"], finding["citation"]["clause"])
                   for line in self.r6.values() for finding in line["findings"]}
        self.assertIn(("L-5", "通則4-7"), clauses)
        self.assertNotIn(("L-5", "通則4-8"), clauses)


if __name__ == "__main__":
    main()
