"""The complete cases, folding, identity, integrity, the calendar and the command line."""

import io
import json
import os
import tempfile
import unittest
from contextlib import redirect_stdout
from datetime import date

import calendar_jst
import judge
from cases import PATIENT, Case, confirmed_case, own_case, received_case
from facts import SECOND, SLOTS, Facts, parse_instant, read_events
from model_testing import ModelTest, finding

HERE = os.path.dirname(os.path.abspath(__file__))


class CompleteCases(ModelTest):
    def test_received_case_is_eligible_everywhere(self):
        judged = received_case().judge()
        self.assertEqual([line["status"] for line in judged.values()], ["ELIGIBLE"] * 4)
        unit = self.only(received_case(), "unit")
        self.assertEqual((unit["action"], unit["addOn"], unit["points"], unit["anchor"]),
                         ("CLAIM", "ADD_ON_2", 175, "R-1"))

    def test_own_case_is_eligible_everywhere(self):
        judged = own_case().judge()
        self.assertEqual([line["status"] for line in judged.values()], ["ELIGIBLE"] * 3)

    def test_confirmed_case_uses_the_exception(self):
        self.expect(confirmed_case(), "ATS2-3.2", "CAUTION")

    def test_no_single_fact_may_be_lost_unnoticed(self):
        """Leaving out any one fact never makes a verdict better."""
        rank = ["ELIGIBLE", "CAUTION", "PENDING", "NEEDS_REVIEW", "INELIGIBLE"]
        for build in (received_case, own_case):
            for index, event in enumerate(build().events):
                case = build()
                del case.events[index]
                line = case.judge().get(f"reading/{case.claimant}/R-1")
                needed = any(kind in event for kind in (
                    "reportAuthored", "reportDelivered", "readingOrdered", "reportAttached",
                    "employmentRecorded", "radiologistFiled", "physicianRegistered",
                    "standardFiled"))
                self.assertEqual(rank.index(line["status"]) > 1, needed, event)

    def test_only_listed_rules_fire(self):
        case = received_case().drop("reportAttached").drop("standardFiled", filingId="S-3")
        line = self.only(case, "reading", rules=["L-7"])
        self.assertEqual([f["ruleId"] for f in line["findings"]], ["L-7"])

    def test_findings_name_facts_and_authority(self):
        line = self.only(received_case().drop("reportAttached"), "reading")
        self.assertEqual(line["findings"], [{"ruleId": "L-7", "authority": "LAW",
                                             "outcome": "PENDING", "facts": ["vendor/acme#e20"]}])


class Folding(ModelTest):
    def test_order_and_duplicates_make_no_difference(self):
        case = confirmed_case()
        self.assertEqual(judge.judge(case.events), judge.judge(case.events[::-1] + case.events))

    def test_recorded_at_does_not_make_another_content(self):
        case = received_case()
        case.events.append({**case.events[-1], "recordedAt": "2026-06-05T00:00:00Z"})
        self.expect(case, "ATS2-N1.4", None)

    def test_higher_source_revision_corrects(self):
        case = received_case().edit("readingOrdered", {"insured": False})
        body = dict(case.find("readingOrdered")[0]["readingOrdered"], insured=True)
        case.add("readingOrdered", "2026-06-01T00:00:00Z", "vendor/acme", 2, **body)
        self.assertEqual(self.only(case, "reading")["status"], "ELIGIBLE")

    def test_equal_revision_goes_by_occurrence_then_event_then_source(self):
        def value(*facts):
            events = [{"source": source, "eventId": event, "occurredAt": at,
                       "facilityRegistered": {"facilityId": "F", "kind": f"{source}.{event}"}}
                      for source, event, at in facts]
            return Facts(events).all("facilityRegistered")[0].get("kind")
        early, late = "2026-06-01T00:00:00Z", "2026-06-01T00:00:01Z"
        self.assertEqual(value(("z", "9", early), ("a", "1", late)), "a.1")
        self.assertEqual(value(("z", "1", early), ("a", "2", early)), "a.2")
        self.assertEqual(value(("a", "1", early), ("b", "1", early)), "b.1")

    def test_instants_in_any_zone_are_the_same_content(self):
        self.assertEqual(parse_instant("2026-06-03T10:00:00.5+09:00"),
                         parse_instant("2026-06-03T01:00:00.500Z"))


class Integrity(ModelTest):
    def reuse(self, case, kind, changes, at, **where):
        """Another content under the identity of a fact."""
        original = case.find(kind, **where)[0]
        case.events.append({**original, "occurredAt": at, kind: {**original[kind], **changes}})
        return case

    def test_n1_4_fires_on_a_fact_of_the_reading(self):
        case = self.reuse(received_case(), "reportAttached", {}, "2026-06-21T00:00:00Z")
        self.expect(case, "ATS2-N1.4", "NEEDS_REVIEW")

    def test_n1_4_fires_on_review_employment_arrangement_and_filings(self):
        late = "2026-06-21T00:00:00Z"
        self.expect(self.reuse(confirmed_case(), "reviewOpened", {}, late),
                    "ATS2-N1.4", "NEEDS_REVIEW")
        for kind, changes, where in (
                ("employmentRecorded", {"weeklyHours": 40}, {}),
                ("standardFiled", {}, {"facilityId": "F-SEND"}),
                ("standardFiled", {}, {"standard": "ADD_ON_2"})):
            case = self.reuse(received_case(), kind, changes, late, **where)
            self.expect(case, "ATS2-N1.4", "NEEDS_REVIEW")
        case = received_case()
        case.arrange("F-RECV")
        self.expect(case, "ATS2-N1.4", None)
        self.expect(self.reuse(case, "offsiteArrangementRecorded", {}, late),
                    "ATS2-N1.4", "NEEDS_REVIEW")

    def test_n1_4_is_silent_outside_the_diagnosis_date_and_for_other_registry_facts(self):
        late = "2026-06-21T00:00:00Z"
        case = self.reuse(received_case(), "partnershipRecorded", {}, late)
        self.expect(case, "ATS2-N1.4", None)
        case = received_case()
        case.file("S-9", "F-RECV", "ADD_ON_3", since="2026-07-01")
        self.expect(self.reuse(case, "standardFiled", {}, late, filingId="S-9"),
                    "ATS2-N1.4", None)

    def test_n1_4_ends_with_a_correction_of_sure_identity(self):
        case = self.reuse(received_case(), "reportAttached", {}, "2026-06-21T00:00:00Z")
        case.add("reportAttached", "2026-06-22T00:00:00Z", "vendor/acme", 2, readingId="R-1",
                 claimantFacilityId="F-SEND", reportVersion=1)
        self.expect(case, "ATS2-N1.4", None)

    def test_conflict_of_two_sources_in_a_field_that_both_state(self):
        case = received_case()
        body = dict(case.find("readingOrdered")[0]["readingOrdered"])
        del body["modality"]
        case.add("readingOrdered", "2026-06-02T00:00:00Z", "his/F-SEND", **body)
        self.expect(case, "CONFLICT", None)
        body["section"] = "E102"
        case.add("readingOrdered", "2026-06-02T01:00:00Z", "his/F-SEND", **body)
        line = self.expect(case, "CONFLICT", "NEEDS_REVIEW")
        self.assertEqual(len(next(f for f in line["findings"]
                                  if f["ruleId"] == "CONFLICT")["facts"]), 2)
        self.assertEqual(line["legalStatus"], "ELIGIBLE")

    def test_one_source_may_change_its_mind(self):
        case = received_case()
        body = dict(case.find("readingOrdered")[0]["readingOrdered"], section="E102")
        case.add("readingOrdered", "2026-06-02T01:00:00Z", "vendor/acme", **body)
        self.expect(case, "CONFLICT", None)


class Calendar(unittest.TestCase):
    def calendars(self, **body):
        case = Case()
        case.add("calendarPublished", "2026-01-01T00:00:00Z", calendarId="national", year=2026,
                 holidays=["2026-07-20"], nightFrom="17:30", nightTo="08:30")
        if body:
            case.add("calendarPublished", "2026-01-01T00:00:00Z", calendarId="facility",
                     facilityId="F", year=2026, **body)
        return calendar_jst.Calendars(Facts(case.events))

    def test_months_are_of_japan(self):
        instant = parse_instant("2026-05-31T15:00:00Z")
        self.assertEqual(calendar_jst.jst_month(instant), "2026-06")
        self.assertEqual(calendar_jst.jst_month(instant - 1), "2026-05")

    def test_night_is_half_open_and_of_the_calendar_of_its_year(self):
        calendars = self.calendars()
        for text, night in (("2026-06-03T08:29:59Z", False), ("2026-06-03T08:30:00Z", True),
                            ("2026-06-02T23:29:59Z", True), ("2026-06-02T23:30:00Z", False),
                            ("2025-06-03T08:30:00Z", False), ("2025-06-03T09:00:00Z", True),
                            ("2025-06-02T22:59:59Z", True), ("2025-06-02T23:00:00Z", False)):
            self.assertEqual(calendars.is_night(parse_instant(text)), night, text)

    def test_holidays(self):
        calendars = self.calendars()
        for text, holiday in (("2026-06-07", True), ("2026-06-08", False), ("2026-07-20", True),
                              ("2025-12-28", True), ("2026-12-28", False), ("2026-12-29", True),
                              ("2026-01-03", True), ("2027-01-04", False)):
            self.assertEqual(calendars.is_holiday(date.fromisoformat(text)), holiday, text)

    def test_consultation_days(self):
        friday = date(2026, 7, 17)
        self.assertEqual(self.calendars().next_consultation_day("F", friday), date(2026, 7, 21))
        opens = self.calendars(opensOnHolidays=True)
        self.assertEqual(opens.next_consultation_day("F", friday), date(2026, 7, 20))
        saturdays = self.calendars(consultationWeekdays=[6], closedOn=["2026-07-18"])
        self.assertEqual(saturdays.next_consultation_day("F", friday), date(2026, 7, 25))
        self.assertEqual(saturdays.next_consultation_day("F", date(2026, 12, 30)),
                         date(2027, 1, 4))


class ContractExamples(unittest.TestCase):
    def setUp(self):
        with open(os.path.join(HERE, "contract_examples.ndjson"), encoding="utf-8") as lines:
            self.events = read_events(lines)

    def test_every_fact_has_an_example(self):
        named = {key for event in self.events for key in event}
        self.assertEqual(set(SLOTS) - named, set())

    def test_they_are_judged(self):
        judged = judge.judge(self.events)
        self.assertEqual({s: line["status"] for s, line in judged.items()}, {
            "facility-month/F-OWN/2026-06": "PENDING",
            "facility-month/F-SEND/2026-06": "NEEDS_REVIEW",
            "partnership-month/F-SEND/F-RECV/2026-06": "NEEDS_REVIEW",
            "reading/F-OWN/R-2": "PENDING", "reading/F-SEND/R-1": "INELIGIBLE",
            "reading/F-SEND/R-9": "WITHDRAWN",
            f"unit/F-SEND/{PATIENT}/2026-06/CT_MR": "INELIGIBLE"})


class CommandLine(unittest.TestCase):
    def test_prints_sorted_lines_and_skips_blank_ones(self):
        text = "\n\n".join(json.dumps(e) for e in received_case().events)
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "facts.ndjson")
            with open(name, "w", encoding="utf-8") as out:
                out.write(text)
            printed = io.StringIO()
            with redirect_stdout(printed):
                self.assertEqual(judge.main([name, "--as-of", "2026-06-30T00:00:00Z"]), 0)
        subjects = [json.loads(line)["subject"] for line in printed.getvalue().splitlines()]
        self.assertEqual(subjects, sorted(subjects))
        self.assertEqual(len(subjects), 4)

    def test_as_of_adds_a_tick(self):
        case = received_case().drop("standardFiled", filingId="S-3")
        for as_of, outcome in (("2026-06-17T00:00:00Z", None),
                               ("2026-06-18T00:00:00Z", "NEEDS_REVIEW")):
            line = case.judge(as_of=as_of)["facility-month/F-SEND/2026-06"]
            self.assertEqual(finding(line, "ATS2-5.4"), outcome)

    def test_seconds_are_whole_nanoseconds(self):
        self.assertEqual(parse_instant("1970-01-01T00:00:01.000000001Z"), SECOND + 1)


if __name__ == "__main__":
    unittest.main()
