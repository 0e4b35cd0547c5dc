"""`python3 tests/model/judge.py FILE...` judges facts: one JSON line per subject, sorted."""

import argparse
import json
import sys

from facts import Facts, parse_instant, read_events
from months import judge_facility_months, judge_partnership_months
from readings import judge_readings
from units import judge_units
from words import World


def judge(events, as_of=None, rules=None, parameters=None):
    """{subject: line} of a list of facts (parsed JSON). `as_of` adds a tick at that instant."""
    as_of = parse_instant(as_of) if as_of else None
    world = World(Facts(events), as_of, rules, parameters)
    verdicts = judge_readings(world)
    units = judge_units(verdicts, world)
    judged = (verdicts + units + judge_facility_months(verdicts, units, world)
              + judge_partnership_months(verdicts, world))
    lines = [one.line() for one in judged]
    return {line["subject"]: line for line in sorted(lines, key=lambda line: line["subject"])}


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE",
                        help="NDJSON facts; - is standard input")
    parser.add_argument("--as-of", metavar="INSTANT", help="add a clock tick at this instant")
    parser.add_argument("--rules", metavar="ID,ID", help="evaluate these rules only")
    options = parser.parse_args(arguments)
    events = []
    for name in options.files:
        if name == "-":
            events += read_events(sys.stdin)
        else:
            with open(name, encoding="utf-8") as lines:
                events += read_events(lines)
    rules = options.rules.split(",") if options.rules else None
    for line in judge(events, options.as_of, rules).values():
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
