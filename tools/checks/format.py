"""Every C++ file is formatted as clang-format 14 formats it with .clang-format."""

import re
import shutil
import subprocess
from collections.abc import Iterator

from tree import Finding, Skipped, Tree, run

# Another version formats differently, so only this one may judge.
FORMATTER = "clang-format-14"
_COMPLAINT = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+):\d+: error: ", re.MULTILINE)


def check(tree: Tree) -> Iterator[Finding]:
    if not shutil.which(FORMATTER):
        raise Skipped(f"{FORMATTER} is not installed, so format is not judged")
    files = tree.ending(".h", ".cc")
    if not files:
        return
    outcome = subprocess.run(
        [FORMATTER, "--dry-run", "-Werror", "--", *files],
        cwd=tree.root,
        capture_output=True,
        text=True,
    )
    first_lines: dict[str, int] = {}
    for place in _COMPLAINT.finditer(outcome.stderr):
        first_lines.setdefault(place["path"], int(place["line"]))
    if outcome.returncode != 0 and not first_lines:
        raise SystemExit(f"{FORMATTER} failed: {outcome.stderr.strip()}")
    for path, line in first_lines.items():
        yield Finding(path, line, "format", f"run {FORMATTER} -i {path}")


if __name__ == "__main__":
    run(check)
