"""Every path that a Markdown file names exists in the tree."""

import posixpath
import re
from collections.abc import Iterator

from tree import Finding, Tree, run

# A word in backticks, or the target of a link.
_MENTION = re.compile(r"(?<!`)`(?P<code>[^`\n]+)`(?!`)|\]\((?P<link>[^)\s]+)\)")
_FENCE = re.compile(r"^\s*(?:```|~~~).*?^\s*(?:```|~~~)\s*$", re.MULTILINE | re.DOTALL)
_URL = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

# Files of the top folder, which are meant even when they are missing.
_TOP_FILES = {
    "CHANGELOG.md",
    "CMakeLists.txt",
    "CMakePresets.json",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
}


def _known_paths(tree: Tree) -> set[str]:
    known = {"."}
    for path in tree.files:
        while path:
            known.add(path)
            path = posixpath.dirname(path)
    return known


def _path_in(mention: re.Match, top: set[str]) -> str | None:
    """The path that is meant; None for anything else in backticks, such as a subject or a flag."""
    text = mention["link"] or mention["code"]
    if re.search(r"[\s<>*{}$]|\.\.\.", text) or _URL.match(text) or text.startswith(("#", "/")):
        return None
    path = re.sub(r"#.*$|:\d+$", "", text)
    if mention["link"]:
        return path
    first = path.split("/")[0]
    is_path = ("/" in path and (first in top or first in (".", ".."))) or path in _TOP_FILES
    return path if is_path else None


def check(tree: Tree) -> Iterator[Finding]:
    known = _known_paths(tree)
    top = {path for path in known if "/" not in path}
    for document in tree.ending(".md"):
        folder = posixpath.dirname(document)
        # Fenced blocks show commands and output; blanked, so that lines keep their numbers.
        text = _FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), tree.text(document))
        for mention in _MENTION.finditer(text):
            path = _path_in(mention, top)
            if path is None:
                continue
            places = (path, posixpath.join(folder, path))
            if not any(posixpath.normpath(place) in known for place in places):
                line = text.count("\n", 0, mention.start()) + 1
                advice = f"{path} does not exist; name what does"
                yield Finding(document, line, "missing_path", advice)


if __name__ == "__main__":
    run(check)
