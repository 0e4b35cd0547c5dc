"""`python3 tests/model/histories.py --seed N [--count K] --out DIR`: random histories, a file each.

A seed always makes the same history. Most are a mixture of everything; some aim at one threshold:
the part-time share, the 80 % of the next consultation day, a burst of signatures, a day's
confirmations, the edges of night and scheduled hours, the scope of the partial add-on.
"""

import argparse
import json
import os
import sys

import history_readings as flows
from history_noise import disturb
from history_readings import SECTIONS, Readings
from history_registry import Registry
from history_world import TIMES, Writer, at_jst, month_start

CT = SECTIONS[0]


def mixture(w):
    """One to four facilities, own and received cases, everything at the history's noise."""
    registry = Registry(w)
    readings = Readings(w, registry)
    for _ in range(w.random.choice([1, 2, 3, 4, 6])):
        claimant = w.random.choice(registry.facilities)
        reader = claimant if w.chance(0.45) else w.random.choice(registry.facilities)
        readings.write(claimant, reader)
    return registry, readings


def _weekday(w, month, nth):
    """The nth weekday of a month that is no national holiday of the world."""
    day, found = month_start(month), []
    while len(found) <= nth:
        if day.isoweekday() < 6 and day not in w.world.holidays and (day.month, day.day) > (1, 3):
            found.append(day)
        day = day.fromordinal(day.toordinal() + 1)
    return found[nth]


def part_time_share(w):
    """ATS2-N2.2 at, just below and just above its limits."""
    registry = Registry(w, facilities=w.random.choice([1, 2]), levels=2)
    readings = Readings(w, registry)
    home = registry.facilities[0]
    part, every = w.random.choice([(1, 5), (2, 9), (1, 4), (3, 10), (4, 13), (1, 3), (2, 10)])
    status = w.random.choice(["PART_TIME", "PART_TIME", "TRAINEE"])
    author = registry.of(home, status)[0].name
    for number in range(every):
        day = _weekday(w, w.world.month, number % 15)
        readings.write(home, home, flows.drafted if number < part else flows.plain,
                       author if number < part else None, at_jst(day, "09:30:00"),
                       w.patient(number + 10), CT, 1800)
    return registry, readings


def timely_share(w):
    """L-20 around 80 and 85 %, the deliveries a second before and after midnight."""
    registry = Registry(w, facilities=1, levels=w.random.choice([2, 3]))
    readings = Readings(w, registry)
    home = registry.facilities[0]
    good, every = w.random.choice([(4, 5), (3, 4), (5, 6), (6, 7), (17, 20), (16, 20), (0, 1)])
    for number in range(every):
        day = _weekday(w, w.world.month, number % 12)
        acquired = at_jst(day, "10:00:00")
        lag = 3600 if number < good else w.random.choice([3, 5]) * 86400
        if w.chance(0.2):
            due = at_jst(day) + 2 * 86400 - 1800 - acquired
            lag = due - 1 if number < good else due
        readings.write(home, home, flows.plain, None, acquired, w.patient(number + 10), CT, lag)
    return registry, readings


def burst(w):
    """ATS2-N1.3: nine to eleven drafts signed within about a minute by one physician."""
    registry = Registry(w, facilities=w.random.choice([1, 2]), levels=2)
    readings = Readings(w, registry)
    home = registry.facilities[0]
    physician = registry.of(home, "FULL_TIME")[0].name
    start = at_jst(_weekday(w, w.world.month, w.random.randrange(10)), "10:00:00")
    count, span = w.random.choice([9, 10, 11]), w.random.choice([59, 60, 61, 20])
    for number in range(count):
        claimant = w.mostly(home, *registry.facilities)
        signed = start + (span if number == count - 1 else number * 2)

        def confirmed(reading, begin, author, signed=signed):
            reading.author(begin, author)
            reading.review(signed - 240, 1, physician)
            reading.deliver(signed + 1800)
            reading.attach(signed + 3600)

        readings.write(claimant, home, confirmed, registry.of(home, "TRAINEE")[0].name,
                       start - 7200, w.patient(number + 10), CT, 1800)
    return registry, readings


def partial_scope(w):
    """L-4: two facilities of level 2, received and own readings of one claimant-month."""
    registry = Registry(w, facilities=2, levels=w.mostly(2, 3))
    readings = Readings(w, registry)
    home, other = registry.facilities
    for number in range(w.random.choice([2, 3, 4])):
        day = _weekday(w, w.world.month, w.random.randrange(18))
        readings.write(home, other if number == 0 else w.random.choice([home, home, other]),
                       flows.plain, None, at_jst(day, "10:00:00"),
                       w.patient(w.random.randrange(3)), w.random.choice(SECTIONS), 1800)
    return registry, readings


def off_site(w):
    """L-9 and L-10: images and steps at the edges of night, holidays and scheduled hours."""
    registry = Registry(w, facilities=w.random.choice([1, 2]), levels=2)
    readings = Readings(w, registry)
    reader = w.random.choice(registry.facilities)
    physician = registry.of(reader, "FULL_TIME")[0]
    if w.chance(0.9):
        registry.arrange(physician.name, reader)
        physician.has_arrangement = True
    for _ in range(w.random.choice([2, 3])):
        day = w.day()
        acquired = at_jst(day, w.random.choice(TIMES))
        step = at_jst(w.random.choice([day, _weekday(w, w.world.month, 8)]),
                      w.random.choice(["08:59:59", "09:00:00", "12:00:00", "16:59:59", "17:00:00"]))
        readings.write(w.random.choice(registry.facilities), reader, flows.plain, physician.name,
                       acquired, None, CT, max(step - acquired, 600))
    return registry, readings


def many_confirmations(w):
    """ATS2-N2.3: 149 to 151 own readings confirmed by one physician on one day."""
    w.noise = 0
    registry = Registry(w, facilities=1, levels=2)
    readings = Readings(w, registry)
    home = registry.facilities[0]
    physician = registry.of(home, "FULL_TIME")[0].name
    start = at_jst(_weekday(w, w.world.month, 5))
    count = w.random.choice([150, 151, 152])
    for number in range(count):
        def signed_only(reading, begin, author, number=number):
            reading.sign(begin + number * 300, readings.next_review(), 1, physician)

        readings.write(home, home, signed_only, None, start - 3600, w.patient(number + 10), CT,
                       3600 if number or w.chance(0.5) else 3599)
    return registry, readings


def history(seed):
    """The facts of one history, in a random order."""
    w = Writer(seed)
    kinds = ([mixture] * 40 + [part_time_share] * 5 + [timely_share] * 4 + [burst] * 4
             + [partial_scope] * 4 + [off_site] * 4)
    kind = w.random.choice(kinds)
    if seed % 150 == 7:     # long: several hundred facts
        kind = many_confirmations
    registry, readings = kind(w)
    w.physicians = [p.name for p in registry.physicians]
    readings.claims(0.5 if kind is mixture else w.random.choice([0, 1]))
    readings.close_months()
    readings.impossible_plans()
    readings.acknowledge()
    return disturb(w)


def as_lines(events):
    return [json.dumps(event, ensure_ascii=False, separators=(",", ":")) for event in events]


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--out", required=True, metavar="DIR")
    options = parser.parse_args(arguments)
    os.makedirs(options.out, exist_ok=True)
    for seed in range(options.seed, options.seed + options.count):
        name = os.path.join(options.out, f"history-{seed}.ndjson")
        with open(name, "w", encoding="utf-8") as out:
            out.write("\n".join(as_lines(history(seed))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
