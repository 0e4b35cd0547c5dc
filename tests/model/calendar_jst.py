"""Time in Japan: dates, months, night, holidays, consultation days, scheduled hours.

Instants are nanoseconds since 1970 UTC (see facts.parse_instant). JST is UTC+9 without summer time.
A calendar whose calendarId is `national` is a national calendar; one of another id that names a
facility is that facility's.
"""

from datetime import date, timedelta

DAY = 86400 * 1_000_000_000
MINUTE = 60 * 1_000_000_000
JST = 9 * 3600 * 1_000_000_000
EPOCH = date(1970, 1, 1).toordinal()
DEFAULT_NIGHT = ("18:00", "08:00")
DEFAULT_WEEKDAYS = [1, 2, 3, 4, 5]


def jst_date(instant):
    return date.fromordinal(EPOCH + (instant + JST) // DAY)


def jst_time(instant):
    """Time since midnight JST, in nanoseconds."""
    return (instant + JST) % DAY


def month_of(day):
    return day.isoformat()[:7]


def jst_month(instant):
    return month_of(jst_date(instant))


def civil_date(text):
    return date.fromisoformat(text)


def clock_time(text):
    """`HH:MM` as nanoseconds since midnight."""
    hours, minutes = text.split(":")
    return (int(hours) * 60 + int(minutes)) * MINUTE


def first_day(month):
    return date(int(month[:4]), int(month[5:7]), 1)


def first_day_after(month):
    return (first_day(month) + timedelta(days=31)).replace(day=1)


def last_day(month):
    return first_day_after(month) - timedelta(days=1)


def days_of(month):
    day = first_day(month)
    while day <= last_day(month):
        yield day
        day += timedelta(days=1)


def in_force(fact, day):
    """Whether the interval [validFrom, validTo) of a fact holds the day."""
    start, end = fact.get("validFrom"), fact.get("validTo")
    if not start:
        return False
    return civil_date(start) <= day and (not end or day < civil_date(end))


def covers_month(fact, month):
    end = fact.get("validTo")
    return (civil_date(fact.get("validFrom")) <= first_day(month)
            and (not end or civil_date(end) >= first_day_after(month)))


def overlaps_month(fact, month):
    return any(in_force(fact, day) for day in days_of(month))


def in_scheduled_hours(arrangement, instant):
    """Whether an instant lies in [from, to) of a weekday of an off-site arrangement."""
    weekday, time = jst_date(instant).isoweekday(), jst_time(instant)
    return any(hours.get("weekday") == weekday
               and clock_time(hours["from"]) <= time < clock_time(hours["to"])
               for hours in arrangement.get("scheduledHours") or [])


class Calendars:
    """The published calendars, national and of facilities."""

    def __init__(self, facts):
        published = sorted(facts.all("calendarPublished"), key=lambda f: f.get("calendarId"))
        self._national = {}
        self._facility = {}
        self._holidays = set()
        for fact in published:
            if fact.get("calendarId") == "national":
                self._national[fact.get("year")] = fact
                self._holidays.update(fact.get("holidays") or [])
            elif fact.get("facilityId"):
                self._facility[(fact.get("facilityId"), fact.get("year"))] = fact

    def is_holiday(self, day):
        """Sundays, 29 December to 3 January, and the dates of all national calendars."""
        if day.isoweekday() == 7:
            return True
        if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
            return True
        return day.isoformat() in self._holidays

    def is_night(self, instant):
        """Half-open [nightFrom, nightTo) across midnight, of the instant's JST year."""
        calendar = self._national.get(jst_date(instant).year)
        start = (calendar and calendar.get("nightFrom")) or DEFAULT_NIGHT[0]
        end = (calendar and calendar.get("nightTo")) or DEFAULT_NIGHT[1]
        time, start, end = jst_time(instant), clock_time(start), clock_time(end)
        if start <= end:
            return start <= time < end
        return time >= start or time < end

    def is_night_or_holiday(self, instant):
        return self.is_night(instant) or self.is_holiday(jst_date(instant))

    def is_consultation_day(self, facility, day):
        calendar = self._facility.get((facility, day.year))
        weekdays, opens, closed = DEFAULT_WEEKDAYS, False, []
        if calendar:
            weekdays = calendar.get("consultationWeekdays") or DEFAULT_WEEKDAYS
            opens = calendar.get("opensOnHolidays") is True
            closed = calendar.get("closedOn") or []
        if day.isoweekday() not in weekdays or day.isoformat() in closed:
            return False
        return opens or not self.is_holiday(day)

    def next_consultation_day(self, facility, day):
        """The first consultation day after `day`; None where two years hold none."""
        for ahead in range(1, 732):
            if self.is_consultation_day(facility, day + timedelta(days=ahead)):
                return day + timedelta(days=ahead)
        return None
