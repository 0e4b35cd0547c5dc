"""No file is so long that a second concept hides in it."""

import re
from collections.abc import Iterator

from tree import Finding, Tree, run

# The first pattern that fits a path gives its limit in lines.
LIMITS = (
    (re.compile(r"services/[^/]+/main\.cc"), 80),
    (re.compile(r".*\.h"), 180),
    (re.compile(r".*\.(?:cc|py)"), 450),
)


def check(tree: Tree) -> Iterator[Finding]:
    for path in tree.files:
        limit = next((lines for pattern, lines in LIMITS if pattern.fullmatch(path)), None)
        if limit is None:
            continue
        length = len(tree.lines(path))
        if length > limit:
            advice = f"{length} lines, limit {limit}: move the second concept to a file of its own"
            yield Finding(path, limit + 1, "too_long", advice)


if __name__ == "__main__":
    run(check)
