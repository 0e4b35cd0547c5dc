"""The national calendars of deploy/calendars against the act, and what they change in verdicts."""

import json
import os
from datetime import date, timedelta

from kakutei_run import SAMPLES, KakuteiTest, fact, main, verdicts

CALENDARS = os.path.join(os.path.dirname(SAMPLES), "calendars")
YEARS = range(2018, 2028)
# As published each February before: the days of the equinoxes in March and September.
EQUINOXES = {2018: (21, 23), 2019: (21, 23), 2020: (20, 22), 2021: (20, 23), 2022: (21, 23),
             2023: (21, 23), 2024: (20, 22), 2025: (20, 23), 2026: (20, 23), 2027: (21, 23)}
SUNDAY = 6


def file_of(year: int) -> str:
    return os.path.join(CALENDARS, f"national-{year}.ndjson")


def monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7 * (nth - 1))


def named_days(year: int) -> set[date]:
    """Article 2, and the acts that changed single years."""
    days = {date(year, month, day) for month, day in
            ((1, 1), (2, 11), (4, 29), (5, 3), (5, 4), (5, 5), (11, 3), (11, 23))}
    march, september = EQUINOXES[year]
    days |= {date(year, 3, march), date(year, 9, september), monday(year, 1, 2), monday(year, 9, 3)}
    marine, mountain, sports = monday(year, 7, 3), date(year, 8, 11), monday(year, 10, 2)
    if year == 2020:
        marine, sports, mountain = date(year, 7, 23), date(year, 7, 24), date(year, 8, 10)
    if year == 2021:
        marine, sports, mountain = date(year, 7, 22), date(year, 7, 23), date(year, 8, 8)
    days |= {marine, mountain, sports}
    if year == 2019:
        return days | {date(year, 5, 1), date(year, 10, 22)}
    return days | {date(year, 2, 23) if year > 2019 else date(year, 12, 23)}


def holidays(year: int) -> list[str]:
    """With article 3, paragraphs 2 and 3."""
    named = named_days(year)
    days = set(named)
    for day in named:
        if day.weekday() == SUNDAY:
            after = day + timedelta(days=1)
            while after in named:
                after += timedelta(days=1)
            days.add(after)
        between = day + timedelta(days=1)
        if between + timedelta(days=1) in named and between not in named:
            days.add(between)
    return sorted(day.isoformat() for day in days)


class Calendars(KakuteiTest):
    def test_shipped_days_are_those_of_the_act(self):
        for year in YEARS:
            with open(file_of(year), encoding="utf-8") as lines:
                published = [json.loads(line) for line in lines]
            self.assertEqual(len(published), 1)
            calendar = published[0]["calendarPublished"]
            self.assertEqual((calendar["calendarId"], calendar["year"]), ("national", year))
            self.assertEqual(calendar["holidays"], holidays(year), year)

    def test_no_other_year_is_shipped(self):
        files = {name for name in os.listdir(CALENDARS) if name.endswith(".ndjson")}
        self.assertEqual(files, {os.path.basename(file_of(year)) for year in YEARS})

    def test_a_holiday_moves_off_site_reading_from_l_10_to_l_9(self):
        # At home on the Monday of Marine Day at 10:00, without any arrangement on file.
        facts = self.write(
            "facts.ndjson",
            fact("e", "employmentRecorded", {
                "employmentId": "E", "physicianId": "D", "facilityId": "F", "status": "FULL_TIME",
                "dedicatedToImaging": True, "validFrom": "2024-04-01"}),
            fact("o", "readingOrdered", {
                "readingId": "R", "claimantFacilityId": "F", "readingFacilityId": "F",
                "patientKey": "pk_" + "0" * 32, "section": "E203", "modality": "CT",
                "acquiredAt": "2026-07-20T10:00:00+09:00", "insured": True}),
            fact("a", "reportAuthored", {
                "readingId": "R", "claimantFacilityId": "F", "reportVersion": 1,
                "step": "PRIMARY_READ", "authorPhysicianId": "D", "actingFacilityId": "F",
                "place": "OFF_SITE", "remoteSystem": True}, at="2026-07-20T11:00:00+09:00"))

        def rules(*files: str) -> set[str]:
            reading = verdicts(self.judge(*files).stdout)["reading/F/R"]
            return {finding["ruleId"] for finding in reading["findings"]} & {"L-9", "L-10"}

        self.assertEqual(rules(facts), {"L-10"})
        self.assertEqual(rules(*map(file_of, YEARS), facts), {"L-9"})


if __name__ == "__main__":
    main()
