"""What single calls promise: tokens, refusals, repeated requests, health, reflection, draining."""

import pathlib
import socket
import tempfile
import unittest

import grpc

import mesh
import program
import stubs
from stubs import v1

PATIENT = "pk_00112233445566778899aabbccddeeff"


def facility(facility_id: str, event_id: str):
    return mesh.parse(
        f'{{"eventId":"{event_id}","source":"registry","occurredAt":"2026-05-01T00:00:00Z",'
        f'"facilityRegistered":{{"facilityId":"{facility_id}","kind":"HOSPITAL"}}}}'
    )


def order(reading_id: str, event_id: str, modality: str = "CT"):
    return mesh.parse(
        f'{{"eventId":"{event_id}","source":"vendor/acme","occurredAt":"2026-06-03T01:00:00Z",'
        f'"readingOrdered":{{"readingId":"{reading_id}","claimantFacilityId":"F-SEND",'
        f'"readingFacilityId":"F-RECV","patientKey":"{PATIENT}","section":"E203",'
        f'"modality":"{modality}","acquiredAt":"2026-06-03T00:50:00Z"}}}}'
    )


def opened(reading_id: str, event_id: str):
    return mesh.parse(
        f'{{"eventId":"{event_id}","source":"vendor/acme","occurredAt":"2026-06-03T02:05:00Z",'
        f'"reviewOpened":{{"reviewId":"W-1","readingId":"{reading_id}",'
        f'"claimantFacilityId":"F-SEND","readingFacilityId":"F-RECV","reportVersion":1,'
        f'"confirmerPhysicianId":"D-FT"}}}}'
    )


class Calls(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.serve = program.Serve(pathlib.Path(directory.name) / "mesh")
        self.addCleanup(self.serve.kill)
        self.client = mesh.Client(self.serve)
        self.addCleanup(self.client.channel.close)
        self.client.await_serving()

    def refused(self, code: grpc.StatusCode, call, request) -> grpc.RpcError:
        with self.assertRaises(grpc.RpcError) as caught:
            call(request, timeout=30)
        self.assertEqual(caught.exception.code(), code, caught.exception.details())
        return caught.exception

    def timeline(self, reading_id: str) -> list[str]:
        answer = self.client.readings.GetTimeline(
            v1.GetTimelineRequest(
                claimant_facility_id="F-SEND",
                reading_id=reading_id,
                not_older_than=self.client.token.of("readings"),
            )
        )
        return [mesh.identity(entry.event) for entry in answer.entries]

    def test_a_query_sees_what_its_token_names(self):
        for i in range(50):
            token = self.client.append([order(f"R-{i}", f"r{i}")], f"q{i}").token
            answer = self.client.billing.GetVerdict(
                v1.GetVerdictRequest(subject=f"reading/F-SEND/R-{i}", not_older_than=token)
            )
            self.assertEqual(answer.latest.verdict.status, v1.Status.PENDING)
            ends = mesh.Token()
            ends.add(answer.reflects)
            for at in token.positions:
                self.assertGreaterEqual(ends.ends(at.topic)[at.partition], at.next_position)

    def test_the_answer_of_confirmation_review_is_a_token_for_billing(self):
        token = self.client.append([opened("R-1", "c1")], "q1").token
        review = self.client.reviews.GetReview(
            v1.GetReviewRequest(
                claimant_facility_id="F-SEND",
                reading_id="R-1",
                review_id="W-1",
                reading_facility_id="F-RECV",
                not_older_than=token,
            )
        )
        self.assertEqual([mesh.identity(e) for e in review.evidence], ["vendor/acme#c1"])
        answer = self.client.billing.ListVerdicts(
            v1.ListVerdictsRequest(claimant_facility_id="F-SEND", not_older_than=review.reflects)
        )
        self.assertTrue(answer.HasField("reflects"))

    def test_an_explanation_says_when_a_fact_was_recorded_and_what_would_change_it(self):
        token = self.client.append([order("R-1", "r1")], "q1").token
        answer = self.client.billing.Explain(
            v1.ExplainRequest(subject="reading/F-SEND/R-1", not_older_than=token)
        )
        self.assertTrue(answer.HasField("reflects"))
        self.assertIn("R-1", answer.summary[0].ja)
        [found] = answer.findings
        self.assertEqual(found.finding.message_code, "L-1.insured_unstated")
        self.assertEqual([fact.ref for fact in found.facts], ["vendor/acme#r1"])
        self.assertTrue(found.facts[0].HasField("recorded_at"))
        self.assertIn("readingOrdered", found.change.en)
        self.assertEqual([list(r.rules_new) for r in answer.history], [["L-1"]])
        self.refused(
            grpc.StatusCode.INVALID_ARGUMENT,
            self.client.billing.Explain,
            v1.ExplainRequest(subject="reading/F-SEND"),
        )
        self.refused(
            grpc.StatusCode.NOT_FOUND,
            self.client.billing.Explain,
            v1.ExplainRequest(subject="reading/F-SEND/R-2"),
        )

    def test_the_registry_answers_as_known_at_an_instant(self):
        token = self.client.append([facility("F-SEND", "g1")], "q1").token
        now = self.client.registry.GetFacility(
            v1.GetFacilityRequest(facility_id="F-SEND", as_of="2026-06-03", not_older_than=token)
        )
        recorded = now.facility.recorded_at
        request = v1.GetFacilityRequest(
            facility_id="F-SEND", as_of="2026-06-03", not_older_than=token, known_at=recorded
        )
        answer = self.client.registry.GetFacility(request)
        self.assertEqual(mesh.identity(answer.facility), "registry#g1")
        request.known_at.seconds -= 1
        self.refused(grpc.StatusCode.NOT_FOUND, self.client.registry.GetFacility, request)

    def test_a_token_of_another_topic_is_refused(self):
        token = self.client.append([opened("R-1", "c1")], "q1").token
        error = self.refused(
            grpc.StatusCode.FAILED_PRECONDITION,
            self.client.billing.GetVerdict,
            v1.GetVerdictRequest(subject="reading/F-SEND/R-1", not_older_than=token),
        )
        self.assertEqual(mesh.reason_of(error), "TOKEN_OF_ANOTHER_TOPIC")

    def test_a_malformed_fact_refuses_its_batch(self):
        bad = order("R-2", "r2")
        bad.reading_ordered.ClearField("modality")
        bad.reading_ordered.patient_key = "Taro Yamada"
        error = self.refused(
            grpc.StatusCode.INVALID_ARGUMENT,
            self.client.readings.AppendFacts,
            v1.AppendFactsRequest(request_id="q1", events=[order("R-1", "r1"), bad]),
        )
        self.assertEqual(mesh.reason_of(error), "MALFORMED_FACT")
        self.assertCountEqual(
            mesh.violated_fields(error),
            ["events[1].readingOrdered.modality", "events[1].readingOrdered.patientKey"],
        )
        self.assertNotIn("Taro", error.details())
        # The first fact of the batch is not there; the next that is appended is.
        self.client.append([order("R-3", "r3")], "q2")
        self.assertEqual(self.timeline("R-3"), ["vendor/acme#r3"])
        self.refused(
            grpc.StatusCode.NOT_FOUND,
            self.client.readings.GetTimeline,
            v1.GetTimelineRequest(claimant_facility_id="F-SEND", reading_id="R-1"),
        )

    def test_a_refused_batch_does_not_end_its_stream(self):
        bad = order("R-2", "r2")
        bad.reading_ordered.ClearField("reading_id")
        requests = [
            v1.AppendFactsRequest(request_id="q1", events=[order("R-1", "r1")]),
            v1.AppendFactsRequest(request_id="q2", events=[bad]),
            v1.AppendFactsRequest(request_id="q3", events=[order("R-3", "r3")]),
        ]
        answers = list(self.client.readings.StreamFacts(iter(requests), timeout=30))
        self.assertEqual([a.request_id for a in answers], ["q1", "q2", "q3"])
        results = [a.WhichOneof("result") for a in answers]
        self.assertEqual(results, ["durable", "refused", "durable"])
        self.assertEqual(answers[1].refused.code, grpc.StatusCode.INVALID_ARGUMENT.value[0])
        self.client.token.add(answers[2].durable.token)
        self.assertEqual(self.timeline("R-3"), ["vendor/acme#r3"])

    def test_a_fact_of_another_service_is_refused(self):
        error = self.refused(
            grpc.StatusCode.INVALID_ARGUMENT,
            self.client.readings.AppendFacts,
            v1.AppendFactsRequest(request_id="q1", events=[facility("F-1", "g1")]),
        )
        self.assertTrue(all(f.startswith("events[0]") for f in mesh.violated_fields(error)))

    def test_the_same_request_again_is_answered_again(self):
        first = self.client.append([order("R-1", "r1")], "q1")
        again = self.client.append([order("R-1", "r1")], "q1")
        self.assertEqual(first, again)
        self.assertEqual(self.timeline("R-1"), ["vendor/acme#r1"])
        error = self.refused(
            grpc.StatusCode.ALREADY_EXISTS,
            self.client.readings.AppendFacts,
            v1.AppendFactsRequest(request_id="q1", events=[order("R-2", "r2")]),
        )
        self.assertEqual(mesh.reason_of(error), "REQUEST_ID_REUSED")

    def test_reflection_lists_the_services(self):
        answers = stubs.reflection_stub(self.client.channel).ServerReflectionInfo(
            iter([stubs.reflection.ServerReflectionRequest(list_services="*")]), timeout=30
        )
        listed = {s.name for answer in answers for s in answer.list_services_response.service}
        self.assertLessEqual({f"kakutei.v1.{name}" for name in mesh.SERVICES}, listed)

    def test_health_answers_for_each_service(self):
        for service in ("", "liveness", *(f"kakutei.v1.{name}" for name in mesh.SERVICES)):
            self.assertEqual(self.client.health(service), "SERVING", service)
        self.assertEqual(self.client.health("kakutei.v1.Nothing"), "NOT_FOUND")

    def test_sigterm_ends_open_watches_and_streams(self):
        self.client.append([order("R-1", "r1")], "q1")
        watch = mesh.Watch(self.client, mesh.VerdictLog())
        watch.until(lambda: watch.received, "a verdict")
        self.assertEqual(self.serve.stop(), 0)
        watch.join()
        self.assertEqual(watch.ended_with, grpc.StatusCode.UNAVAILABLE)
        self.assertEqual(len(self.serve.logged("stopped")), 1)

    def test_a_cursor_beyond_the_end_is_refused(self):
        watch = self.client.billing.WatchVerdicts(
            v1.WatchVerdictsRequest(cursor="9.9.9"), timeout=30
        )
        with self.assertRaises(grpc.RpcError) as caught:
            next(watch)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.FAILED_PRECONDITION)
        self.assertEqual(mesh.reason_of(caught.exception), "CURSOR_BEYOND_END")
        self.assertIn("position 9 of kakutei.verdicts.v1/0", caught.exception.details())

    def test_sigterm_does_not_wait_for_idle_connections(self):
        # A client that has no call and never answers: preface and empty settings of HTTP/2.
        host, port = self.serve.grpc.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as idle:
            idle.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes((0, 0, 0, 4, 0, 0, 0, 0, 0)))
            self.assertTrue(idle.recv(1))
            self.client.channel.close()
            # Half of --drain-timeout, which is for running calls.
            self.assertEqual(self.serve.stop(seconds=10), 0)


class Threads(unittest.TestCase):
    def test_streams_leave_threads_to_other_calls(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        options = ("--max-open-streams=8", "--call-threads=16")
        with program.Serve(pathlib.Path(directory.name) / "mesh", options=options) as serve:
            client = mesh.Client(serve)
            self.addCleanup(client.channel.close)
            client.await_serving()
            request = v1.WatchVerdictsRequest()
            watches = [client.billing.WatchVerdicts(request, timeout=60) for _ in range(8)]
            open_streams = lambda: client.metric("kakutei_open_streams")
            program.wait_until(lambda: open_streams() == 8, "eight open watches")
            for _ in range(20):
                with self.assertRaises(grpc.RpcError) as caught:
                    next(client.billing.WatchVerdicts(request, timeout=30))
                self.assertEqual(caught.exception.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
                self.assertEqual(mesh.reason_of(caught.exception), "TOO_MANY_STREAMS")
                client.append([order("R-1", "r1")], "q1")
            for watch in watches:
                watch.cancel()
            program.wait_until(lambda: open_streams() == 0, "no open watch")


if __name__ == "__main__":
    unittest.main(verbosity=2)
