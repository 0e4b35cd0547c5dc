"""`python3 tests/model/branch_table.py --reports DIR`: every rule's every branch, and who spoke it.

The list of rules and branches is the product's own, as rules_test reports it together with the
branches that its verdicts have spoken; the histories' come from compare.py's --branches. Nothing is
written by hand. Prints a table, and exits with 1 if a branch was spoken by no unit test or in no
history.
"""

import argparse
import json
import os
import re
import sys
from dataclasses import dataclass, field

# Never spoken of facts at rest under the shipped packs; only unit tests reach them.
IN_PASSING = {
    "ATS2-N1.2.modality_unknown": "without an order nothing but L-1 is judged",
    "ATS2-4.2.kind_missing": "the shipped packs require no kind of activity",
}
COMPARISONS = ["model_compare.json", "model_cuts.json"]
HEADINGS = ["rule", "authority", "branches", "in unit tests", "in histories"]


@dataclass
class Rule:
    id: str
    authority: str
    branches: list = field(default_factory=list)
    in_tests: set = field(default_factory=set)
    in_histories: set = field(default_factory=set)

    def missing(self):
        for branch in self.branches:
            if branch not in self.in_tests:
                yield f"{self.id}.{branch} is spoken in no unit test"
            if branch not in self.in_histories and f"{self.id}.{branch}" not in IN_PASSING:
                yield f"{self.id}.{branch} is spoken in no history"
            if branch in self.in_histories and f"{self.id}.{branch}" in IN_PASSING:
                yield f"{self.id}.{branch} is spoken in histories, and not only in passing"


def read_rules(report):
    """From rules_test's property `branches`: a line per branch, `rule authority branch 0|1`."""
    rules = {}
    for line in report["branches"].splitlines():
        rule_id, authority, branch, spoken = line.split(" ")
        rule = rules.setdefault(rule_id, Rule(rule_id, authority))
        # Some rules judge two kinds of subjects, and are listed for each.
        if branch not in rule.branches:
            rule.branches.append(branch)
        if spoken == "1":
            rule.in_tests.add(branch)
    return rules


def add_histories(spoken, rules):
    for code in spoken:
        rule_id, _, branch = code.rpartition(".")
        if rule_id in rules:
            rules[rule_id].in_histories.add(branch)


def order(rule):
    """L-2 before L-10."""
    return [int(part) if part.isdigit() else part
            for part in re.split(r"(\d+)", rule.id)]


def table(rules):
    rows = [HEADINGS] + [
        [rule.id, rule.authority, str(len(rule.branches)), str(len(rule.in_tests)),
         str(len(rule.in_histories))] for rule in rules]
    total = ["all", "", *(str(sum(int(row[column]) for row in rows[1:])) for column in (2, 3, 4))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return ["  ".join([row[0].ljust(widths[0]), row[1].ljust(widths[1]),
                       *(cell.rjust(width) for cell, width in zip(row[2:], widths[2:]))])
            for row in [*rows, total]]


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as report:
        return json.load(report)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", required=True, metavar="DIR",
                        help="what the tests of one build have reported")
    parser.add_argument("--out", metavar="FILE", help="write the table there, too")
    options = parser.parse_args(arguments)
    rules = read_rules(load(options.reports, "rules_test.json"))
    for name in COMPARISONS:
        add_histories(load(options.reports, name), rules)
    in_order = sorted(rules.values(), key=order)
    missing = [sentence for rule in in_order for sentence in rule.missing()]
    lines = table(in_order)
    lines += [f"{branch}: in no history, since {why}" for branch, why in sorted(IN_PASSING.items())
              if branch.rpartition(".")[0] in rules]
    lines += missing
    lines.append(f"{len(rules)} rules, {sum(len(rule.branches) for rule in rules.values())} "
                 f"branches, {len(missing)} gaps")
    print("\n".join(lines))
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
    return 1 if missing or not rules else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
