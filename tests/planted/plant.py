"""`python3 tests/planted/plant.py --out DIR`: a copy of the sources with every planted fault in it.

Each fault is one expression or statement behind a switch that the environment turns; the sources
themselves stay as they are. Files that have not changed are not written again, so that a build of
the copy only does what is new.
"""

import argparse
import shutil
import sys
from pathlib import Path

from faults import HERE, ROOT, Misplaced, by_file, plant, read_faults

COPIED = ["CMakeLists.txt", "proto", "services", "tools", "tests", "deploy"]


def sources():
    for name in COPIED:
        path = ROOT / name
        if path.is_file():
            yield Path(name)
        for file in sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file.relative_to(ROOT)


def write(path, content):
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def copy(out):
    planted = by_file(read_faults())
    copied = {Path("services/base/planted.h")}
    write(out / "services/base/planted.h", (HERE / "planted.h").read_bytes())
    for path in sources():
        content = (ROOT / path).read_bytes()
        if str(path) in planted:
            content = plant(content.decode(), planted.pop(str(path))).encode()
        write(out / path, content)
        shutil.copymode(ROOT / path, out / path)
        copied.add(path)
    if planted:
        raise Misplaced(f"there is no {', '.join(planted)}")
    for file in sorted(out.rglob("*")):
        if file.is_file() and file.relative_to(out) not in copied:
            file.unlink()


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        copy(options.out)
    except Misplaced as reason:
        print(f"plant: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
