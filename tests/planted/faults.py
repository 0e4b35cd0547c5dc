"""The list of planted faults, and where in the sources each belongs."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SWITCH = "KAKUTEI_PLANTED_FAULT"
NAMES_A_TEST = re.compile(r"[a-z_]+_test [A-Za-z_/]+\.[A-Za-z0-9_/]+|model_cuts \d+\.\.\d+")


class Misplaced(Exception):
    """A fault cannot be planted; the message says why."""


@dataclass(frozen=True)
class Fault:
    name: str
    file: str
    what: str
    was: str
    becomes: str
    test: str

    def span(self, text):
        """Where `was` stands in the text of the file: (start, end)."""
        pieces = map(re.escape, re.findall(r"\w+|[^\w\s]", self.was))
        found = list(re.finditer(r"\s*".join(pieces), text))
        if len(found) != 1:
            raise Misplaced(f"{self.name}: found {len(found)} times in {self.file}, not once: "
                            f"{self.was}")
        return found[0].span()

    def switched(self, original):
        """The original piece with the fault beside it."""
        on = f'::kakutei::base::Planted("{self.name}")'
        if self.was.rstrip().endswith(";"):
            return f"if ({on}) {{ {self.becomes} }} else {{ {original} }}"
        return f"({on} ? ({self.becomes}) : ({original}))"


def read_faults(path=HERE / "faults.toml"):
    with open(path, "rb") as file:
        entries = tomllib.load(file)["fault"]
    return [Fault(entry["name"], entry["file"], entry["what"], entry["was"], entry["is"],
                  entry["test"]) for entry in entries]


def plant(text, faults):
    """The text of one file with its faults in it, each behind its switch."""
    spans = sorted(((*fault.span(text), fault) for fault in faults), key=lambda span: span[0])
    planted, done = ['#include "base/planted.h"\n'], 0
    for start, end, fault in spans:
        if start < done:
            raise Misplaced(f"{fault.name}: overlaps another fault of {fault.file}")
        planted += [text[done:start], fault.switched(text[start:end])]
        done = end
    return "".join(planted) + text[done:]


def by_file(faults):
    files = {}
    for fault in faults:
        files.setdefault(fault.file, []).append(fault)
    return files
