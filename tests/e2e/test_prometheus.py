"""A real Prometheus scrapes `kakutei serve`, and what it counted is found through its HTTP API."""

import collections
import json
import pathlib
import random
import re
import shutil
import socket
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request

import mesh
import program
from stubs import v1

CONFIG = """
global: {{scrape_interval: 1s, scrape_timeout: 1s}}
scrape_configs:
  - job_name: kakutei
    static_configs: [{{targets: ["{target}"]}}]
"""

# Every label there is; each takes its values from a closed set.
LABELS = {
    "grpc_code",
    "grpc_method",
    "grpc_service",
    "grpc_type",
    "kind",
    "le",
    "method",
    "outcome",
    "quantile",
    "rule",
    "service",
    "stage",
    "status",
    "task",
    "topic",
}
ID = re.compile(r"\b(?:F|D|R|P|V|W|K|E|S)-[A-Z0-9]|\bpk_[0-9a-f]{8}")


class Prometheus:
    """A server with its data in a temporary directory; killed at the end."""

    def __init__(self, directory: pathlib.Path, target: str):
        config = directory / "prometheus.yml"
        config.write_text(CONFIG.format(target=target))
        # The port is free when it is chosen; who else takes it meanwhile costs one more attempt.
        for attempt in range(5):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.address = f"127.0.0.1:{probe.getsockname()[1]}"
            with open(directory / f"prometheus-{attempt}.log", "wb") as log:
                self.process = subprocess.Popen(
                    [
                        "prometheus",
                        f"--config.file={config}",
                        f"--storage.tsdb.path={directory / f'tsdb-{attempt}'}",
                        f"--web.listen-address={self.address}",
                    ],
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            program.wait_until(lambda: self._ready() or self._ended(), "Prometheus ready")
            if not self._ended():
                return
        raise AssertionError(f"Prometheus does not start: {log.name}")

    def _ended(self) -> bool:
        return self.process.poll() is not None

    def _ready(self) -> bool:
        try:
            return self._get("/-/ready").startswith("Prometheus")
        except (urllib.error.URLError, ConnectionError):
            return False

    def _get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://{self.address}{path}", timeout=10) as answer:
            return answer.read().decode()

    def query(self, expression: str) -> list[dict]:
        asked = urllib.parse.urlencode({"query": expression})
        return json.loads(self._get(f"/api/v1/query?{asked}"))["data"]["result"]

    def value(self, expression: str) -> float | None:
        found = self.query(expression)
        return float(found[0]["value"][1]) if found else None

    def by(self, label: str, expression: str) -> dict[str, float]:
        return {
            series["metric"][label]: float(series["value"][1])
            for series in self.query(f"sum by ({label}) ({expression}) > 0")
        }

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Metrics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for name in ("prometheus", "promtool"):
            if shutil.which(name) is None:
                raise AssertionError(f"{name} is missing; install Debian's package prometheus")
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        path = pathlib.Path(directory.name)
        seed = random.SystemRandom().getrandbits(32)
        print(f"seed {seed}")
        network = path / "network.ndjson"
        program.run("generate", "--readings=300", f"--seed={seed}", f"--out={network}")
        cls.facts = mesh.read_facts(network)
        cls.serve = program.Serve(path / "mesh")
        cls.addClassCleanup(cls.serve.kill)
        cls.client = mesh.Client(cls.serve)
        cls.addClassCleanup(cls.client.channel.close)
        cls.client.await_serving()
        cls.client.stream(mesh.batches(cls.facts, 200, "metrics"))
        # Once more, so that there are duplicates.
        cls.client.stream(mesh.batches(cls.facts, 200, "again"))
        cls.client.settle(mesh.facilities_of(cls.facts))
        cls.refuse_one()
        cls.prometheus = Prometheus(path, cls.serve.metrics)
        cls.addClassCleanup(cls.prometheus.kill)
        program.wait_until(lambda: cls.prometheus.value("up") == 1, "the first scrape")
        cls.exposition = cls.client.exposition()

    @classmethod
    def refuse_one(cls):
        request = v1.AppendFactsRequest(request_id="refused")
        answers = list(cls.client.readings.StreamFacts(iter([request]), timeout=30))
        if answers[0].WhichOneof("result") != "refused":
            raise AssertionError(str(answers))

    def test_facts_by_kind(self):
        sent = collections.Counter(map(mesh.kind_of, self.facts))
        counted = self.prometheus.by("kind", 'kakutei_facts_total{outcome="appended"}')
        self.assertEqual(counted, {kind: 2 * number for kind, number in sent.items()})

    def test_batches_by_outcome(self):
        sent = 2 * len(mesh.batches(self.facts, 200, "metrics"))
        counted = self.prometheus.by("outcome", "kakutei_fact_batches_total")
        self.assertEqual(counted, {"appended": sent, "refused": 1})

    def test_records_by_what_became_of_them(self):
        appended = self.prometheus.value(
            'sum(kakutei_facts_total{service="reading_events",outcome="appended"})'
        )
        folded = self.prometheus.by(
            "outcome",
            'kakutei_records_folded_total{service="reading_events",topic="kakutei.readings.v1"}',
        )
        self.assertEqual(sum(folded.values()), appended)
        self.assertGreaterEqual(folded["duplicate"], appended / 2)

    def test_verdicts_judged_and_published(self):
        judged = self.prometheus.value(
            'sum(kakutei_subjects_judged_total{service="billing_eligibility"})'
        )
        verdicts = self.prometheus.value("sum(kakutei_verdicts_judged_total)")
        published = self.prometheus.value(
            'sum(kakutei_ledger_records_published_total{service="billing_eligibility"})'
        )
        self.assertEqual(verdicts, judged)
        self.assertGreaterEqual(judged, published)
        ends = self.client.token.ends(mesh.VERDICTS)
        self.assertEqual(published, sum(ends.values()))

    def test_standing_verdicts(self):
        standing = collections.Counter()
        for claimant in mesh.facilities_of(self.facts):
            for verdict in self.client.verdicts(claimant):
                kind = verdict.verdict.subject.split("/")[0]
                standing[kind, v1.Status.Value.Name(verdict.verdict.status)] += 1
        for (kind, status), number in standing.items():
            query = f'sum(kakutei_verdicts_standing{{kind="{kind}",status="{status}"}})'
            self.assertEqual(self.prometheus.value(query), number, (kind, status))
        total = self.prometheus.value("sum(kakutei_verdicts_standing)")
        self.assertEqual(total, sum(standing.values()))

    def test_nothing_is_behind(self):
        for name in ("kakutei_task_lag_records", "kakutei_task_dirty_subjects"):
            self.assertEqual(self.prometheus.value(f"max({name})"), 0, name)
        self.assertEqual(self.prometheus.value("max(kakutei_task_stopped)"), 0)

    def test_the_process(self):
        for name in (
            "process_cpu_seconds_total",
            "process_resident_memory_bytes",
            "process_virtual_memory_bytes",
            "process_open_fds",
            "process_max_fds",
            "process_start_time_seconds",
            "process_threads",
        ):
            self.assertGreater(self.prometheus.value(name) or 0, 0, name)

    def test_calls_by_method_and_code(self):
        handled = self.prometheus.value(
            'sum(grpc_server_handled_total{grpc_method="StreamFacts",grpc_code="OK"})'
        )
        self.assertEqual(handled, 2 * len(mesh.SERVICES) + 1)

    def test_names_end_with_their_unit_or_total(self):
        types = dict(re.findall(r"^# TYPE (\S+) (\S+)$", self.exposition, re.MULTILINE))
        for name, kind in types.items():
            if name.startswith("exposer_"):  # the exposing library's own
                continue
            self.assertRegex(name, "^(?:kakutei|process|grpc_server)_[a-z_]+$")
            self.assertEqual(name.endswith("_total"), kind == "counter", name)
            if kind == "histogram":
                self.assertRegex(name, "_(?:seconds|bytes|records|facts)$")
        lint = subprocess.run(
            ["promtool", "check", "metrics"],
            input=self.exposition,
            capture_output=True,
            text=True,
            check=False,
        )
        complaints = [
            line
            for line in (lint.stdout + lint.stderr).splitlines()
            if line and not line.startswith("exposer_")
        ]
        self.assertEqual(complaints, [])

    def test_no_label_carries_an_id(self):
        found = set(re.findall(r'[{,]([a-z_]+)="', self.exposition))
        self.assertLessEqual(found, LABELS)
        ids = {
            value
            for fact in map(mesh.fact_of, self.facts)
            for field, value in fact.ListFields()
            if isinstance(value, str)
            and field.name.endswith(("_id", "_key"))
            and field.name != "rule_id"
        }
        self.assertGreater(len(ids), 300)
        values = set(re.findall(r'="([^"]*)"', self.exposition))
        self.assertEqual({v for v in values if v in ids or ID.search(v)}, set())
        words = set(re.findall(r"[\w./#-]+", self.exposition))
        self.assertEqual(words & ids, set())


if __name__ == "__main__":
    unittest.main(verbosity=2)
