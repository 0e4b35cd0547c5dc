"""`python3 tests/model/compare.py --kakutei PATH --seeds A..B`: the product against the model.

Each seed's history is written in a random order with duplicates and judged by `PATH judge FILE
--format ndjson` and by the model. With `--stepwise PATH` instead, the history is cut at random
into before and after: cuts.py says how. Where they differ, the history is shrunk while the
difference stays, and the smallest one is printed with both results. `--batch K` judges K histories
in one run of the product and goes back to single histories only where the batch differs. Exit code
1 if there is any difference.

What facts a finding names is not compared.
"""

import argparse
import json
import random
import sys

from comparison import KINDS, Comparison
from cuts import Stepwise
from histories import as_lines, history
from history_world import WORLD_SIZE


def with_duplicates(seed, events):
    """The lines of a history, some of them twice."""
    chance = random.Random(f"duplicates {seed}")
    lines = as_lines(events)
    for event in events:
        if chance.random() < 0.1:
            again = dict(event)
            if chance.random() < 0.5:
                again["recordedAt"] = "2026-12-01T00:00:00Z"
            lines += as_lines([again])
    return lines


def batches(seeds, size):
    """At most `size` consecutive seeds of one world."""
    batch = []
    for seed in seeds:
        if batch and (len(batch) == size or seed // WORLD_SIZE != batch[0] // WORLD_SIZE):
            yield batch
            batch = []
        batch.append(seed)
    if batch:
        yield batch


def report(comparison, title, lines):
    print(f"--- {title}")
    lines = comparison.shrink(lines)
    for line in lines:
        print(line)
    for subject, (model, product) in comparison.differences(lines).items():
        print(f"{subject}\n  model   {json.dumps(model)}\n  product {json.dumps(product)}")
    sys.stdout.flush()


def parse_seeds(text):
    first, _, last = text.partition("..")
    return range(int(first), int(last or first) + 1)


def parsed(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    product = parser.add_mutually_exclusive_group(required=True)
    product.add_argument("--kakutei", metavar="PATH", help="the product's binary")
    product.add_argument("--stepwise", metavar="PATH", help="kakutei_stepwise of tests/simulation")
    parser.add_argument("--seeds", required=True, type=parse_seeds, metavar="A..B",
                        help="inclusive")
    parser.add_argument("--rules", metavar="ID,ID", help="the model evaluates these rules only")
    parser.add_argument("--subjects", default=",".join(KINDS), metavar="KIND,KIND",
                        help="compare these kinds of subjects only (default: all four)")
    parser.add_argument("--batch", type=int, default=1, metavar="K",
                        help=f"histories in one run of the product, at most {WORLD_SIZE}")
    parser.add_argument("--show", type=int, default=5, metavar="N",
                        help="shrink and print at most this many differences (default 5)")
    parser.add_argument("--branches", metavar="FILE",
                        help="write there which messages the product has spoken, and how often")
    return parser.parse_args(arguments)


def main(arguments):
    options = parsed(arguments)
    comparison = Stepwise(options) if options.stepwise else Comparison(options)
    count = different = 0

    for batch in batches(options.seeds, max(1, options.batch)):
        histories = {seed: with_duplicates(seed, history(seed)) for seed in batch}
        count += len(batch)
        together = comparison.delivery(batch, sum(histories.values(), []))
        if not comparison.differences(together):
            continue
        before = different
        for seed, lines in histories.items():
            alone = [line for line in together if line.startswith("#") or line in lines]
            if comparison.differences(alone):
                different += 1
                if different <= options.show:
                    report(comparison, f"seed {seed}", alone)
                else:
                    print(f"--- seed {seed} differs")
        if different == before:
            different += 1
            report(comparison, f"seeds {batch[0]}..{batch[-1]}: only together", together)

    if options.branches:
        with open(options.branches, "w", encoding="utf-8") as out:
            json.dump(comparison.branches, out, indent=0, sort_keys=True)
    print(f"{count} histories, {different} differences")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
