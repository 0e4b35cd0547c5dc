"""Proposed withdrawals: the list, a person's decision, and what opens or ends an entry again."""

import csv
import io
import json

from kakutei_run import KakuteiTest, main
from receipt_files import FACILITY, MONTH, lines_of, month_of_facts, patient_key


def of_claim(event_id: str, kind: str, claim: str, at: str, **body) -> dict:
    return {"eventId": event_id, "source": "billing", "occurredAt": at,
            kind: {"claimId": claim, "claimantFacilityId": FACILITY, **body}}


def submitted(claim: str, chart: str, at: str = "2026-07-06T00:00:00Z") -> dict:
    return of_claim(f"submit-{claim}", "claimSubmitted", claim, at, patientKey=patient_key(chart),
                    month=MONTH, sectionGroup="CT_MR", addOn="ADD_ON_2")


class Withdrawals(KakuteiTest):
    def setUp(self):
        super().setUp()
        self.facts = month_of_facts() + [submitted("K-1", "Z1"), submitted("K-2", "Z2")]

    def listed(self, *arguments: str) -> list[dict]:
        self.write("facts.ndjson", *lines_of(self.facts))
        done = self.run_kakutei("withdrawals", FACILITY, "--from", "facts.ndjson", "--format",
                                "ndjson", *arguments)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def decide(self, *arguments: str, code: int = 0):
        return self.run_kakutei("decide", FACILITY, *arguments, "--by", "U-7", "--at",
                                "2026-08-09T10:00:00+09:00", "--from", "facts.ndjson", code=code)

    def test_the_list_says_what_is_at_stake_and_why(self):
        entry, = self.listed()
        self.assertEqual((entry["claimId"], entry["state"], entry["addOn"], entry["points"],
                          entry["yen"], entry["sinceRevision"]),
                         ("K-2", "OPEN", "ADD_ON_2", 175, 1750, 1))
        self.assertEqual(entry["readings"][0]["findings"][0]["ruleId"], "L-1")
        self.assertEqual(self.listed("--month", "2026-05"), [])
        common = ["withdrawals", FACILITY, "--from", "facts.ndjson"]
        self.assertIn("K-2", self.run_kakutei(*common).stdout)
        text = self.run_kakutei(*common, "--format", "csv").stdout
        row, = csv.DictReader(io.StringIO(text))
        self.assertEqual((row["yen"], row["why"]),
                         ("1750", f"reading/{FACILITY}/R-2 L-1:INELIGIBLE"))
        self.run_kakutei(*common, "--format", "csv", "--encoding", "cp932", "--out", "w.csv")
        self.assertEqual(self.read("w.csv"), text)

    def test_a_decision_closes_the_entry_and_changes_no_verdict(self):
        self.listed()
        before = self.judge("facts.ndjson").stdout
        decision = json.loads(self.decide("K-2", "--keep").stdout)
        self.assertEqual(decision["withdrawalDecided"]["decision"], "KEEP")
        self.facts.append(decision)
        self.assertEqual(self.listed(), [])
        decided, = self.listed("--state", "decided")
        self.assertEqual((decided["decision"], decided["decidedBy"]), ("KEEP", "U-7"))
        self.assertIn("U-7 decided KEEP on revision 1 before",
                      self.decide("K-2", "--withdraw").stderr)
        self.assertEqual(self.judge("facts.ndjson").stdout, before)
        # Another verdict on the unit: somebody has to look again.
        self.facts.append(submitted("K-0", "Z2", "2026-07-05T00:00:00Z"))
        again, = self.listed()
        self.assertEqual((again["claimId"], again["decision"]), ("K-2", "KEEP"))
        self.facts.append(of_claim("end", "claimWithdrawn", "K-2", "2026-08-12T00:00:00Z"))
        self.assertEqual([entry["claimId"] for entry in self.listed()], ["K-0"])
        self.facts.append(of_claim("end-0", "claimWithdrawn", "K-0", "2026-08-12T00:00:00Z"))
        self.assertEqual(self.listed("--state", "all"), [])

    def test_what_cannot_be_decided(self):
        self.listed()
        self.assertIn("no withdrawal of claim K-1", self.decide("K-1", "--keep", code=2).stderr)
        self.assertIn("one of --keep and --withdraw", self.decide("K-2", code=2).stderr)
        self.assertIn("one of --keep", self.decide("K-2", "--keep", "--withdraw", code=2).stderr)
        done = self.run_kakutei("decide", FACILITY, "K-2", "--keep", "--by", "U-7", "--at",
                                "2200-01-01T00:00:00Z", "--server", "127.0.0.1:1", code=2)
        self.assertIn("lies in the future", done.stderr)


if __name__ == "__main__":
    main()
