"""What the checks share: the command line, the files of a tree, C++ without comments, the report.

A check is a function from a Tree to findings, handed to `run`. Exit codes: 0 nothing found,
1 findings, 2 usage or a tree without files, 77 skipped (a tool that the check needs is missing).
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SKIPPED = 77
BAD_SAMPLES = "tools/checks/bad/"
_NOT_SOURCE = {".git", "build", "__pycache__"}


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    rule: str
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.advice}"


class Skipped(Exception):
    """The check cannot judge here; the message says why."""


class Tree:
    """The files of one source tree, by their paths relative to its root."""

    def __init__(self, root: Path, build: Path | None = None):
        self.root = root.resolve()
        self.build = build.resolve() if build else None
        self.files = sorted(
            path
            for path in _listed(self.root)
            if not path.startswith(BAD_SAMPLES) and (self.root / path).is_file()
        )

    def ending(self, *endings: str) -> list[str]:
        return [path for path in self.files if path.endswith(endings)]

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def lines(self, path: str) -> list[str]:
        return self.text(path).splitlines()


def _listed(root: Path) -> Iterator[str]:
    """What git tracks or would track; outside git, everything but build output."""
    git = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
    )
    if git.returncode == 0:
        yield from filter(None, set(git.stdout.split("\0")))
        return
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [name for name in subfolders if name not in _NOT_SOURCE]
        for name in names:
            yield (Path(folder) / name).relative_to(root).as_posix()


# A number comes as a piece of its own so that the ' in 1'000 does not open a character.
_CPP_PIECE = re.compile(
    r"(?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)"
    r'|(?P<raw>\b(?:u8|[uUL])?R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)")'
    r"|(?P<quoted>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|(?P<number>\b\d(?:'?[\w.])*)",
    re.DOTALL,
)


def cpp_code(text: str, keep_strings: bool = False) -> str:
    """C++ with comments (and strings) blanked; what remains keeps its line and column."""

    def blank(piece: re.Match) -> str:
        if piece["number"] or (keep_strings and not piece["comment"]):
            return piece[0]
        return re.sub(r"[^\n]", " ", piece[0])

    return _CPP_PIECE.sub(blank, text)


def run(check: Callable[[Tree], Iterable[Finding]]) -> None:
    """Runs a check from the command line, prints what it found and ends the program."""
    name = Path(sys.argv[0]).stem
    parser = argparse.ArgumentParser(prog=name, description=sys.modules["__main__"].__doc__)
    parser.add_argument("--root", type=Path, required=True, help="the tree to look at")
    parser.add_argument("--build", type=Path, help="its build directory")
    arguments = parser.parse_args()
    tree = Tree(arguments.root, arguments.build)
    if not tree.files:
        parser.error(f"no files under {arguments.root}")
    try:
        findings = sorted(check(tree))
    except Skipped as reason:
        print(f"{name}: skipped: {reason}")
        sys.exit(SKIPPED)
    for finding in findings:
        print(finding)
    print(f"{name}: {len(findings)} findings")
    sys.exit(1 if findings else 0)
