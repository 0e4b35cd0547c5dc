"""Histories cut into before and after: the product judges at each cut, then the rest arrives.

A script is a history's lines in a random order with marks between them, which kakutei_stepwise
obeys (tests/simulation): cuts, single steps of tasks, and processes that end and begin again on
their stores, on stores as they were at an earlier cut, or on none. At every cut the product's
verdicts must be the model's on the facts up to there, and at the end on all of them, whatever was
published in between; the published ledgers must be chains without gaps.
"""

import json
import random

from comparison import Comparison
from facts import Fact

CUT = "# cut"
ENDINGS = ["# restart", "# restart", "# roll back", "# rebuild"]
TASKS = 6       # of kakutei_stepwise: two services in three partitions each


def place_of(fact):
    """Whose partition sees the fact: its claimant's; the registry and ticks are seen everywhere."""
    return fact.get("claimantFacilityId") or ""


def of_one_place(lines):
    """Without facts whose identity is used in another partition, too: no task sees such a reuse."""
    places = {}
    for line in lines:
        fact = Fact(json.loads(line))
        places.setdefault(fact.identity, set()).add(place_of(fact))
    kept = []
    for line in lines:
        fact = Fact(json.loads(line))
        if place_of(fact) == min(places[fact.identity]):
            kept.append(line)
    return kept


def script(name, lines):
    """The lines shuffled, with one to three cuts and some other marks among them."""
    order = random.Random(f"script {name}")
    order.shuffle(lines)
    marks = [CUT] * order.choice([1, 1, 2, 3]) + [order.choice(ENDINGS)] * order.choice([0, 1, 2])
    marks += [f"# step {order.randrange(TASKS)}" for _ in range(order.choice([0, 4, 16]))]
    for mark in marks:
        lines.insert(order.randrange(len(lines) + 1), mark)
    return lines


class Stepwise(Comparison):
    """kakutei_stepwise on scripts; subjects carry the number of their cut."""

    def __init__(self, options):
        super().__init__(options)
        self.program = [options.stepwise]

    def delivery(self, name, lines):
        return script(name, of_one_place(lines))

    def model(self, lines):
        expected, events, cut = {}, [], 0
        for line in [*lines, CUT]:
            if line == CUT:
                cut += 1
                expected.update(_at(cut, self.judged(events)))
            elif not line.startswith("#"):
                events.append(json.loads(line))
        return expected

    def product(self, lines):
        printed, results = self.run(lines, [])
        cut, judged = 0, []
        for line in printed:
            if "subject" in line:
                judged.append(line)
                continue
            results.update(_at(cut, self._kept(judged)))
            judged = []
            if "cut" in line:
                cut = line["cut"]
            else:
                results[f"ledger: {line['ledger']}"] = "is wrong"
        results.update(_at(cut, self._kept(judged)))
        return results


def _at(cut, verdicts):
    return {f"cut {cut}: {subject}": verdict for subject, verdict in verdicts.items()}
