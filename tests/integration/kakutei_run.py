"""Runs the `kakutei` that the environment names, as its users do."""

import csv
import gzip
import json
import os
import subprocess
import tempfile
import unittest

# No names that begin with KAKUTEI_: those are settings of `kakutei serve`.
KAKUTEI = os.environ.get("TESTED_KAKUTEI", "")
SAMPLES = os.environ.get("TESTED_SAMPLES", "")
TIMEOUT = 300


def sample(name: str) -> str:
    return os.path.join(SAMPLES, name)


def sample_lines() -> list[bytes]:
    """The facts of the sample month, without line ends."""
    with gzip.open(sample("network-2026-06.ndjson.gz")) as facts:
        return facts.read().splitlines()


def fact(event_id: str, kind: str, body: dict, at: str = "2026-05-01T00:00:00Z", **envelope) -> str:
    """One fact's line."""
    return json.dumps({"eventId": event_id, "source": "registry", "occurredAt": at, **envelope,
                       kind: body})


def cancelled(reading: str) -> str:
    """A fact that alone gives one verdict: reading/F-SEND/READING is WITHDRAWN."""
    return fact(f"cancel-{reading}", "readingCancelled",
                {"readingId": reading, "claimantFacilityId": "F-SEND"})


def verdicts(output: str | bytes) -> dict[str, dict]:
    """The lines of `--format ndjson` by subject."""
    lines = [json.loads(line) for line in output.splitlines()]
    return {line["subject"]: line for line in lines}


def intended(path: str) -> set[tuple[str, str, str]]:
    """(subject, rule, outcome) of a list of intended findings."""
    with open(path, encoding="utf-8", newline="") as rows:
        return {(row["subject"], row["rule"], row["outcome"]) for row in csv.DictReader(rows)}


def found(output: str | bytes) -> list[tuple[str, str, str]]:
    """(subject, rule, outcome) of every finding in the lines of `--format ndjson`."""
    return [(line["subject"], finding["ruleId"], finding["outcome"])
            for line in verdicts(output).values() for finding in line["findings"]]


class KakuteiTest(unittest.TestCase):
    """A test with a folder of its own, in which the command runs."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def write(self, name: str, *lines: str, end: str = "\n") -> str:
        """A file of these lines; its name."""
        return self.write_bytes(name, "".join(line + end for line in lines).encode())

    def write_bytes(self, name: str, content: bytes) -> str:
        with open(self.path(name), "wb") as out:
            out.write(content)
        return name

    def read(self, name: str) -> str:
        with open(self.path(name), encoding="utf-8", newline="") as file:
            return file.read()

    def files(self) -> list[str]:
        return sorted(os.listdir(self.folder))

    def run_kakutei(self, *arguments: str, stdin: str | None = None, code: int = 0,
                    **options) -> subprocess.CompletedProcess:
        """Runs the command in the folder and wants this exit code."""
        done = subprocess.run([KAKUTEI, *arguments], cwd=self.folder, input=stdin, text=True,
                              capture_output=True, timeout=TIMEOUT, check=False, **options)
        self.assertEqual(done.returncode, code, f"kakutei {' '.join(arguments)}\n{done.stderr}")
        return done

    def judge(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        return self.run_kakutei("judge", *arguments, "--format", "ndjson", **options)


def main() -> None:
    """Entry of every file of tests here."""
    if not os.access(KAKUTEI, os.X_OK) or not os.path.isdir(SAMPLES):
        raise SystemExit("TESTED_KAKUTEI has to name the binary and TESTED_SAMPLES deploy/samples")
    unittest.main(module="__main__", verbosity=2)
