"""The generator makes well-formed, reproducible histories; the comparison finds differences."""

import io
import json
import math
import os
import re
import stat
import sys
import tempfile
import unittest
from collections import Counter
from contextlib import redirect_stdout

import compare
import histories
from calendar_jst import civil_date
from cuts import of_one_place
from facts import ENVELOPE, Fact, parse_instant
from judge import judge

TIME = "2026-06-03T01:00:00Z"
HERE = os.path.dirname(os.path.abspath(__file__))
ID = re.compile(r"^[A-Za-z0-9._-]{1,64}$")
SOURCE = re.compile(r"^[A-Za-z0-9._/-]{1,64}$")
# A stand-in for the product: the model behind the product's command line, with one rule left out.
STAND_IN = """#!{python}
import sys
sys.path.insert(0, {here!r})
import judge
from words import AUTHORITY
assert sys.argv[1] == "judge" and sys.argv[3:] == ["--format", "ndjson"]
rules = ",".join(rule for rule in AUTHORITY if rule != {without!r})
sys.exit(judge.main([sys.argv[2], "--rules", rules]))
"""


class Histories(unittest.TestCase):
    def test_a_seed_always_makes_the_same_history(self):
        self.assertEqual(histories.history(11), histories.history(11))
        self.assertNotEqual(histories.history(11), histories.history(12))

    def test_lines_are_well_formed(self):
        for seed in range(60):
            for event in histories.history(seed):
                self.assertRegex(event["eventId"], ID)
                self.assertRegex(event["source"], SOURCE)
                kinds = [key for key in event if key not in ENVELOPE]
                self.assertEqual(len(kinds), 1)
                self.body(kinds[0], event[kinds[0]])

    def body(self, kind, body):
        for field, value in body.items():
            self.assertIsNotNone(value)
            if field == "patientKey":
                self.assertRegex(value, r"^pk_[0-9a-f]{32,64}$")
            elif field.endswith("Id"):
                self.assertRegex(value, ID)
            elif field in ("validFrom", "validTo", "performedOn", "dueOn", "recordedOn"):
                civil_date(value)
            elif field == "acquiredAt":
                parse_instant(value)
        if "validTo" in body:
            self.assertLessEqual(body["validFrom"], body["validTo"])
        if kind in ("reportAuthored", "confirmationSigned"):
            self.assertIn("place", body)
            self.assertEqual(("actingFacilityId" in body) + ("actingCompanyId" in body), 1)

    def test_no_tie_decides(self):
        """Contents of one identity differ in time or revision, or stand in different slots."""
        for seed in range(60):
            seen = {}
            for event in histories.history(seed):
                fact = Fact(event)
                key = (fact.identity, fact.slot, fact.revision, fact.occurred_at)
                self.assertEqual(seen.setdefault(key, fact.content), fact.content, event)

    def test_what_makes_folding_hard_is_frequent(self):
        """Of 200 histories as they are delivered, how many hold each."""
        met = Counter()
        for seed in range(1, 201):
            met.update(difficulties([Fact(event) for event in histories.history(seed)]))
        for difficulty in ("readingCancelled", "claimWithdrawn", "claimReturned",
                           "a correction after what it corrects", "a correction that came first",
                           "an identity with two contents", "two sources in one slot",
                           "a fact from after its month was closed"):
            self.assertGreater(met[difficulty], 5, f"{difficulty}: {met}")

    def test_histories_of_one_world_judge_the_same_together(self):
        together, apart = [], {}
        for seed in range(min(compare.WORLD_SIZE, 8)):
            events = histories.history(seed)
            together += events
            apart.update(judge(events))
        self.assertEqual(judge(together), apart)


def difficulties(facts):
    """What a history holds of retractions, corrections, conflicts and late facts."""
    found = {fact.kind for fact in facts}
    revisions, contents, sources, closed = {}, {}, {}, {}
    for fact in facts:
        source = fact.identity[0]
        before = revisions.setdefault((fact.slot, source), fact.revision)
        if before < fact.revision:
            found.add("a correction after what it corrects")
        if before > fact.revision:
            found.add("a correction that came first")
        if contents.setdefault(fact.identity, fact.content) != fact.content:
            found.add("an identity with two contents")
        if sources.setdefault(fact.slot, source) != source:
            found.add("two sources in one slot")
        if fact.kind == "claimMonthClosed":
            closed[fact.body["claimantFacilityId"]] = fact.occurred_at
    for fact in facts:
        if (fact.kind in ("reportAuthored", "reportDelivered", "reportAttached")
                and fact.occurred_at > closed.get(fact.body["claimantFacilityId"], math.inf)):
            found.add("a fact from after its month was closed")
    return found


class Comparing(unittest.TestCase):
    def run_compare(self, without, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "kakutei")
            with open(name, "w", encoding="utf-8") as out:
                out.write(STAND_IN.format(python=sys.executable, here=HERE, without=without))
            os.chmod(name, os.stat(name).st_mode | stat.S_IXUSR)
            printed = io.StringIO()
            with redirect_stdout(printed):
                code = compare.main(["--kakutei", name, *arguments])
            return code, printed.getvalue().splitlines()

    def test_no_difference(self):
        code, lines = self.run_compare("none", "--seeds", "0..7", "--batch", "4")
        self.assertEqual((code, lines), (0, ["8 histories, 0 differences"]))

    def test_a_difference_is_found_and_shrunk(self):
        code, lines = self.run_compare("L-1", "--seeds", "40..49", "--batch", "10", "--show", "1",
                                       "--subjects", "reading")
        self.assertEqual(code, 1)
        self.assertRegex(lines[-1], r"^10 histories, [1-9]\d* differences$")
        first = [i for i, line in enumerate(lines) if line.startswith("---")][0]
        facts = [line for line in lines[first:] if line.startswith("{")]
        self.assertLessEqual(len(facts), 3)
        self.assertIn("L-1", "".join(lines))
        json.loads(facts[0])


class Cutting(unittest.TestCase):
    def test_an_identity_stays_with_one_claimant_or_with_the_registry(self):
        def line(kind, claimant, event_id="e1"):
            return json.dumps({"eventId": event_id, "source": "s", "occurredAt": TIME,
                               kind: {"claimantFacilityId": claimant} if claimant else {}})
        first, again = line("reportAttached", "F-1"), line("reportAuthored", "F-1")
        other, alone = line("reportAttached", "F-2"), line("reportAttached", "F-2", "e2")
        self.assertEqual(of_one_place([other, first, alone, again]), [first, alone, again])
        registered = line("vendorRegistered", None)
        self.assertEqual(of_one_place([first, registered, alone]), [registered, alone])


if __name__ == "__main__":
    unittest.main()
