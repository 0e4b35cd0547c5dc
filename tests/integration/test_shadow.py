"""`kakutei shadow`: what another pack would have made of a history, and that asking changes nothing."""

import json
import os

from kakutei_run import KakuteiTest, main, sample, verdicts
from test_policy import activated, pack_text

FACTS = sample("network-2026-06.ndjson.gz")
ATS = "ats-statement-2026-06-20"


class Shadow(KakuteiTest):
    def setUp(self):
        super().setUp()
        # The limit of the part-time share at 10 %.
        text = pack_text(ATS).replace("ratio_caution_percent: 20", "ratio_caution_percent: 10")
        self.text = text.replace("ratio_limit_percent: 30", "ratio_limit_percent: 10")
        self.pack = self.write_bytes("strict.textproto", self.text.encode())

    def shadow(self, *arguments: str, **options) -> str:
        return self.run_kakutei("shadow", "--pack", self.pack, *arguments, **options).stdout

    def lines(self, *arguments: str) -> list[dict]:
        return [json.loads(line)
                for line in self.shadow(*arguments, "--format", "ndjson").splitlines()]

    def test_a_lower_part_time_limit_changes_units_through_their_months(self):
        before = verdicts(self.judge(FACTS).stdout)
        shares = {subject: line["partTimeShare"] for subject, line in before.items()
                  if "partTimeShare" in line}
        above = {subject for subject, share in shares.items()
                 if share["numerator"] * 10 > share["denominator"]}
        report = self.lines(FACTS)
        changes = [line for line in report if line["kind"] == "change"]
        months = {line["subject"] for line in changes
                  if line["subject"].startswith("facility-month/")}
        # Those between the old limit and the new one; above 30 % the outcome stays.
        self.assertTrue(months)
        self.assertLessEqual(months, above)
        units = [line for line in changes if line["subject"].startswith("unit/")]
        self.assertTrue(units)
        for unit in units:
            # The unit itself is judged as before: its month decides.
            self.assertEqual(unit["before"], unit["after"])
            self.assertEqual(unit["dispositionAfter"], "NEEDS_REVIEW")
            self.assertNotEqual(unit["dispositionBefore"], "NEEDS_REVIEW")
            _, claimant, _, month, _ = unit["subject"].split("/")
            gate = f"facility-month/{claimant}/{month}"
            self.assertIn(gate, months)
            self.assertEqual([(why["subject"], why["ruleId"], why["after"])
                              for why in unit["why"]], [(gate, "ATS2-N2.2", "NEEDS_REVIEW")])
            self.assertIn("10 %", unit["why"][0]["en"])
        self.assertEqual({line["ruleId"] for line in report if line["kind"] == "rule"
                          and line["before"] != line["after"]}, {"ATS2-N2.2"})

        text = self.shadow(FACTS)
        for unit in units:
            self.assertIn(unit["subject"], text)
        self.assertIn("ATS2-N2.2", text)
        self.assertIn(report[-1]["digest"], text)

    def test_points_are_those_of_units_that_may_be_claimed(self):
        report = self.lines(FACTS)
        points = [line for line in report if line["kind"] == "points"]
        lost = {}
        for line in report:
            if line["kind"] != "change" or not line["subject"].startswith("unit/"):
                continue
            claimant = line["subject"].split("/")[1]
            if line["dispositionBefore"] in ("ELIGIBLE", "CAUTION"):
                lost[claimant] = lost.get(claimant, 0) - int(line["itemBefore"].split()[1])
        self.assertTrue(lost)
        self.assertEqual({line["facility"]: line["difference"] for line in points
                          if line["difference"]}, lost)
        for line in points:
            self.assertEqual(line["difference"], line["after"] - line["before"])
            self.assertEqual(line["yen"], 10 * line["difference"])

    def test_counts_and_samples_are_of_the_changes(self):
        report = self.lines(FACTS)
        changes = {line["subject"]: line for line in report if line["kind"] == "change"}
        samples = [line for line in report if line["kind"] == "sample"]
        self.assertEqual(len(samples), 20)
        self.assertEqual({line["subject"].split("/")[0] for line in samples},
                         {line.split("/")[0] for line in changes})
        for line in samples:
            self.assertEqual({**line, "kind": "change"}, changes[line["subject"]])
            self.assertTrue(line["why"])
        counted = sum(line["count"] for line in report if line["kind"] == "status"
                      and line["of"] == "disposition" and line["before"] != line["after"])
        self.assertEqual(counted, len([line for line in changes if line.startswith("unit/")]))

    def test_the_same_report_has_the_same_digest_from_files_or_a_directory(self):
        first = self.shadow(FACTS, "--format", "ndjson")
        self.assertEqual(self.shadow(FACTS, FACTS, "--format", "ndjson"), first)
        self.judge(FACTS, "--data-dir", "data")
        kept = {os.path.join(at, name): os.stat(os.path.join(at, name)).st_mtime_ns
                for at, _, names in os.walk(self.path("data")) for name in names}
        self.assertEqual(self.shadow("--data-dir", "data", "--format", "ndjson"), first)
        self.assertEqual({os.path.join(at, name): os.stat(os.path.join(at, name)).st_mtime_ns
                          for at, _, names in os.walk(self.path("data")) for name in names}, kept)

    def test_the_same_pack_changes_nothing(self):
        name = self.write_bytes("same.textproto", pack_text(ATS).encode())
        report = [json.loads(line) for line in self.run_kakutei(
            "shadow", "--pack", name, FACTS, "--format", "ndjson").stdout.splitlines()]
        self.assertEqual(report[0]["changes"], 0)
        self.assertEqual(report[0]["before"], report[0]["after"])

    def test_the_new_pack_stands_above_what_was_activated(self):
        text = pack_text(ATS).replace("ratio_limit_percent: 30", "ratio_limit_percent: 21")
        facts = self.write("a.ndjson", activated("a1", ATS, text))
        report = self.lines(FACTS, facts)
        self.assertEqual(report[0]["after"], self.lines(FACTS)[0]["after"])
        self.assertNotEqual(report[0]["before"], self.lines(FACTS)[0]["before"])

    def test_says_what_is_missing_or_bad(self):
        self.run_kakutei("shadow", FACTS, code=2)
        self.run_kakutei("shadow", "--pack", self.pack, code=2)
        self.run_kakutei("shadow", "--pack", self.pack, "--data-dir", "nowhere", code=2)
        bad = self.write("bad.textproto", "pack_id: 1")
        self.run_kakutei("shadow", "--pack", bad, FACTS, code=2)


if __name__ == "__main__":
    main()
