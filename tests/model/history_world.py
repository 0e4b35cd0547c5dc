"""What all histories of a batch share (national calendars and clock ticks), ids, dates and times.

`WORLD_SIZE` consecutive seeds share one world, so that their histories can be judged in one run:
every other id carries the history's own prefix.
"""

import random
from contextlib import contextmanager
from datetime import date, datetime, timedelta

WORLD_SIZE = 20
# The months that a world plays in, with the boundaries that the rules know of.
ERAS = ["2026-06"] * 6 + ["2026-07", "2026-08", "2026-05", "2024-05", "2024-06", "2025-12",
                          "2018-03"]
TIMES = ["00:00:00", "00:20:00", "07:59:59", "08:00:00", "08:29:59", "08:59:59", "09:00:00",
         "10:15:00", "11:30:00", "13:00:00", "15:45:00", "16:59:59", "17:00:00", "17:59:59",
         "18:00:00", "23:10:00", "23:50:00", "23:59:59"]
EPOCH = datetime(1970, 1, 1)


def month_start(month, ahead=0):
    index = int(month[:4]) * 12 + int(month[5:7]) - 1 + ahead
    return date(index // 12, index % 12 + 1, 1)


def at_jst(day, time="00:00:00"):
    """Seconds since 1970 UTC of a JST date and time."""
    hours, minutes, seconds = (int(part) for part in time.split(":"))
    midnight = datetime(day.year, day.month, day.day) - timedelta(hours=9)
    return int((midnight - EPOCH).total_seconds()) + hours * 3600 + minutes * 60 + seconds


def jst_day(seconds):
    return (EPOCH + timedelta(seconds=seconds, hours=9)).date()


def instant(seconds, style=0):
    """RFC 3339, in one of three spellings of the same instant."""
    if style == 1:
        return (EPOCH + timedelta(seconds=seconds, hours=9)).isoformat() + "+09:00"
    return (EPOCH + timedelta(seconds=seconds)).isoformat() + (".000Z" if style == 2 else "Z")


class World:
    """The era, the clock and the national calendars of the histories of one batch."""

    def __init__(self, number):
        self.random = random.Random(f"world {number}")
        pick = self.random
        self.month = pick.choice(ERAS)
        first, after = month_start(self.month), month_start(self.month, 1)
        self.days = [first + timedelta(days=n) for n in range((month_start(self.month, 2)
                                                               - first).days)]
        self.holidays = sorted(pick.sample(self.days, 3))
        self.tick_day = pick.choice(self.days[10:] + [after + timedelta(days=45)])
        self.events = []
        self._publish()
        if pick.random() < 0.8:
            self._tick(at_jst(self.tick_day, pick.choice(["00:00:00", "12:00:00", "23:59:59"])))
            if pick.random() < 0.5:
                self._tick(at_jst(self.tick_day) - 1)

    def _add(self, kind, seconds, source, revision, body):
        event = {"eventId": f"w{len(self.events) + 1}", "source": source,
                 "occurredAt": instant(seconds), kind: body}
        if revision > 1:
            event["sourceRevision"] = revision
        self.events.append(event)

    def _tick(self, seconds):
        self._add("clockTicked", seconds, "clock", 1, {"zone": "Asia/Tokyo"})

    def _publish(self):
        for year in sorted({day.year for day in self.days}):
            if self.random.random() < 0.2:
                continue
            body = {"calendarId": "national", "year": year,
                    "holidays": [d.isoformat() for d in self.holidays if d.year == year],
                    "nightFrom": self.random.choice(["18:00", "18:00", "17:00", "20:00"]),
                    "nightTo": self.random.choice(["08:00", "08:00", "08:30", "06:00"])}
            if self.random.random() < 0.3:
                earlier = dict(body, nightFrom="19:00", holidays=[self.days[3].isoformat()])
                self._add("calendarPublished", at_jst(self.days[0]), "registry", 1, earlier)
                self._add("calendarPublished", at_jst(self.days[0]) - 5, "registry", 2, body)
            else:
                self._add("calendarPublished", at_jst(self.days[0]), "registry", 1, body)


class Writer:
    """One history's lines, random choices, ids and times."""

    def __init__(self, seed):
        self.seed = seed
        self.world = World(seed // WORLD_SIZE)
        self.random = random.Random(f"history {seed}")
        self.prefix = f"h{seed}."
        self.events = list(self.world.events)
        self._count = 0
        # How often something is out of order; 0 makes complete histories.
        self.noise = self.random.choice([0, 0, 0.01, 0.01, 0.03, 0.06, 0.15])

    def id(self, name):
        return self.prefix + name

    def patient(self, number):
        return f"pk_{self.seed:016x}{number:016x}"

    def new_event_id(self):
        self._count += 1
        return f"{self.prefix}e{self._count}"

    def chance(self, probability):
        return self.random.random() < probability

    def odd(self):
        return self.chance(self.noise)

    @contextmanager
    def shaken(self, probability, noise=0.3):
        """At times one part of a history is in much worse order than the rest."""
        usual = self.noise
        if self.chance(probability):
            self.noise = max(noise, usual)
        yield
        self.noise = usual

    def mostly(self, usual, *others):
        """The usual value, at times one of the others."""
        return self.random.choice(others) if self.odd() else usual

    def sometimes(self, probability, value, otherwise=None):
        return value if self.chance(probability) else otherwise

    def add(self, fact, seconds, source, /, source_revision=1, **body):
        event = {"eventId": self.new_event_id(), "source": source,
                 "occurredAt": instant(seconds, self.random.choice([0, 0, 0, 1, 2]))}
        if source_revision > 1:
            event["sourceRevision"] = source_revision
        event[fact] = {key: value for key, value in body.items() if value is not None}
        self.events.append(event)
        return event

    def register(self, fact, /, **body):
        return self.add(fact, at_jst(self.world.days[0]) - self.random.randrange(10 ** 6),
                        "registry", **body)

    def day(self):
        """A day of the world's two months, near a boundary more often than not."""
        days, tick = self.world.days, self.world.tick_day
        after = month_start(self.world.month, 1)
        near = [days[0], after - timedelta(days=1), after, days[-1], *self.world.holidays,
                tick - timedelta(days=14), tick - timedelta(days=15), tick - timedelta(days=1)]
        day = self.random.choice(near) if self.chance(0.3) else self.random.choice(days[:28])
        return day if days[0] <= day <= days[-1] else self.random.choice(days)

    def moment(self):
        """An instant in seconds, often by day on a weekday."""
        day = self.day()
        if self.chance(0.5):
            while day.isoweekday() > 5 and day > self.world.days[0]:
                day -= timedelta(days=1)
            return at_jst(day, self.random.choice(["09:00:00", "10:15:00", "11:30:00"]))
        return at_jst(day, self.random.choice(TIMES))

    def interval(self):
        """validFrom, validTo: mostly long; at times one end, or both, in the months at hand."""
        start, end = "2015-04-01", None
        if self.odd():
            kind = self.random.randrange(4)
            if kind in (0, 2):
                start = self.day().isoformat()
            if kind in (1, 2):
                end = max(start, self.day().isoformat())
            if kind == 3:
                end = self.world.days[0].isoformat()
        return {"validFrom": start, "validTo": end}
