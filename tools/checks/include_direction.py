"""Includes start at services/ and point only downwards; a library stays in its folder."""

import re
from collections.abc import Iterator

from tree import Finding, Tree, cpp_code, run

_INCLUDE = re.compile(
    r'^[ \t]*#[ \t]*include[ \t]*(?P<open>[<"])(?P<path>[^>"\n]+)[>"]', re.MULTILINE
)

# What a layer of services/ may include besides itself; `proto` is what protoc generates.
_BELOW_A_SERVICE = ("base", "facts", "proto", "rules", "runtime")
_BELOW = {
    "base": (),
    "facts": ("base", "proto"),
    "receipts": ("base", "proto"),
    "rules": ("base", "facts", "proto"),
    "runtime": ("base", "proto"),
    "facility_registry": _BELOW_A_SERVICE,
    "reading_events": _BELOW_A_SERVICE,
    "confirmation_review": _BELOW_A_SERVICE,
    "billing_eligibility": _BELOW_A_SERVICE,
}

# A library, and where it may be named. Elsewhere it is reached through our own interface.
_HOST = r"services/runtime/(host|config)/|services/[^/]+/main\.cc$|tools/"
_LIBRARY_HOMES = {
    "rocksdb/": r"services/runtime/projection/",
    "prometheus/": r"services/runtime/metrics/",
    "librdkafka/": r"services/runtime/eventlog/kafka/",
    "spdlog/": _HOST,
    "CLI/": _HOST,
}


def _target(included: str, quoted: bool) -> str | None:
    """The layer of an included path; `unknown` if it names none, None for a library."""
    if included.startswith("kakutei/v1/"):
        return "proto"
    first = included.split("/")[0]
    if "/" in included and first in _BELOW:
        return first
    return "unknown" if quoted and first != "google" else None


def _judge(path: str, layer: str | None, included: str, quoted: bool) -> tuple[str, str] | None:
    """The rule that an include breaks and what to do about it."""
    for library, home in _LIBRARY_HOMES.items():
        if included.startswith(library) and not re.match(home, path):
            return "library_home", f"<{library}...> is named only in {home}"
    if layer is None:
        return None
    target = _target(included, quoted)
    if target == "unknown":
        return "include_path", 'start at services/, as in "base/ids.h"; write a library in <>'
    transport = included.startswith("grpcpp/") or included.endswith(".grpc.pb.h")
    if transport and layer in ("base", "facts", "receipts", "rules"):
        return "include_direction", f"{layer} is pure and knows no transport"
    if target is None or target == layer or target in _BELOW[layer]:
        return None
    below = ", ".join(_BELOW[layer]) or "no other layer"
    return "include_direction", f"{layer} may include {below}, not {target}"


def _layer(path: str) -> str | None:
    """The layer that a file belongs to; None outside services/."""
    parts = path.split("/")
    return parts[1] if parts[0] == "services" else None


def check(tree: Tree) -> Iterator[Finding]:
    unknown = set()
    for path in tree.ending(".h", ".cc"):
        layer = _layer(path)
        if layer is not None and layer not in _BELOW:
            if layer not in unknown:
                advice = f"say in this check what services/{layer} may include, or move it"
                yield Finding(path, 1, "unknown_layer", advice)
            unknown.add(layer)
            continue
        code = cpp_code(tree.text(path), keep_strings=True)
        for include in _INCLUDE.finditer(code):
            fault = _judge(path, layer, include["path"], include["open"] == '"')
            if fault:
                yield Finding(path, code.count("\n", 0, include.start()) + 1, *fault)


if __name__ == "__main__":
    run(check)
