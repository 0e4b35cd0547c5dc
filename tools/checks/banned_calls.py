"""No hidden clocks, randomness, waits or output, and nothing left unfinished."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tree import Finding, Tree, cpp_code, run


def _touches_the_host(path: str) -> bool:
    return (
        path.startswith(("services/runtime/host/", "tools/"))
        or re.fullmatch(r"services/[^/]+/main\.cc", path) is not None
    )


def _inside(path: str) -> bool:
    return not _touches_the_host(path)


def _without_settings(path: str) -> bool:
    # The switch of planted faults stands in no build but its own.
    return _inside(path) and path != "tests/planted/planted.h"


def _silent(path: str) -> bool:
    # A failed CHECK has its last words on stderr, with nothing left to report them to.
    return path.startswith("services/") and _inside(path) and path != "services/base/check.cc"


def _test(path: str) -> bool:
    return path.endswith("_test.cc")


def _everywhere(_: str) -> bool:
    return True


@dataclass(frozen=True)
class Ban:
    rule: str
    pattern: re.Pattern
    applies: Callable[[str], bool]
    advice: str


# A call of the C library: not a member, not another namespace's.
_C_CALL = r"(?:(?<![\w.>:])|\bstd::|(?<![\w>])::)"

_CODE_BANS = (
    Ban(
        "clock",
        re.compile(
            r"\b(?:system|steady|high_resolution)_clock\s*::\s*now\b"
            rf"|{_C_CALL}(?:time\s*\(\s*(?:nullptr|NULL|0|&)|(?:gettimeofday|clock_gettime)\s*\()"
        ),
        _inside,
        "take the time as an argument, or a Clock through the constructor",
    ),
    Ban(
        "randomness",
        re.compile(rf"{_C_CALL}s?rand\s*\(|\bstd::random_device\b"),
        _inside,
        "take the seed or the generator as an argument",
    ),
    Ban(
        "environment",
        re.compile(rf"{_C_CALL}(?:secure_)?getenv\s*\("),
        _without_settings,
        "make it a setting",
    ),
    Ban(
        "sleep",
        re.compile(rf"\bsleep_(?:for|until)\b|{_C_CALL}(?:u|nano)?sleep\s*\("),
        _test,
        "wait for the condition, or move a fake clock",
    ),
    Ban(
        "using_std",
        re.compile(r"\busing\s+namespace\s+std\s*;"),
        _everywhere,
        "write std:: where it is used",
    ),
    Ban(
        "regex",
        re.compile(r"\bstd::w?regex|#\s*include\s*<regex>"),
        _everywhere,
        "write the few lines of parsing; std::regex can exhaust the stack on outside input",
    ),
    Ban(
        "output",
        re.compile(
            r"\bstd::(?:cout|cerr|clog)\b|\bfmt::print\b"
            rf"|{_C_CALL}(?:v?f?printf|f?puts)\s*\("
        ),
        _silent,
        "log one structured line, or return the text",
    ),
)

# Comments count here. The brackets keep this file from finding itself.
_UNFINISHED = Ban(
    "unfinished",
    re.compile(r"\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b|\bDISABLED[_]|\bGTEST_[S]KIP\b"),
    _everywhere,
    "finish it, or take it out",
)


def _is_source(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return path.endswith((".h", ".cc", ".proto", ".py", ".cmake", ".yaml", "CMakeLists.txt")) or (
        "." not in name and path.startswith(("tools/", ".ci/"))
    )


def _matches(text: str, path: str, bans: tuple[Ban, ...]) -> Iterator[Finding]:
    for ban in bans:
        if ban.applies(path):
            for match in ban.pattern.finditer(text):
                yield Finding(path, text.count("\n", 0, match.start()) + 1, ban.rule, ban.advice)


def check(tree: Tree) -> Iterator[Finding]:
    for path in filter(_is_source, tree.files):
        text = tree.text(path)
        yield from _matches(text, path, (_UNFINISHED,))
        if path.endswith((".h", ".cc")):
            yield from _matches(cpp_code(text), path, _CODE_BANS)


if __name__ == "__main__":
    run(check)
