"""The LAW rules of a reading (and P.14), branch by branch."""

import unittest

from cases import confirmed_case, own_case, received_case
from model_testing import ModelTest

NIGHT = "2026-06-02T14:10:00Z"      # 23:10 JST
HOLIDAY = "2026-06-07T02:00:00Z"    # a Sunday


def off_site(acquired="2026-06-03T00:50:00Z", **arrangement):
    """A received case whose FTD physician read off site at 10:30 JST of 3 June."""
    case = received_case()
    case.edit("readingOrdered", {"acquiredAt": acquired})
    case.edit("reportAuthored", {"place": "OFF_SITE", "remoteSystem": True})
    if arrangement.pop("arranged", True):
        case.arrange("F-RECV", **arrangement)
    return case


class L1(ModelTest):
    def test_missing_order_section_or_insurance_stops_everything(self):
        for case in (received_case().drop("readingOrdered"),
                     received_case().edit("readingOrdered", {"section": None}),
                     received_case().edit("readingOrdered", {"insured": None})):
            case.drop("reportAttached")
            line = self.only(case, "reading")
            self.assertEqual([f["ruleId"] for f in line["findings"]], ["L-1"])
            self.expect_missing(case, "L-1")

    def test_other_section_or_not_insured(self):
        for changes in ({"section": "E101"}, {"insured": False}):
            case = received_case().edit("readingOrdered", changes).drop("reportAttached")
            line = self.expect(case, "L-1", "INELIGIBLE")
            self.assertIn("L-7", [f["ruleId"] for f in line["findings"]])

    def test_other_section_has_no_unit(self):
        case = received_case().edit("readingOrdered", {"section": "E101"})
        self.assertFalse([s for s in case.judge() if s.startswith("unit/")])


class L2L3(ModelTest):
    def test_l_2(self):
        self.expect(received_case().drop("standardFiled", filingId="S-3"), "L-2", "INELIGIBLE")
        case = received_case().edit("standardFiled", {"validFrom": "2026-06-04"}, filingId="S-3")
        self.expect(case, "L-2", "INELIGIBLE")
        case.edit("standardFiled", {"validFrom": "2026-06-03"}, filingId="S-3")
        self.expect(case, "L-2", None)
        case.edit("standardFiled", {"validTo": "2026-06-03"}, filingId="S-3")
        self.expect(case, "L-2", "INELIGIBLE")

    def test_l_3_add_on(self):
        self.expect(received_case().drop("standardFiled", filingId="S-1"), "L-3", "INELIGIBLE")
        for section, level, outcome in (("E001", 1, None), ("E004", 2, "INELIGIBLE"),
                                        ("E102", 1, None), ("E203", 4, None),
                                        ("E101", 1, None)):
            case = own_case().edit("readingOrdered", {"section": section})
            case.edit("standardFiled", {"standard": f"ADD_ON_{level}"})
            self.expect(case, "L-3", outcome)

    def test_l_3_level_without_points_counts_as_not_filed(self):
        for day, outcome in (("2024-05-31", "INELIGIBLE"), ("2024-06-01", None)):
            case = own_case().drop("readingOrdered").drop("reportAuthored")
            case.drop("reportDelivered").drop("reportAttached")
            case.edit("standardFiled", {"standard": "ADD_ON_4"})
            case.simple_reading("R-1", day, "F-OWN")
            self.expect(case, "L-3", outcome)

    def test_l_3_receiving(self):
        self.expect(received_case().drop("standardFiled", filingId="S-2"), "L-3", "INELIGIBLE")


class L5(ModelTest):
    def test_no_diagnosis(self):
        self.expect_missing(received_case().drop("reportAuthored"), "L-5")

    def test_no_employment_there(self):
        self.expect_missing(received_case().drop("employmentRecorded"), "L-5")
        case = received_case().edit("employmentRecorded", {"validFrom": "2026-06-04"})
        self.expect(case, "L-5", "PENDING")

    def test_other_status_or_not_dedicated(self):
        for changes in ({"status": "PART_TIME"}, {"status": "TRAINEE"},
                        {"dedicatedToImaging": False}):
            self.expect(received_case().edit("employmentRecorded", changes), "L-5", "INELIGIBLE")

    def test_dedication_not_stated(self):
        case = received_case().edit("employmentRecorded", {"dedicatedToImaging": None})
        self.expect_missing(case, "L-5")

    def test_two_statuses_there(self):
        case = received_case()
        case.staff("F-RECV", "D-FT", "E-2", "PART_TIME")
        self.expect(case, "L-5", "NEEDS_REVIEW")

    def test_two_full_time_employments_there_that_disagree_on_dedication(self):
        case = received_case()
        case.staff("F-RECV", "D-FT", "E-2", dedicated=False)
        self.expect(case, "L-5", "INELIGIBLE")

    def test_full_time_at_two_facilities(self):
        case = received_case()
        case.staff("F-OTHER", "D-FT", "E-2")
        self.expect(case, "L-5", "NEEDS_REVIEW")
        case.edit("employmentRecorded", {"status": "PART_TIME"}, employmentId="E-2")
        self.expect(case, "L-5", None)

    def test_part_time_becomes_full_time_on_the_fifteenth(self):
        for day, outcome in (("2026-06-14", "INELIGIBLE"), ("2026-06-15", None)):
            case = own_case().edit("employmentRecorded", {"validFrom": "2026-06-15"})
            case.staff("F-OWN", "D-FT", "E-2", "PART_TIME", until="2026-06-15")
            for kind in ("readingOrdered", "reportAuthored", "reportDelivered", "reportAttached"):
                case.drop(kind)
            case.simple_reading("R-1", day, "F-OWN")
            self.expect(case, "L-5", outcome)

    def test_corrected_version_without_its_review_has_no_known_author(self):
        case = own_case()
        case.of_review("reportCorrected", "2026-06-03T01:40:00Z", fromVersion=1, toVersion=2,
                       changedCharacters=3)
        case.edit("reportDelivered", {"reportVersion": 2})
        self.expect(case, "L-5", "PENDING")
        case.of_review("reviewOpened", "2026-06-03T01:35:00Z", reportVersion=1,
                       confirmerPhysicianId="D-FT")
        self.expect(case, "L-5", None)

    def test_signature_after_delivery_or_of_another_version_does_not_diagnose(self):
        case = own_case()
        case.sign("2026-06-03T02:00:01Z", "D-NEW")
        self.expect(case, "L-5", None)
        case.edit("confirmationSigned", {}, "2026-06-03T02:00:00Z")
        self.expect(case, "L-5", "PENDING")
        case.edit("confirmationSigned", {"reportVersion": 2})
        self.expect(case, "L-5", None)


class L6L7L8(ModelTest):
    def test_l_6(self):
        self.expect_missing(received_case().drop("reportDelivered"), "L-6")
        for changes in ({"form": "VERBAL"}, {"toTreatingPhysician": False},
                        {"toTreatingPhysician": None}):
            case = received_case().edit("reportDelivered", changes)
            self.expect(case, "L-6", "PENDING")
            self.expect(case.close(), "L-6", "INELIGIBLE")
        self.expect(received_case().edit("reportDelivered", {"form": "WRITTEN"}), "L-6", None)

    def test_l_7(self):
        self.expect_missing(received_case().drop("reportAttached"), "L-7")
        case = received_case()
        case.author("2026-06-04T01:00:00Z", "D-FT", "F-RECV", version=2, step="AMENDMENT")
        case.deliver("2026-06-04T02:00:00Z", version=2, form="VERBAL")
        self.expect(case, "L-7", None)
        case.deliver("2026-06-04T02:00:00Z", version=2)
        self.expect(case, "L-7", "PENDING")

    def test_l_8(self):
        case = received_case().edit("reportAuthored", {"actingFacilityId": "F-THIRD"})
        self.expect(case, "L-8", "INELIGIBLE")
        case = received_case().edit("reportAuthored", {"actingFacilityId": "F-SEND"})
        self.expect(case, "L-8", None)
        case = received_case()
        case.author("2026-06-04T01:00:00Z", "D-X", None, step="ADDENDUM", company="V-1")
        self.expect(case, "L-8", "INELIGIBLE")


class L9L10(ModelTest):
    def test_l_9(self):
        for acquired in (NIGHT, HOLIDAY):
            self.expect(off_site(acquired), "L-9", None)
            self.expect_missing(off_site(acquired, arranged=False), "L-9")
            self.expect(off_site(acquired, equipment=False), "L-9", "INELIGIBLE")
            self.expect(off_site(acquired, security=False), "L-9", "INELIGIBLE")
            # L-10's conditions do not matter at night.
            line = self.expect(off_site(acquired, days=0, counted=True), "L-9", None)
            self.assertEqual(line["findings"], [])

    def test_l_10(self):
        self.expect(off_site(), "L-10", None)
        self.expect_missing(off_site(arranged=False), "L-10")
        for bad in ({"days": 2}, {"hours": 21}, {"counted": True}, {"tracks": False},
                    {"equipment": False}, {"security": False}):
            self.expect(off_site(**bad), "L-10", "INELIGIBLE")

    def test_l_10_scheduled_hours_are_half_open(self):
        for at, outcome in (("2026-06-02T23:59:59Z", "INELIGIBLE"), ("2026-06-03T00:00:00Z", None),
                            ("2026-06-03T07:59:59Z", None), ("2026-06-03T08:00:00Z", "INELIGIBLE"),
                            ("2026-06-06T02:00:00Z", "INELIGIBLE")):
            case = off_site("2026-06-02T05:00:00Z").edit("reportAuthored", {}, at)
            case.edit("reportDelivered", {}, "2026-06-08T03:00:00Z")
            self.expect(case, "L-10", outcome)

    def test_taken_by_day_read_at_night_is_l_10(self):
        case = off_site("2026-06-03T05:00:00Z").edit("reportAuthored", {}, "2026-06-03T12:00:00Z")
        case.edit("reportDelivered", {}, "2026-06-03T13:00:00Z")
        self.expect(case, "L-10", "INELIGIBLE")

    def test_the_arrangement_that_began_last_counts(self):
        case = off_site(counted=True)
        case.arrange("F-RECV", since="2026-06-03")
        self.expect(case, "L-10", None)
        case.arrange("F-RECV", since="2026-06-04", counted=True)
        self.expect(case, "L-10", None)

    def test_only_steps_of_the_diagnosing_physician_who_is_ftd(self):
        case = off_site(arranged=False).edit("employmentRecorded", {"status": "PART_TIME"})
        self.expect(case, "L-10", None)
        case = received_case()
        case.author("2026-06-03T01:20:00Z", "D-X", "F-RECV", step="SECONDARY_READ",
                    place="OFF_SITE")
        self.expect(case, "L-10", None)

    def test_any_step_of_his_counts(self):
        case = received_case()
        case.author("2026-06-05T01:20:00Z", "D-FT", "F-RECV", version=2, place="OFF_SITE")
        self.expect(case, "L-10", "PENDING")


class L14L15L17P14(ModelTest):
    def test_l_14_signature(self):
        for changes in ({"electronicSignature": False}, {"electronicSignature": None}):
            case = received_case().edit("reportAuthored", changes)
            self.expect(case, "L-14", "CAUTION")
            self.expect(case.edit("reportDelivered", {"form": "WRITTEN"}), "L-14", None)
            self.expect(own_case().edit("reportAuthored", changes), "L-14", None)

    def test_l_14_attestation(self):
        for facility in ("F-SEND", "F-RECV"):
            where = {"facilityId": facility, "kind": "SECURITY_GUIDELINE"}
            self.expect(received_case().drop("attestationRecorded", **where), "L-14", "CAUTION")
            case = received_case().edit("attestationRecorded", {"fulfilled": False}, **where)
            self.expect(case, "L-14", "CAUTION")
        case = own_case().drop("attestationRecorded", kind="SECURITY_GUIDELINE")
        self.expect(case, "L-14", "CAUTION")

    def test_l_15(self):
        self.expect(received_case().drop("radiologistFiled"), "L-15", "NEEDS_REVIEW")
        case = received_case().edit("radiologistFiled", {"validFrom": "2026-06-04"})
        self.expect(case, "L-15", "NEEDS_REVIEW")
        case = received_case().drop("radiologistFiled")
        self.expect(case.edit("employmentRecorded", {"status": "TRAINEE"}), "L-15", None)

    def test_l_17(self):
        self.expect_missing(received_case().drop("physicianRegistered"), "L-17")
        for years, training, outcome in ((10, None, None), (9, None, "NEEDS_REVIEW"),
                                         (None, None, "NEEDS_REVIEW"), (9, True, None)):
            case = received_case().edit("physicianRegistered", {
                "yearsDedicated": years, "societyTrainingRegistered": training})
            self.expect(case, "L-17", outcome)

    def test_p_14(self):
        for day, outcome in (("2018-03-31", "NEEDS_REVIEW"), ("2018-04-01", None)):
            case = own_case().drop("readingOrdered").drop("reportAuthored")
            case.drop("reportDelivered").drop("reportAttached")
            case.simple_reading("R-1", day, "F-OWN")
            self.expect(case, "ATS2-P.14", outcome)


class Withdrawn(ModelTest):
    def test_cancelled_reading_has_no_findings(self):
        case = received_case().drop("reportAttached")
        case.of_reading("readingCancelled", "2026-06-04T00:00:00Z")
        line = self.only(case, "reading")
        self.assertEqual((line["status"], line["findings"]), ("WITHDRAWN", []))

    def test_advisory_ceiling_caps_advisory_findings_only(self):
        case = confirmed_case(mode="BULK")
        line = self.only(case, "reading", parameters={"advisoryCeiling": "NEEDS_REVIEW"})
        self.assertEqual(line["status"], "NEEDS_REVIEW")
        self.assertEqual(self.only(case, "reading")["status"], "INELIGIBLE")
        case.edit("readingOrdered", {"insured": False})
        line = self.only(case, "reading", parameters={"advisoryCeiling": "NEEDS_REVIEW"})
        self.assertEqual(line["status"], "INELIGIBLE")


if __name__ == "__main__":
    unittest.main()
