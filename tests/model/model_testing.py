"""Assertions over a judged case."""

import unittest


def finding(line, rule):
    """The outcome of a rule in a verdict line; None where it did not fire."""
    return next((f["outcome"] for f in line["findings"] if f["ruleId"] == rule), None)


class ModelTest(unittest.TestCase):
    maxDiff = None

    def lines(self, case, kind, **options):
        judged = case.judge(**options)
        found = [line for subject, line in judged.items() if subject.startswith(kind + "/")]
        self.assertTrue(found, f"no {kind} in {sorted(judged)}")
        return found

    def reading(self, case, reading_id="R-1", **options):
        return case.judge(**options)[f"reading/{case.claimant}/{reading_id}"]

    def only(self, case, kind, **options):
        lines = self.lines(case, kind, **options)
        self.assertEqual(len(lines), 1, [line["subject"] for line in lines])
        return lines[0]

    def expect(self, case, rule, outcome, kind="reading", **options):
        """The one subject of that kind carries the rule with that outcome (None: not at all)."""
        line = self.only(case, kind, **options)
        self.assertEqual(finding(line, rule), outcome, line)
        return line

    def expect_missing(self, case, rule, kind="reading", **options):
        """PENDING while the month is open, NEEDS_REVIEW once it is closed."""
        self.expect(case, rule, "PENDING", kind, **options)
        self.expect(case.close(), rule, "NEEDS_REVIEW", kind, **options)
