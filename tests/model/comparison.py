"""One comparison of the product with the model, and shrinking where they differ."""

import json
import os
import random
import subprocess
import tempfile
from collections import Counter

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
    """The product's command line on a whole history at once."""

    def __init__(self, options):
        self.program = [options.kakutei, "judge"]
        self.rules = options.rules.split(",") if options.rules else None
        self.kinds = options.subjects.split(",")
        self.branches = Counter()       # message codes that the product has spoken

    def delivery(self, name, lines):
        """What is handed to the product: the lines in a random order."""
        random.Random(f"order {name}").shuffle(lines)
        return lines

    def judged(self, events):
        """The model's answer to a list of facts."""
        return self._kept(judge(events, rules=self.rules).values())

    def model(self, lines):
        return self.judged([json.loads(line) for line in lines])

    def product(self, lines):
        printed, refused = self.run(lines, ["--format", "ndjson"])
        results = self._kept(printed)
        if len(printed) != len({line["subject"] for line in printed}):
            results[REFUSED] = "a subject is printed twice"
        return {**results, **refused}

    def run(self, lines, arguments):
        """The NDJSON that the product prints, and what was wrong with the run itself."""
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "facts.ndjson")
            with open(name, "w", encoding="utf-8") as out:
                out.write("\n".join(lines) + "\n")
            done = subprocess.run([*self.program, name, *arguments],
                                  capture_output=True, text=True, timeout=300, check=False)
        try:
            printed = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
        except ValueError as error:
            return [], {REFUSED: f"output is not NDJSON: {error}"}
        if done.returncode != 0:
            return printed, {REFUSED: f"exit code {done.returncode}: {done.stderr.strip()[:2000]}"}
        return printed, {}

    def _kept(self, lines):
        kept = {}
        for line in lines:
            if line["subject"].split("/")[0] in self.kinds:
                kept[line["subject"]] = comparable(line)
                self.branches.update(f["messageCode"] for f in line.get("findings") or []
                                     if "messageCode" in f)
        return kept

    def differences(self, lines):
        """{subject: (model, product)} where they differ."""
        expected = self.model(lines)
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
