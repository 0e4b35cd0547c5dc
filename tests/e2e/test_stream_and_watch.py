"""The sample month through four streams and back as verdicts, by a client in another language."""

import collections
import os
import pathlib
import random
import tempfile
import unittest

import grpc

import mesh
import program
from stubs import v1

SAMPLE = pathlib.Path(os.environ.get("E2E_SAMPLE", "sample"))
MONTH = "2026-06"
BATCH = 400


class SampleMonth(unittest.TestCase):
    """Everything of the sample is streamed once; the tests only read."""

    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.directory.cleanup)
        cls.facts = mesh.read_facts(SAMPLE)
        cls.expected = program.judged(SAMPLE)
        cls.facilities = mesh.facilities_of(cls.facts)
        cls.claimants = {subject.split("/")[1] for subject in cls.expected}
        cls.serve = program.Serve(pathlib.Path(cls.directory.name) / "mesh", partitions=12)
        cls.addClassCleanup(cls.serve.kill)
        cls.client = mesh.Client(cls.serve)
        cls.addClassCleanup(cls.client.channel.close)
        cls.client.stream(mesh.batches(cls.facts, BATCH, "sample"))
        cls.client.settle(cls.facilities)

    def watched(self, cursor: str = "") -> mesh.VerdictLog:
        """What a watch from the beginning on delivers until it agrees with judging offline."""
        watch = mesh.Watch(self.client, mesh.VerdictLog(), cursor)
        watch.until(lambda: watch.log.current() == self.expected, "the verdicts of kakutei judge")
        watch.close()
        return watch.log

    def test_verdicts_equal_those_of_judge(self):
        log = self.watched()
        self.assertEqual(log.current(), self.expected)
        self.assertGreater(len(log.digests), len(self.expected))

    def test_watch_goes_on_from_any_cursor(self):
        log = self.watched()
        seed = random.SystemRandom().getrandbits(32)
        print(f"seed {seed}")
        revisions = list(log.digests.items())
        for at in (0, random.Random(seed).randrange(len(revisions) - 1), len(revisions) - 2):
            rest = mesh.VerdictLog()
            for subject, revision in list(log.digests)[: at + 1]:
                rest.heads[subject] = v1.PublishedVerdict(
                    verdict=v1.Verdict(subject=subject),
                    revision=revision,
                    digest=log.digests[subject, revision],
                )
            watch = mesh.Watch(self.client, rest, log.cursors[at])
            wanted = len(revisions) - at - 1
            watch.until(lambda: watch.received >= wanted, f"{wanted} revisions")
            watch.close()
            self.assertEqual(dict(revisions[at + 1 :]), rest.digests, f"from {at}")

    def test_watch_of_one_claimant_delivers_its_verdicts_only(self):
        claimant = min(self.claimants)
        own = {s: d for s, d in self.expected.items() if s.split("/")[1] == claimant}
        log = mesh.VerdictLog()
        call = self.client.billing.WatchVerdicts(
            v1.WatchVerdictsRequest(claimant_facility_id=claimant), timeout=program.DEADLINE
        )
        for response in call:
            log.accept(response)
            self.assertEqual(response.verdict.verdict.subject.split("/")[1], claimant)
            if log.current() == own:
                break
        call.cancel()
        self.assertEqual(log.current(), own)

    def test_pages_cover_all_verdicts_once(self):
        for size in (0, 7, 1000):
            listed = collections.Counter()
            for claimant in self.claimants:
                page = [
                    (v.verdict.subject, v.digest) for v in self.client.verdicts(claimant, size)
                ]
                self.assertEqual(page, sorted(page))
                listed.update(page)
            self.assertEqual(dict(listed.keys()), self.expected, f"size {size}")
            self.assertEqual(set(listed.values()), {1}, f"size {size}")

    def test_lists_select_by_kind_month_and_status(self):
        claimant = min(self.claimants)
        for verdict in self.client.verdicts(claimant, kind="unit", month=MONTH):
            self.assertRegex(verdict.verdict.subject, f"^unit/{claimant}/pk_[0-9a-f]+/{MONTH}/")
        eligible = self.client.verdicts(claimant, status=v1.Status.ELIGIBLE)
        self.assertTrue(eligible)
        self.assertEqual({v.verdict.status for v in eligible}, {v1.Status.ELIGIBLE})

    def test_a_page_token_of_another_query_is_refused(self):
        first, second = sorted(self.claimants)[:2]
        request = v1.ListVerdictsRequest(
            claimant_facility_id=first, page=v1.PageRequest(size=1), kind="reading"
        )
        token = self.client.billing.ListVerdicts(request).next_token
        request.claimant_facility_id = second
        request.page.token = token
        with self.assertRaises(grpc.RpcError) as caught:
            self.client.billing.ListVerdicts(request)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.INVALID_ARGUMENT)
        self.assertEqual(mesh.violated_fields(caught.exception), ["page.token"])

    def test_history_is_every_accepted_revision(self):
        log = self.watched()
        subject, revision = max(log.digests, key=lambda of: of[1])
        answer = self.client.billing.GetVerdict(
            v1.GetVerdictRequest(subject=subject, with_history=True)
        )
        digests = [log.digests[subject, r] for r in range(1, revision + 1)]
        self.assertEqual([v.digest for v in answer.history], digests)
        self.assertEqual([v.revision for v in answer.history], list(range(1, revision + 1)))
        self.assertEqual([v.prev_digest for v in answer.history], ["", *digests[:-1]])
        self.assertEqual(answer.latest, answer.history[-1])

    def test_month_statement_has_each_unit_once_with_the_worst_of_its_gates(self):
        for claimant in sorted(self.claimants):
            month = f"facility-month/{claimant}/{MONTH}"
            if month not in self.expected:
                continue
            lines, token = [], ""
            while True:
                answer = self.client.billing.GetMonthStatement(
                    v1.GetMonthStatementRequest(
                        claimant_facility_id=claimant,
                        month=MONTH,
                        page=v1.PageRequest(size=25, token=token),
                    )
                )
                lines.extend(answer.lines)
                self.assertEqual(answer.facility_month.subject, month)
                self.assertEqual(answer.closed, answer.facility_month.closed)
                token = answer.next_token
                if not token:
                    break
            units = sorted(
                s for s in self.expected if s.startswith(f"unit/{claimant}/") and MONTH in s
            )
            self.assertEqual([line.unit.subject for line in lines], units)
            pairs = sorted(
                s
                for s in self.expected
                if s.startswith(f"partnership-month/{claimant}/") and MONTH in s
            )
            self.assertEqual([pair.subject for pair in answer.partnership_months], pairs)
            gates = {pair.subject: pair.status for pair in answer.partnership_months}
            gates[month] = answer.facility_month.status
            for line in lines:
                own = line.unit.status
                statuses = {gate: gates[gate] for gate in line.unit.gates}
                statuses[line.unit.subject] = own
                counting = [s for s in statuses.values() if s != v1.Status.WITHDRAWN]
                worst = own if own == v1.Status.WITHDRAWN else max(counting)
                self.assertEqual(line.disposition, worst)
                self.assertEqual(
                    set(line.decided_by), {s for s in statuses if statuses[s] == worst}
                )

    def test_timelines_hold_the_latest_of_each_slot_and_source_in_order(self):
        by_reading = collections.defaultdict(list)
        for event in self.facts:
            if mesh.owner_of(event) == "ReadingEvents":
                fact = mesh.fact_of(event)
                by_reading[fact.claimant_facility_id, fact.reading_id].append(event)
        self.assertGreater(len(by_reading), 1000)
        for (claimant, reading), events in sorted(by_reading.items()):
            values = mesh.latest(events)
            request = v1.GetTimelineRequest(
                claimant_facility_id=claimant,
                reading_id=reading,
                page=v1.PageRequest(size=1000),
            )
            entries = self.client.readings.GetTimeline(request).entries
            identities = [mesh.identity(entry.event) for entry in entries]
            self.assertCountEqual(identities, map(mesh.identity, values.values()), reading)
            times = [entry.event.occurred_at.ToNanoseconds() for entry in entries]
            self.assertEqual(times, sorted(times), reading)
            in_force = {}
            for (slot, _), event in values.items():
                in_force[slot] = max(
                    event,
                    in_force.get(slot, event),
                    key=lambda of: (*mesh.precedence(of), of.source),
                )
            self.assertCountEqual(
                [mesh.identity(entry.event) for entry in entries if entry.in_force],
                map(mesh.identity, in_force.values()),
                reading,
            )

    def test_facility_as_of_a_date(self):
        filing = min(
            (mesh.fact_of(e) for e in self.facts if mesh.kind_of(e) == "standardFiled"),
            key=lambda fact: (fact.filing_id, fact.facility_id),
        )

        def filings(date: str) -> set[str]:
            answer = self.client.registry.GetFacility(
                v1.GetFacilityRequest(facility_id=filing.facility_id, as_of=date)
            )
            self.assertEqual(mesh.fact_of(answer.facility).facility_id, filing.facility_id)
            return {mesh.fact_of(event).filing_id for event in answer.filings}

        self.assertIn(filing.filing_id, filings(filing.valid_from))
        self.assertNotIn(filing.filing_id, filings("2000-01-01"))

    def test_awaiting_drafts_have_no_signature(self):
        signed = {
            (fact.claimant_facility_id, fact.reading_id, fact.report_version)
            for fact in (
                mesh.fact_of(e) for e in self.facts if mesh.kind_of(e) == "confirmationSigned"
            )
        }
        drafts = []
        for facility in sorted(self.facilities):
            answer = self.client.reviews.ListAwaitingConfirmation(
                v1.ListAwaitingConfirmationRequest(
                    reading_facility_id=facility, page=v1.PageRequest(size=1000)
                )
            )
            since = [draft.since.ToNanoseconds() for draft in answer.drafts]
            self.assertEqual(since, sorted(since))
            drafts.extend(answer.drafts)
        self.assertTrue(drafts)
        for draft in drafts:
            key = (draft.claimant_facility_id, draft.reading_id, draft.report_version)
            self.assertNotIn(key, signed)


if __name__ == "__main__":
    unittest.main(verbosity=2)
