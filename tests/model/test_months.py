"""Facility months and partnership months, branch by branch."""

import unittest

from cases import (confirmed_case, own_case, patient, receiving, received_case,
                   timely_month)
from model_testing import ModelTest

FACILITY, PARTNER = "facility-month", "partnership-month"


class Share(ModelTest):
    def month(self, part_time, every, status="PART_TIME"):
        """Own units of which some were written by D-WRITER and substantively confirmed."""
        case = confirmed_case(status)
        template = [e for e in case.events if any("readingId" in v for v in e.values()
                                                  if isinstance(v, dict))]
        case.events = [e for e in case.events if e not in template]
        for number in range(every):
            for event in template:
                kind = next(k for k, v in event.items() if isinstance(v, dict))
                if number >= part_time and kind in ("reviewOpened", "imagesViewed",
                                                    "reportCompared", "confirmationSigned"):
                    continue
                body = dict(event[kind], readingId=f"R-{number}")
                if kind == "readingOrdered":
                    body["patientKey"] = patient(number)
                if kind == "reportAuthored" and number >= part_time:
                    body["authorPhysicianId"] = "D-FT"
                at = event["occurredAt"].replace("2026-06-03", f"2026-06-{number % 28 + 1:02}")
                case.add(kind, at, event["source"], **body)
        return case

    def test_n2_2_thresholds(self):
        for part, every, outcome in ((1, 5, None), (2, 9, "CAUTION"), (3, 10, "CAUTION"),
                                     (4, 13, "NEEDS_REVIEW"), (0, 3, None)):
            line = self.expect(self.month(part, every), "ATS2-N2.2", outcome, FACILITY)
            self.assertEqual(line["partTimeShare"], {"numerator": part, "denominator": every})

    def test_trainees_are_shown_apart(self):
        line = self.expect(self.month(2, 3, "TRAINEE"), "ATS2-N2.2", None, FACILITY)
        self.assertEqual(line["partTimeShare"], {"numerator": 0, "denominator": 3})
        self.assertEqual(line["traineeShare"], {"numerator": 2, "denominator": 3})

    def test_only_units_to_claim_or_claimed_count(self):
        case = self.month(1, 1)
        case.drop("reportAttached")
        line = self.expect(case, "ATS2-N2.2", None, FACILITY)
        self.assertEqual(line["partTimeShare"], {"numerator": 0, "denominator": 0})
        case.claim(patient=patient(0))
        line = self.expect(case, "ATS2-N2.2", None, FACILITY)
        self.assertEqual(line["partTimeShare"], {"numerator": 0, "denominator": 1})


class Facility(ModelTest):
    def test_n2_3(self):
        for count, outcome in ((149, None), (150, "CAUTION")):
            case = own_case()
            for number in range(count + 1):
                case.sign("2026-06-05T03:00:00Z", review=f"B-{number}", reading_id=f"B-{number}")
            line = case.judge()["facility-month/F-OWN/2026-06"]
            found = {f["ruleId"]: f["outcome"] for f in line["findings"]}
            self.assertEqual(found.get("ATS2-N2.3"), outcome)

    def test_4_2(self):
        self.expect_missing(received_case().drop("managementActivityRecorded", side="SENDING"),
                            "ATS2-4.2", FACILITY)
        self.expect_missing(confirmed_case().drop("managementActivityRecorded"),
                            "ATS2-4.2", FACILITY)
        self.expect(own_case().drop("managementActivityRecorded"), "ATS2-4.2", None, FACILITY)
        case = received_case().edit("managementActivityRecorded", {"performedOn": "2026-07-01"})
        self.expect(case, "ATS2-4.2", "PENDING", FACILITY)

    def test_4_2_required_kinds(self):
        required = {"requiredActivities": ["DOSE_REVIEW", "REPORT_AUDIT"]}
        case = received_case()
        self.expect(case, "ATS2-4.2", "PENDING", FACILITY, parameters=required)
        case.manage("M-2", "F-SEND", "SENDING", kind="REPORT_AUDIT")
        self.expect(case, "ATS2-4.2", None, FACILITY, parameters=required)

    def test_4_3(self):
        case = received_case()
        receiving("F-RECV2", case, "T")
        case.simple_reading("R-2", "2026-06-04", "F-RECV2")
        self.expect(case, "ATS2-4.3", "CAUTION", FACILITY)
        for agreement, receiver in (("A-1", "F-RECV"), ("A-2", "F-RECV2")):
            self.expect(case, "ATS2-4.3", "CAUTION", FACILITY)
            case.add("responsibilityAssigned", "2026-01-01T00:00:00Z", agreementId=agreement,
                     sendingFacilityId="F-SEND", receivingFacilityIds=[receiver],
                     validFrom="2026-01-01")
        self.expect(case, "ATS2-4.3", None, FACILITY)
        case.edit("responsibilityAssigned", {"validTo": "2026-06-30"}, agreementId="A-2")
        self.expect(case, "ATS2-4.3", "CAUTION", FACILITY)
        case.edit("responsibilityAssigned", {"validTo": "2026-07-01"}, agreementId="A-2")
        self.expect(case, "ATS2-4.3", None, FACILITY)

    def test_l_13_levels(self):
        for level, staff, outcome in ((1, 1, None), (2, 1, None), (3, 2, "NEEDS_REVIEW"),
                                      (3, 3, None), (4, 5, "NEEDS_REVIEW"), (4, 6, None)):
            case = own_case().edit("standardFiled", {"standard": f"ADD_ON_{level}"})
            for number in range(1, staff):
                case.full_time("F-OWN", f"D-{number}", f"X-{number}")
            self.expect(case, "L-13", outcome, FACILITY)

    def test_l_13_who_is_on_site(self):
        for counted, outcome in ((False, "NEEDS_REVIEW"), (True, None)):
            case = own_case()
            case.arrange("F-OWN", counted=counted)
            self.expect(case, "L-13", outcome, FACILITY)
        self.expect(own_case().drop("radiologistFiled"), "L-13", "NEEDS_REVIEW", FACILITY)

    def test_l_13_any_day_and_only_filed_days(self):
        case = own_case().edit("employmentRecorded", {"validTo": "2026-06-30"})
        self.expect(case, "L-13", "NEEDS_REVIEW", FACILITY)
        case.edit("standardFiled", {"validTo": "2026-06-30"})
        self.expect(case, "L-13", None, FACILITY)

    def test_l_13_needs_own_cases(self):
        case = received_case()
        case.file("S-8", "F-SEND", "ADD_ON_2")
        self.expect(case, "L-13", None, FACILITY)

    def test_l_21(self):
        where = {"kind": "NO_COMMISSION", "facilityId": "F-OWN"}
        self.expect_missing(own_case().drop("attestationRecorded", **where), "L-21", FACILITY)
        for start, end, outcome in (("2026-06-01", "2026-07-01", None),
                                    ("2026-06-02", "2026-07-01", "PENDING"),
                                    ("2026-06-01", "2026-06-30", "PENDING")):
            case = own_case().edit("attestationRecorded", {"validFrom": start, "validTo": end},
                                   **where)
            self.expect(case, "L-21", outcome, FACILITY)
        case.attest("F-OWN", "NO_COMMISSION", since="2026-06-30")
        self.expect(case, "L-21", "PENDING", FACILITY)      # no single one covers the month
        for start, outcome in (("2026-06-30", "INELIGIBLE"), ("2026-07-01", None)):
            case = own_case()
            case.attest("F-OWN", "NO_COMMISSION", False, since=start)
            self.expect(case, "L-21", outcome, FACILITY)


class L20(ModelTest):
    def test_thresholds(self):
        for timely, every, outcome in ((4, 5, "CAUTION"), (3, 4, "NEEDS_REVIEW"), (5, 6, "CAUTION"),
                                       (17, 20, None), (16, 20, "CAUTION"), (1, 1, None)):
            self.expect(timely_month(timely, every), "L-20", outcome, FACILITY)

    def test_undelivered_counts_once_its_day_is_past(self):
        case = timely_month(1, 2).drop("reportDelivered", readingId="R-1")
        self.expect(case, "L-20", None, FACILITY)
        self.expect(case, "L-20", None, FACILITY, as_of="2026-06-04T14:59:59Z")
        self.expect(case, "L-20", "NEEDS_REVIEW", FACILITY, as_of="2026-06-04T15:00:00Z")

    def test_only_own_ct_mr_nm_of_a_facility_that_filed_2_to_4(self):
        case = timely_month(0, 1)
        case.edit("standardFiled", {"standard": "ADD_ON_1"})
        self.expect(case, "L-20", None, FACILITY)
        case = timely_month(0, 1).edit("readingOrdered", {"section": "E001"})
        self.expect(case, "L-20", None, FACILITY)
        case = timely_month(1, 1).edit("employmentRecorded", {"status": "PART_TIME"})
        self.expect(case, "L-20", "NEEDS_REVIEW", FACILITY)

    def test_month_of_the_acquisition(self):
        case = timely_month(0, 1).edit("readingOrdered", {"acquiredAt": "2026-05-29T01:00:00Z"})
        self.expect(case, "L-20", None, FACILITY)


class PlansAndAcknowledgements(ModelTest):
    def ineligible(self):
        return received_case().drop("standardFiled", filingId="S-3").tick("2026-06-17T15:00:00Z")

    def test_5_4(self):
        self.expect(self.ineligible(), "ATS2-5.4", "NEEDS_REVIEW", FACILITY)
        case = self.ineligible().edit("clockTicked", {}, "2026-06-17T14:59:59Z")
        self.expect(case, "ATS2-5.4", None, FACILITY)
        case = self.ineligible()
        case.add("findingAcknowledged", "2026-06-05T00:00:00Z", subject="reading/F-SEND/R-1",
                 ruleId="L-2", by="F-SEND")
        self.expect(case, "ATS2-5.4", None, FACILITY)
        self.expect(case.edit("findingAcknowledged", {"ruleId": "L-3"}),
                    "ATS2-5.4", "NEEDS_REVIEW", FACILITY)

    def test_5_4_plan(self):
        for state, outcome in (("OPEN", None), ("DONE", "NEEDS_REVIEW")):
            case = self.ineligible()
            case.plan("L-2", state)
            self.expect(case, "ATS2-5.4", outcome, FACILITY)

    def test_5_4_counts_from_the_acquisition_where_undiagnosed(self):
        case = received_case().drop("reportAuthored").edit("readingOrdered", {"insured": False})
        self.expect(case, "ATS2-5.4", "NEEDS_REVIEW", FACILITY, as_of="2026-06-18T00:00:00Z")
        self.expect(case, "ATS2-5.4", None, FACILITY, as_of="2026-06-17T00:00:00Z")

    def test_m_7(self):
        for state, at, outcome in (("OPEN", "2026-07-31T14:59:59Z", None),
                                   ("OPEN", "2026-07-31T15:00:00Z", "NEEDS_REVIEW"),
                                   ("DONE", "2026-09-01T00:00:00Z", None),
                                   ("IMPOSSIBLE", "2026-06-01T00:00:00Z", "NEEDS_REVIEW")):
            case = own_case()
            case.plan("ATS2-4.2", state)
            self.expect(case, "ATS2-M.7", outcome, FACILITY, as_of=at)
        case = own_case()
        case.plan("ATS2-4.2", "OPEN")
        self.expect(case, "ATS2-M.7", None, FACILITY)


class Partnership(ModelTest):
    def test_1_1(self):
        for kind, outcome in (("ADD_ON_ADVERTISED", "CAUTION"),
                              ("SCHEME_PROPOSED", "NEEDS_REVIEW")):
            for facility in ("F-SEND", "F-RECV", "F-OTHER"):
                case = received_case()
                case.add("solicitationRecorded", "2026-05-10T00:00:00Z", solicitationId="L-1",
                         vendorId="V-1", facilityId=facility, kind=kind, recordedOn="2026-05-10")
                expected = None if facility == "F-OTHER" else outcome
                self.expect(case, "ATS2-1.1", expected, PARTNER)
                self.expect(case.edit("solicitationRecorded", {"vendorId": "V-2"}),
                            "ATS2-1.1", None, PARTNER)

    def test_1_2(self):
        line = self.expect(received_case().drop("partnershipRecorded"),
                           "ATS2-1.2", "NEEDS_REVIEW", PARTNER)
        self.assertNotIn("partnershipId", line)
        self.assertEqual(len(line["findings"]), 1)
        for changes in ({"validFrom": "2026-06-04"}, {"validTo": "2026-06-03"},
                        {"cooperationBasis": "NONE"}):
            case = received_case().edit("partnershipRecorded", changes)
            self.expect(case, "ATS2-1.2", "NEEDS_REVIEW", PARTNER)
        case = received_case().edit("partnershipRecorded", {"validTo": "2026-06-04"})
        self.expect(case, "ATS2-1.2", None, PARTNER)
        case = received_case().edit("partnershipRecorded", {"cooperationBasis": None})
        self.expect_missing(case, "ATS2-1.2", PARTNER)

    def test_1_3(self):
        vendor, prior = {"initiatedBy": "VENDOR"}, {"priorRelation": "NO"}
        for changes, outcome in (
                (vendor, "CAUTION"), (prior, "CAUTION"), ({**vendor, **prior}, "NEEDS_REVIEW"),
                ({**vendor, "priorRelation": None}, "NEEDS_REVIEW"),
                ({**vendor, **prior, "vendorFeeBasis": "NONE"}, "CAUTION"),
                ({**vendor, "vendorFeeBasis": "NONE"}, None),
                ({"vendorFeeBasis": "SHARE_OF_ADD_ON"}, "NEEDS_REVIEW"),
                ({"vendorFeeBasis": None, "vendorId": None}, None)):
            case = received_case().edit("partnershipRecorded", changes)
            self.expect(case, "ATS2-1.3", outcome, PARTNER)
        for changes in ({"initiatedBy": None}, {"initiatedBy": "UNKNOWN"},
                        {"vendorFeeBasis": None}):
            case = received_case().edit("partnershipRecorded", changes)
            self.expect_missing(case, "ATS2-1.3", PARTNER)

    def test_2_3(self):
        case = received_case()
        case.of_reading("messageRelayed", "2026-06-30T14:59:59Z", vendorId="V-1",
                        content="READING_RESULT")
        case.of_reading("messageRelayed", "2026-06-30T15:00:00Z", vendorId="V-1",
                        content="READING_RESULT")
        case.deliver("2026-06-04T02:00:00Z", form="VERBAL", route="VENDOR_STAFF")
        self.assertEqual(self.expect(case, "ATS2-2.3", "CAUTION", PARTNER)["relays"], 2)
        self.assertEqual(self.expect(received_case(), "ATS2-2.3", None, PARTNER)["relays"], 0)

    def test_4_2(self):
        self.expect_missing(received_case().drop("managementActivityRecorded", side="RECEIVING"),
                            "ATS2-4.2", PARTNER)
        case = received_case().edit("managementActivityRecorded", {"side": "OWN"},
                                    facilityId="F-RECV")
        self.expect(case, "ATS2-4.2", "PENDING", PARTNER)

    def test_5_3(self):
        for party in ("SENDING", "RECEIVING", "VENDOR"):
            case = received_case().drop("riskSharingAcknowledged", party=party)
            self.expect(case, "ATS2-5.3", "CAUTION", PARTNER)
        case = received_case().edit("riskSharingAcknowledged", {"validTo": "2026-06-30"})
        self.expect(case, "ATS2-5.3", "CAUTION", PARTNER)
        case = received_case().drop("adviceRecorded")
        self.expect(case, "ATS2-5.3", "CAUTION", PARTNER)
        case.edit("partnershipRecorded", {"vendorId": None, "vendorFeeBasis": None})
        self.expect(case.drop("riskSharingAcknowledged", party="VENDOR"),
                    "ATS2-5.3", None, PARTNER)

    def test_l_13_and_l_21_of_the_receiver(self):
        self.expect(received_case().drop("radiologistFiled"), "L-13", "NEEDS_REVIEW", PARTNER)
        where = {"kind": "NO_COMMISSION", "facilityId": "F-RECV"}
        self.expect_missing(received_case().drop("attestationRecorded", **where), "L-21", PARTNER)

    def test_the_partnership_judged(self):
        case = received_case()
        case.partner("P-2", since="2026-06-10")
        self.assertEqual(self.only(case, PARTNER)["partnershipId"], "P-2")
        case.partner("P-3", since="2026-06-10")
        self.assertEqual(self.only(case, PARTNER)["partnershipId"], "P-3")
        case.edit("partnershipRecorded", {"validTo": "2026-06-30"}, partnershipId="P-3")
        self.assertEqual(self.only(case, PARTNER)["partnershipId"], "P-2")
        case.edit("partnershipRecorded", {"validTo": "2026-06-29"}, partnershipId="P-2")
        case.edit("partnershipRecorded", {"validTo": "2026-06-20"}, partnershipId="P-1")
        self.assertEqual(self.only(case, PARTNER)["partnershipId"], "P-3")

    def test_closed_when_the_sender_closed(self):
        self.assertFalse(self.only(received_case().close(claimant="F-RECV"), PARTNER)["closed"])
        self.assertTrue(self.only(received_case().close(), PARTNER)["closed"])

    def test_pair_of_a_cancelled_reading_does_not_count_relays(self):
        case = received_case()
        case.simple_reading("R-2", "2026-06-04", "F-RECV")
        case.edit("reportDelivered", {"route": "VENDOR_STAFF"}, readingId="R-2")
        case.of_reading("readingCancelled", "2026-06-05T00:00:00Z", "R-2")
        self.assertEqual(self.expect(case, "ATS2-2.3", None, PARTNER)["relays"], 0)


if __name__ == "__main__":
    unittest.main()
