"""Proves that checks can fail: runs each on its bad sample and compares what it reports.

`bad/<check>/` is a small tree with faults, and beside them lines that only look like faults.
`bad/<check>/expected.txt` lists what must be reported, as `path:line: rule`: no less and no more.

usage: prove.py [CHECK...]   all checks when none is named
"""

import re
import subprocess
import sys
from pathlib import Path

from tree import SKIPPED

HERE = Path(__file__).resolve().parent
SHARED = {"tree", "prove"}
_REPORT = re.compile(r"^(?P<place>[^\s:]+:\d+: \w+): \S", re.MULTILINE)


def prove(check: str) -> int:
    sample = HERE / "bad" / check
    if not (sample / "expected.txt").is_file():
        print(f"{check}: not proven: {sample}/expected.txt is missing")
        return 1
    outcome = subprocess.run(
        [sys.executable, HERE / f"{check}.py", "--root", sample, "--build", sample],
        capture_output=True,
        text=True,
    )
    if outcome.returncode == SKIPPED:
        print(outcome.stdout.strip())
        return SKIPPED
    expected = sorted((sample / "expected.txt").read_text().splitlines())
    reported = sorted(match["place"] for match in _REPORT.finditer(outcome.stdout))
    if outcome.returncode == 1 and expected and reported == expected:
        print(f"{check}: proven, {len(expected)} faults reported")
        return 0
    print(f"{check}: not proven, exit code {outcome.returncode}")
    for place in sorted(set(expected) - set(reported)):
        print(f"  not reported: {place}")
    for place in sorted(set(reported) - set(expected)):
        print(f"  reported though no fault: {place}")
    print(outcome.stdout + outcome.stderr)
    return 1


def main(names: list[str]) -> int:
    checks = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in SHARED)
    unknown = set(names) - set(checks)
    if unknown:
        print(f"prove: no such check: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    codes = [prove(check) for check in names or checks]
    return 1 if 1 in codes else max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
