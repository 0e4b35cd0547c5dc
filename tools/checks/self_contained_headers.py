"""Every header says #pragma once first and compiles alone, with the flags of the build.

The gRPC headers take seconds each, so a green run leaves a hash of all headers, protos and flags in
the build directory, and while that hash stands nothing is compiled again.
"""

import hashlib
import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tree import Finding, Tree, cpp_code, run

AT_ONCE = 2
_COMPILER = re.compile(r"(?:.*-)?(?:c\+\+|g\+\+|clang\+\+)(?:-\d+)?")


@dataclass(frozen=True)
class Command:
    """How the build compiles one source: the flags that hold for a header beside it."""

    source: Path
    folder: Path
    arguments: tuple[str, ...]


def _commands(build: Path) -> list[Command]:
    database = build / "compile_commands.json"
    if not database.is_file():
        raise SystemExit(f"{database} is missing: configure with CMAKE_EXPORT_COMPILE_COMMANDS=ON")
    commands = []
    for entry in json.loads(database.read_text()):
        folder = build / entry["directory"]
        source = folder / entry["file"]
        words = entry.get("arguments") or shlex.split(entry["command"])
        commands.append(Command(source, folder, _syntax_check(words, entry["file"])))
    return commands


def _syntax_check(words: list[str], source: str) -> tuple[str, ...]:
    """The command without source, output and precompiled header, which hides what is missing."""
    # A launcher such as ccache may stand before the compiler.
    compiler = next(i for i, word in enumerate(words) if _COMPILER.fullmatch(Path(word).name))
    kept = []
    rest = iter(words[compiler:])
    for word in rest:
        if word in ("-o", "-MF", "-MT", "-MQ"):
            next(rest)
        elif word == "-include":
            header = next(rest)
            if "cmake_pch" not in header:
                kept += [word, header]
        elif word not in ("-c", "-MD", "-MMD", "-Winvalid-pch", source):
            kept.append(word)
    return (*kept, "-fsyntax-only", "-x", "c++", "-")


def _nearest(header: Path, commands: list[Command]) -> Command:
    """The command of the source beside the header, or else of the one that shares most of its path.

    Among equals the longest command wins: it sees the most include folders.
    """

    def nearness(command: Command) -> tuple[int, bool, int]:
        shared = os.path.commonpath([header.parent, command.source.parent])
        return len(Path(shared).parts), command.source.stem == header.stem, len(command.arguments)

    return max(commands, key=nearness)


def _compile(tree: Tree, header: str, command: Command) -> Finding | None:
    outcome = subprocess.run(
        command.arguments,
        cwd=command.folder,
        input=f'#include "{tree.root / header}"\n',
        capture_output=True,
        text=True,
    )
    if outcome.returncode == 0:
        return None
    errors = (line for line in outcome.stderr.splitlines() if "error:" in line)
    first = next(errors, outcome.stderr.strip()).replace(f"{tree.root}/", "")
    advice = f"include what it uses; the compiler says: {first}"
    return Finding(header, 1, "not_self_contained", advice)


def _state(tree: Tree, commands: dict[str, Command]) -> str:
    state = hashlib.sha256()
    for path in tree.ending(".h", ".proto"):
        state.update(f"{path}\0{tree.text(path)}\0".encode())
    for header, command in commands.items():
        state.update(f"{header}\0{command.arguments}\0".encode())
    return state.hexdigest()


def _guard(tree: Tree, header: str) -> Finding | None:
    code = cpp_code(tree.text(header)).lstrip()
    if code.startswith("#pragma once\n"):
        return None
    return Finding(header, 1, "pragma_once", "make #pragma once its first line of code")


def check(tree: Tree) -> Iterator[Finding]:
    if tree.build is None:
        raise SystemExit("--build is missing: the directory of compile_commands.json")
    headers = tree.ending(".h")
    findings = [_guard(tree, header) for header in headers]
    if headers:
        available = _commands(tree.build)
        commands = {header: _nearest(tree.root / header, available) for header in headers}
        state, green = _state(tree, commands), tree.build / "self_contained_headers.green"
        if green.is_file() and green.read_text() == state:
            print(f"unchanged since the last green run: {len(headers)} headers not compiled again")
        else:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                findings += pool.map(lambda item: _compile(tree, *item), commands.items())
            if not any(findings):
                green.write_text(state)
    yield from filter(None, findings)


if __name__ == "__main__":
    run(check)
