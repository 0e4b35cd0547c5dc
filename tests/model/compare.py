"""`python3 tests/model/compare.py --kakutei PATH --seeds A..B`: the product against the model.

Each seed's history is written in a random order with duplicates and judged by `PATH judge FILE
--format ndjson` and by the model. Where they differ, the history is shrunk while the difference
stays, and the smallest one is printed with both results. `--batch K` judges K histories in one run
of the product and goes back to single histories only where the batch differs. Exit code 1 if there
is any difference.

What facts a finding names is not compared.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

from histories import as_lines, history
from history_world import WORLD_SIZE
from judge import judge

KINDS = ["reading", "unit", "facility-month", "partnership-month"]
REFUSED = "(the run itself)"


def _share(line, name):
    share = line.get(name) or {}
    return (int(share.get("numerator", 0)), int(share.get("denominator", 0)))


def comparable(line):
    """The compared part of a verdict line; what is absent counts as protobuf's default."""
    kind, status = line["subject"].split("/")[0], line["status"]
    found = sorted((f["ruleId"], f["outcome"], f["authority"]) for f in line.get("findings") or [])
    part = {"status": status, "findings": found}
    if kind == "reading" and status != "WITHDRAWN":
        part["legalStatus"] = line.get("legalStatus")
    elif kind == "unit":
        part.update(action=line.get("action"), addOn=line.get("addOn") or None,
                    points=int(line.get("points") or 0), anchor=line.get("anchor") or None)
    elif kind.endswith("month"):
        part["closed"] = bool(line.get("closed"))
        if kind == "facility-month" and status != "WITHDRAWN":
            part["shares"] = [_share(line, "partTimeShare"), _share(line, "traineeShare")]
        if kind == "partnership-month" and status != "WITHDRAWN":
            part.update(partnershipId=line.get("partnershipId") or None,
                        relays=int(line.get("relays") or 0))
    return part


class Comparison:
    def __init__(self, options):
        self.kakutei = options.kakutei
        self.rules = options.rules.split(",") if options.rules else None
        self.kinds = options.subjects.split(",")
        self.runs = 0

    def _kept(self, lines):
        return {line["subject"]: comparable(line) for line in lines
                if line["subject"].split("/")[0] in self.kinds}

    def model(self, events):
        return self._kept(judge(events, rules=self.rules).values())

    def product(self, lines):
        self.runs += 1
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "facts.ndjson")
            with open(name, "w", encoding="utf-8") as out:
                out.write("\n".join(lines) + "\n")
            done = subprocess.run([self.kakutei, "judge", name, "--format", "ndjson"],
                                  capture_output=True, text=True, timeout=300, check=False)
        try:
            printed = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
        except ValueError as error:
            return {REFUSED: f"output is not NDJSON: {error}"}
        results = self._kept(printed)
        if len(printed) != len({line["subject"] for line in printed}):
            results[REFUSED] = "a subject is printed twice"
        if done.returncode != 0:
            results[REFUSED] = f"exit code {done.returncode}: {done.stderr.strip()[:2000]}"
        return results

    def differences(self, lines, expected=None):
        """{subject: (model, product)} where they differ."""
        if expected is None:
            expected = self.model([json.loads(line) for line in lines])
        actual = self.product(lines)
        return {subject: (expected.get(subject), actual.get(subject))
                for subject in sorted(expected.keys() | actual.keys())
                if expected.get(subject) != actual.get(subject)}

    def shrink(self, lines):
        """Drops lines, big pieces first, while some subject still differs in the same way."""
        refused = REFUSED in self.differences(lines)

        def still(candidate):
            found = self.differences(candidate)
            return bool(found) and (REFUSED in found) == refused

        size = max(1, len(lines) // 2)
        while True:
            start, dropped = 0, False
            while start < len(lines):
                candidate = lines[:start] + lines[start + size:]
                if candidate and still(candidate):
                    lines, dropped = candidate, True
                else:
                    start += size
            if size == 1 and not dropped:
                return lines
            size = max(1, size // 2)


def delivered(seed, events):
    """The lines of a history in a random order, some of them twice."""
    order = random.Random(f"order {seed}")
    lines = as_lines(events)
    for event in events:
        if order.random() < 0.1:
            again = dict(event)
            if order.random() < 0.5:
                again["recordedAt"] = "2026-12-01T00:00:00Z"
            lines += as_lines([again])
    order.shuffle(lines)
    return lines


def batches(seeds, size):
    """At most `size` consecutive seeds of one world."""
    batch = []
    for seed in seeds:
        if batch and (len(batch) == size or seed // WORLD_SIZE != batch[0] // WORLD_SIZE):
            yield batch
            batch = []
        batch.append(seed)
    if batch:
        yield batch


def report(comparison, title, lines, shrink):
    print(f"--- {title}")
    if shrink:
        lines = comparison.shrink(lines)
        for line in lines:
            print(line)
    for subject, (model, product) in comparison.differences(lines).items():
        print(f"{subject}\n  model   {json.dumps(model)}\n  product {json.dumps(product)}")
    sys.stdout.flush()


def parse_seeds(text):
    first, _, last = text.partition("..")
    return range(int(first), int(last or first) + 1)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kakutei", required=True, metavar="PATH", help="the product's binary")
    parser.add_argument("--seeds", required=True, type=parse_seeds, metavar="A..B",
                        help="inclusive")
    parser.add_argument("--rules", metavar="ID,ID", help="the model evaluates these rules only")
    parser.add_argument("--subjects", default=",".join(KINDS), metavar="KIND,KIND",
                        help="compare these kinds of subjects only (default: all four)")
    parser.add_argument("--batch", type=int, default=1, metavar="K",
                        help=f"histories in one run of the product, at most {WORLD_SIZE}")
    parser.add_argument("--show", type=int, default=5, metavar="N",
                        help="shrink and print at most this many differences (default 5)")
    options = parser.parse_args(arguments)
    comparison = Comparison(options)
    count = different = 0

    for batch in batches(options.seeds, max(1, options.batch)):
        histories = {seed: delivered(seed, history(seed)) for seed in batch}
        count += len(batch)
        if len(batch) > 1:
            together, expected = [], {}
            for lines in histories.values():
                together += lines
                expected.update(comparison.model([json.loads(line) for line in lines]))
            random.Random(f"order {batch}").shuffle(together)
            if not comparison.differences(together, expected):
                continue
        before = different
        for seed, lines in histories.items():
            if comparison.differences(lines):
                different += 1
                if different <= options.show:
                    report(comparison, f"seed {seed}", lines, True)
                else:
                    print(f"--- seed {seed} differs")
        if different == before and len(batch) > 1:
            different += 1
            report(comparison, f"seeds {batch[0]}..{batch[-1]}: only together", together, False)

    print(f"{count} histories, {different} differences")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
