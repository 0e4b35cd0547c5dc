"""`python3 tests/planted/check.py [BINARY...]`: the list of planted faults is in order.

Every fault finds its place in the sources, once; names are unique; every named test exists; and
neither the sources under services/ nor the given binaries know of any switch. Exit code 1 with a
line for each thing wrong.
"""

import re
import sys
from pathlib import Path

from faults import NAMES_A_TEST, ROOT, SWITCH, Misplaced, by_file, plant, read_faults

AT_LEAST = 30
DEFINES_A_TEST = re.compile(
    r"\b(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\(\s*(\w+)\s*,\s*(\w+)")


def defined_tests():
    return {f"{suite}.{name}" for path in (ROOT / "services").rglob("*_test.cc")
            for suite, name in DEFINES_A_TEST.findall(path.read_text(encoding="utf-8"))}


def wrong_places(faults):
    for file, planted in by_file(faults).items():
        try:
            plant((ROOT / file).read_text(encoding="utf-8"), planted)
        except (Misplaced, OSError) as reason:
            yield str(reason)


def wrong_entries(faults, tests):
    names = [fault.name for fault in faults]
    if len(faults) < AT_LEAST:
        yield f"{len(faults)} faults are fewer than {AT_LEAST}"
    for fault in faults:
        if names.count(fault.name) > 1:
            yield f"{fault.name}: there are several of this name"
        if not NAMES_A_TEST.fullmatch(fault.test):
            yield f"{fault.name}: '{fault.test}' names no test"
        elif not fault.test.startswith("model_cuts") and fault.test.split(" ")[1] not in tests:
            yield f"{fault.name}: there is no test {fault.test}"


def switches(binaries):
    """A switch in what users run."""
    for path in sorted((ROOT / "services").rglob("*")):
        if path.suffix in (".h", ".cc") and "planted" in path.read_text(encoding="utf-8").lower():
            yield f"{path.relative_to(ROOT)}: knows of planted faults"
    for path in map(Path, binaries):
        if SWITCH.encode() in path.read_bytes():
            yield f"{path}: can switch planted faults on"


def main(binaries):
    faults = read_faults()
    wrong = [*wrong_places(faults), *wrong_entries(faults, defined_tests()), *switches(binaries)]
    for sentence in wrong:
        print(sentence)
    print(f"{len(faults)} planted faults, {len(wrong)} things wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
