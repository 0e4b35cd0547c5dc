"""`kakutei registry`: what holds on a service date, as known at an instant, from files in any order."""

import json
import random

from kakutei_run import KakuteiTest, fact, main

FULL_TIME = {"employmentId": "E-1", "physicianId": "D-1", "facilityId": "F-1", "status": "FULL_TIME",
             "validFrom": "2024-04-01"}


class Registry(KakuteiTest):
    """Recorded on 1 June as full-time; corrected on 10 June to part-time from May on."""

    def setUp(self):
        super().setUp()
        self.lines = [
            fact("e1", "employmentRecorded", FULL_TIME, recordedAt="2026-06-01T00:00:00Z"),
            fact("e2", "employmentRecorded", FULL_TIME | {"status": "PART_TIME",
                                                          "validFrom": "2026-05-01"},
                 sourceRevision="2", recordedAt="2026-06-10T00:00:00Z"),
            fact("e1", "employmentRecorded", FULL_TIME, recordedAt="2026-06-05T00:00:00Z"),
            fact("s1", "standardFiled", {"filingId": "S-1", "facilityId": "F-1",
                                         "standard": "ADD_ON_2", "validFrom": "2024-06-01"}),
        ]

    def ask(self, kind: str, name: str, day: str, *arguments: str, code: int = 0):
        return self.run_kakutei("registry", kind, name, "--on", day, "--from", "facts.ndjson",
                                *arguments, code=code)

    def ids(self, *arguments: str) -> list[str]:
        return [json.loads(line)["eventId"] for line in self.ask(*arguments).stdout.splitlines()]

    def test_one_answer_for_date_and_instant_in_any_order(self):
        for seed in range(5):
            random.Random(seed).shuffle(self.lines)
            self.write("facts.ndjson", *self.lines)
            then = ("--known-at", "2026-06-09T23:59:59Z")
            self.assertEqual(self.ids("physician", "D-1", "2026-04-30"), [], seed)
            self.assertEqual(self.ids("physician", "D-1", "2026-05-01"), ["e2"], seed)
            self.assertEqual(self.ids("physician", "D-1", "2026-04-30", *then), ["e1"], seed)
            self.assertEqual(self.ids("physician", "D-1", "2026-05-01", *then), ["e1"], seed)
            self.assertEqual(self.ids("physician", "D-1", "2026-05-01", "--known-at",
                                      "2026-06-10T09:00:00+09:00"), ["e2"], seed)

    def test_a_fact_without_a_time_of_recording_counts_only_now(self):
        self.write("facts.ndjson", *self.lines)
        self.assertEqual(self.ids("facility", "F-1", "2026-06-01"), ["e2", "s1"])
        done = self.ask("facility", "F-1", "2026-06-01", "--known-at", "2026-06-20T00:00:00Z")
        self.assertEqual([json.loads(line)["eventId"] for line in done.stdout.splitlines()], ["e2"])
        self.assertIn("carry no recordedAt: 1", done.stderr)

    def test_nobody_knew_it_before_it_was_recorded(self):
        self.write("facts.ndjson", *self.lines)
        done = self.ask("physician", "D-1", "2026-06-01", "--known-at", "2026-05-31T00:00:00Z",
                        code=2)
        self.assertIn("D-1", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_bad_questions(self):
        self.write("facts.ndjson", *self.lines)
        self.assertIn("asOf", self.ask("physician", "D-1", "June", code=2).stderr)
        self.assertIn("--known-at", self.ask("physician", "D-1", "2026-06-01", "--known-at", "now",
                                             code=2).stderr)
        self.run_kakutei("registry", "vendor", "V-1", "--on", "2026-06-01", code=2)
        self.assertIn("--server", self.run_kakutei("registry", "physician", "D-1", "--on",
                                                   "2026-06-01", code=2).stderr)


if __name__ == "__main__":
    main()
