"""`kakutei send`: what a service refuses is named by its line, and what facts build on goes first."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import program


def facility(number: int) -> str:
    return json.dumps({
        "eventId": f"g{number}", "source": "registry", "occurredAt": "2026-05-01T00:00:00Z",
        "facilityRegistered": {"facilityId": f"F-{number}", "kind": "HOSPITAL"}})


def responsibility(receivers: int) -> str:
    return json.dumps({
        "eventId": "long", "source": "registry", "occurredAt": "2026-05-01T00:00:00Z",
        "responsibilityAssigned": {
            "agreementId": "A-1", "sendingFacilityId": "F-1",
            "receivingFacilityIds": [f"F-RECEIVER-{i:04}" for i in range(receivers)],
            "validFrom": "2024-06-01"}})


class Send(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def send(self, serve: program.Serve, lines: list[str]) -> subprocess.CompletedProcess:
        facts = self.folder / "facts.ndjson"
        facts.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return subprocess.run(
            [program.binary(), "send", str(facts), "--server", serve.grpc],
            capture_output=True, text=True, timeout=program.DEADLINE, check=False)

    def test_a_refused_fact_is_named_by_its_line_and_the_others_are_sent(self):
        # The server takes smaller facts than this release's command does.
        with program.Serve(self.folder / "mesh", options=("--max-event-bytes=2KiB",)) as serve:
            lines = [facility(i) for i in range(20)] + [responsibility(400)]
            lines += [facility(i) for i in range(20, 40)]
            done = self.send(serve, lines)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("facts.ndjson:21: ", done.stderr)
            self.assertIn("An event has at most 2,048 bytes.", done.stderr)
            self.assertEqual(done.stdout, "40 facts are durable, 1 lines refused\n")

    def test_nobody_listens(self):
        with program.Serve(self.folder / "mesh") as serve:
            address = serve.grpc
        facts = self.folder / "facts.ndjson"
        facts.write_text(facility(1) + "\n", encoding="utf-8")
        done = subprocess.run([program.binary(), "send", str(facts), "--server", address],
                              capture_output=True, text=True, timeout=program.DEADLINE,
                              check=False)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(done.stdout, "0 facts are durable, 0 lines refused\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
