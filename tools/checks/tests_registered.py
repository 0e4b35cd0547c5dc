"""Every *_test.cc is named in its folder's CMakeLists.txt: a test that is not built cannot fail.

A folder without a CMakeLists.txt belongs to the nearest one above, which names `folder/x_test.cc`.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tree import Finding, Tree, run


def _lists_above(tree: Tree, test: PurePosixPath) -> PurePosixPath:
    for folder in test.parents:
        if str(folder / "CMakeLists.txt") in tree.files:
            return folder / "CMakeLists.txt"
    return test.parent / "CMakeLists.txt"


def check(tree: Tree) -> Iterator[Finding]:
    for path in tree.ending("_test.cc"):
        test = PurePosixPath(path)
        if test.parts[0] not in ("services", "tests", "tools"):
            continue
        lists = _lists_above(tree, test)
        commands = re.sub(r"#[^\n]*", "", tree.text(str(lists))) if str(lists) in tree.files else ""
        # CMake may name it with or without its ending: x_test.cc as a source, x_test as a target.
        name = str(test.relative_to(lists.parent).with_suffix(""))
        if not re.search(rf"(?<![\w/.-]){re.escape(name)}(?:\.cc)?(?![\w.-])", commands):
            yield Finding(path, 1, "unregistered_test", f"name it in {lists}")


if __name__ == "__main__":
    run(check)
