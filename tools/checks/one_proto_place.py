"""The contract is one package in one folder: a .proto file stands only in proto/kakutei/v1."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tree import Finding, Tree, run

PLACE = "proto/kakutei/v1"


def check(tree: Tree) -> Iterator[Finding]:
    for path in tree.ending(".proto"):
        if str(PurePosixPath(path).parent) != PLACE:
            yield Finding(path, 1, "proto_place", f"move it to {PLACE}")


if __name__ == "__main__":
    run(check)
