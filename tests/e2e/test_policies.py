"""A policy pack is activated in a running mesh: refused when it is bad, else everything that it
touches is judged anew, as `kakutei judge` does with the same facts; and shadow looks on."""

import hashlib
import json
import pathlib
import tempfile
import unittest

import grpc

import mesh
import program
from stubs import v1

PARTITIONS = 3
PACKS = pathlib.Path(__file__).parents[2] / "deploy" / "policies"


def activation(event_id: str, pack: str, text: str):
    event = v1.Event(event_id=event_id, source="office")
    event.occurred_at.FromJsonString("2026-07-01T00:00:00Z")
    fact = event.policy_activated
    fact.pack_id, fact.pack = pack, text
    fact.pack_digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    fact.activated_by, fact.shadow_digest = "U-1", "sha256:" + "0" * 64
    return event


class Policies(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)
        self.network = self.directory / "network.ndjson"
        program.run("generate", "--readings=100", "--seed=7", f"--out={self.network}")
        self.facts = mesh.read_facts(self.network)
        self.facilities = mesh.facilities_of(self.facts)
        self.text = (PACKS / "fee-schedule-r8.textproto").read_text(encoding="utf-8")

    def serve(self) -> program.Serve:
        return program.Serve(self.directory / "mesh", PARTITIONS)

    def refused(self, client: mesh.Client, event) -> grpc.RpcError:
        with self.assertRaises(grpc.RpcError) as caught:
            client.append([event], event.event_id)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.INVALID_ARGUMENT)
        self.assertEqual(mesh.reason_of(caught.exception), "MALFORMED_FACT")
        self.assertEqual(mesh.violated_fields(caught.exception), ["events[0].policyActivated.pack"])
        return caught.exception

    def test_activation_and_restart(self):
        changed = self.text.replace("points: 175", "points: 176")
        pack = self.directory / "changed.textproto"
        pack.write_text(changed, encoding="utf-8")
        before = program.judged(self.network)
        after = {line["subject"]: line["digest"] for line in map(json.loads, program.run(
            "judge", "--format", "ndjson", str(self.network), "--pack", str(pack)).splitlines())}
        log = mesh.VerdictLog()
        with self.serve() as serve, mesh.Client(serve) as client:
            client.await_serving()
            watch = mesh.Watch(client, log)
            client.stream(mesh.batches(self.facts, 200, "network"))
            watch.until(lambda: log.current() == before, "the verdicts of the shipped packs")
            gap = self.text.replace('valid_from: "2026-06-01"', 'valid_from: "2026-06-02"', 1)
            self.refused(client, activation("bad", "fee-schedule-r8", self.text + "\nno_such: 1"))
            self.refused(client, activation("gap", "fee-schedule-r8", gap))
            report = json.loads(program.run(
                "shadow", "--pack", str(pack), "--data-dir", str(self.directory / "mesh"),
                "--format", "ndjson").splitlines()[0])
            self.assertGreater(report["changes"], 0)
            self.assertEqual(log.current(), before)
            client.append([activation("good", "fee-schedule-r8", changed)], "good")
            watch.until(lambda: log.current() == after, "the verdicts of the activated pack")
            watch.close()
            self.assertEqual(client.stop(), 0)
        with self.serve() as serve, mesh.Client(serve) as client:
            client.await_serving()
            client.settle(self.facilities)
            self.assertEqual(client.metric("kakutei_ledger_records_published_total"), 0)
            self.assertEqual(
                [client.metric("kakutei_policy_activations", outcome=outcome)
                 for outcome in ("applied", "not_applied")], [1, 0])


if __name__ == "__main__":
    unittest.main()
