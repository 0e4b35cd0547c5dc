"""The ADVISORY rules of a reading and the assessment of confirmations, branch by branch."""

import unittest

from cases import confirmed_case, own_case, received_case
from model_testing import ModelTest


def part_time_step(place="ON_SITE", remote=False):
    """A received case with a second read by D-PT, part-time at the receiver."""
    case = received_case()
    case.staff("F-RECV", "D-PT", "E-2", "PART_TIME")
    case.author("2026-06-03T01:20:00Z", "D-PT", "F-RECV", step="SECONDARY_READ", place=place,
                remote=remote)
    return case


class VendorRelay(ModelTest):
    def test_2_2(self):
        case = received_case()
        case.of_reading("messageRelayed", "2026-06-03T02:31:00Z", vendorId="V-1",
                        content="READING_RESULT")
        self.expect(case, "ATS2-2.2", "CAUTION")
        case = received_case().edit("reportDelivered", {"route": "VENDOR_STAFF"})
        self.expect(case, "ATS2-2.2", "NEEDS_REVIEW")
        case.deliver("2026-06-03T05:00:00Z", form="WRITTEN")
        self.expect(case, "ATS2-2.2", None)
        case = received_case()
        case.deliver("2026-06-03T01:40:00Z", form="VERBAL", route="VENDOR_STAFF")
        self.expect(case, "ATS2-2.2", None)


class PartTime(ModelTest):
    def test_3_1(self):
        case = received_case().edit("employmentRecorded", {"status": "PART_TIME"})
        self.expect(case, "ATS2-3.1", "INELIGIBLE")
        case.edit("employmentRecorded", {"status": "TRAINEE"})
        self.expect(case, "ATS2-3.1", None)
        case = own_case().edit("employmentRecorded", {"status": "PART_TIME"})
        self.expect(case, "ATS2-3.1", None)

    def test_3_1_status_is_per_facility(self):
        case = received_case()
        case.staff("F-OTHER", "D-FT", "E-2", "PART_TIME")
        self.expect(case, "ATS2-3.1", None)

    def test_3_3(self):
        case = part_time_step()
        self.expect(case, "ATS2-3.3", "INELIGIBLE")
        case.add("actualCooperationRecorded", "2026-01-01T00:00:00Z", physicianId="D-PT",
                 sendingFacilityId="F-SEND", basis="AGREEMENT", validFrom="2026-06-03")
        self.expect(case, "ATS2-3.3", "NEEDS_REVIEW")
        case.edit("actualCooperationRecorded", {"sendingFacilityId": "F-OTHER"})
        self.expect(case, "ATS2-3.3", "INELIGIBLE")
        case.edit("actualCooperationRecorded",
                  {"sendingFacilityId": "F-SEND", "validFrom": "2026-06-04"})
        self.expect(case, "ATS2-3.3", "INELIGIBLE")

    def test_3_4(self):
        self.expect(part_time_step("OFF_SITE", True), "ATS2-3.4", "INELIGIBLE")
        self.expect(part_time_step("OFF_SITE", None), "ATS2-3.4", "INELIGIBLE")
        self.expect(part_time_step("OFF_SITE", False), "ATS2-3.4", None)
        self.expect(part_time_step("ON_SITE", True), "ATS2-3.4", None)

    def test_3_4_on_an_amendment_after_delivery(self):
        case = received_case()
        case.staff("F-RECV", "D-PT", "E-2", "PART_TIME")
        case.author("2026-06-10T01:20:00Z", "D-PT", "F-RECV", version=2, step="AMENDMENT",
                    place="OFF_SITE", remote=True)
        self.expect(case, "ATS2-3.4", "INELIGIBLE")

    def test_m_3(self):
        self.expect(part_time_step(), "ATS2-M.3", "NEEDS_REVIEW")
        case = part_time_step().edit("employmentRecorded", {"status": "TRAINEE"},
                                     employmentId="E-2")
        self.expect(case, "ATS2-M.3", "NEEDS_REVIEW")
        case.edit("employmentRecorded", {"status": "FULL_TIME", "facilityId": "F-OTHER"},
                  employmentId="E-2")
        self.expect(case, "ATS2-M.3", "NEEDS_REVIEW")
        case.drop("employmentRecorded", employmentId="E-2")
        self.expect_missing(case, "ATS2-M.3")
        self.expect(own_case().drop("employmentRecorded"), "ATS2-M.3", None)

    def test_last_confirmer_before_delivery_diagnoses_and_all_steps_count(self):
        case = received_case()
        case.staff("F-RECV", "D-PT", "E-2", "PART_TIME")
        case.sign("2026-06-03T01:40:00Z", "D-FT", reader="F-RECV")
        case.sign("2026-06-03T01:35:00Z", "D-PT", reader="F-RECV", review="W-2")
        self.expect(case, "ATS2-3.1", None)
        self.expect(case, "ATS2-M.3", "NEEDS_REVIEW")
        case.edit("confirmationSigned", {}, "2026-06-03T01:45:00Z", reviewId="W-2")
        self.expect(case, "ATS2-3.1", "INELIGIBLE")


class Exception32(ModelTest):
    def test_substantive(self):
        line = self.expect(confirmed_case(), "ATS2-3.2", "CAUTION")
        self.assertEqual([f["ruleId"] for f in line["findings"]], ["ATS2-3.2"])

    def test_insufficient_formal_and_pending(self):
        case = confirmed_case().edit("imagesViewed", {"activeSeconds": 29})
        self.expect(case, "ATS2-3.2", "NEEDS_REVIEW")
        self.expect(confirmed_case(mode="BULK"), "ATS2-3.2", "INELIGIBLE")
        self.expect_missing(confirmed_case().drop("reportCompared"), "ATS2-3.2")

    def test_no_signature_of_the_delivered_version(self):
        case = confirmed_case()
        case.author("2026-06-03T01:55:00Z", "D-FT", "F-OWN", version=2)
        case.edit("reportDelivered", {"reportVersion": 2})
        self.expect_missing(case, "ATS2-3.2")

    def test_signature_after_delivery_is_no_confirmation(self):
        case = confirmed_case().edit("confirmationSigned", {}, "2026-06-03T02:00:01Z")
        self.expect(case, "ATS2-3.2", "INELIGIBLE")     # the trainee diagnosed
        self.expect(case, "L-5", "INELIGIBLE")

    def test_author_not_recorded_counts_as_not_ftd(self):
        case = confirmed_case().drop("employmentRecorded", employmentId="E-2")
        self.expect(case, "ATS2-3.2", "CAUTION")

    def test_unknown_author_counts_as_not_ftd(self):
        case = confirmed_case().drop("reportAuthored")
        self.expect(case, "ATS2-3.2", "CAUTION")

    def test_versions_after_the_delivered_one_do_not_matter(self):
        case = own_case()
        case.author("2026-06-05T01:00:00Z", "D-WRITER", "F-OWN", version=2)
        self.expect(case, "ATS2-3.2", None)

    def test_earlier_versions_matter(self):
        case = own_case()
        case.author("2026-06-03T01:40:00Z", "D-FT", "F-OWN", version=2)
        case.edit("reportAuthored", {"authorPhysicianId": "D-WRITER"}, reportVersion=1)
        case.edit("reportDelivered", {"reportVersion": 2})
        self.expect(case, "ATS2-3.2", "PENDING")

    def test_diagnosing_physician_of_other_status(self):
        for changes, outcome in (({"status": "PART_TIME"}, "INELIGIBLE"),
                                 ({"status": "TRAINEE"}, "INELIGIBLE"),
                                 ({"dedicatedToImaging": False}, "INELIGIBLE"),
                                 ({"dedicatedToImaging": None}, None),
                                 ({"facilityId": "F-OTHER"}, None)):
            case = own_case().edit("employmentRecorded", changes)
            self.expect(case, "ATS2-3.2", outcome)

    def test_full_time_author_needs_no_confirmation(self):
        self.expect(own_case(), "ATS2-3.2", None)

    def test_not_in_a_received_case(self):
        case = received_case()
        case.author("2026-06-03T01:10:00Z", "D-X", "F-RECV", version=0)
        self.expect(case, "ATS2-3.2", None)


class Assessments(ModelTest):
    def test_n1_1(self):
        for mode in ("BULK", "AUTOMATIC"):
            self.expect(confirmed_case(mode=mode), "ATS2-N1.1", "INELIGIBLE")
        case = confirmed_case().edit("imagesViewed", {"seriesViewed": 0})
        self.expect(case, "ATS2-N1.1", "INELIGIBLE")

    def test_n1_1_elsewhere_is_a_caution(self):
        case = own_case()
        case.sign("2026-06-03T01:50:00Z", mode="BULK")
        self.expect(case, "ATS2-N1.1", "CAUTION")
        case = received_case()
        case.sign("2026-06-05T01:50:00Z", mode="AUTOMATIC", reader="F-RECV")
        self.expect(case, "ATS2-N1.1", "CAUTION")
        case = own_case()
        case.view("2026-06-03T01:45:00Z", viewed=0)
        case.sign("2026-06-03T01:50:00Z")
        line = self.expect(case, "ATS2-N1.1", "CAUTION")
        self.assertEqual(len(line["findings"]), 1)

    def test_n1_2_share(self):
        for viewed, total, outcome in ((2, 4, None), (1, 3, "NEEDS_REVIEW"), (1, 2, None)):
            case = confirmed_case().edit("imagesViewed",
                                         {"seriesViewed": viewed, "seriesTotal": total})
            self.expect(case, "ATS2-N1.2", outcome)

    def test_n1_2_seconds_by_modality(self):
        for modality, least in (("CT", 30), ("MR", 30), ("NM", 20), ("XR", 10)):
            for seconds, outcome in ((least, None), (least - 1, "NEEDS_REVIEW")):
                case = confirmed_case().edit("readingOrdered", {"modality": modality})
                case.edit("imagesViewed", {"activeSeconds": seconds})
                self.expect(case, "ATS2-N1.2", outcome)

    def test_n1_2_evidence_missing(self):
        self.expect_missing(confirmed_case().drop("imagesViewed"), "ATS2-N1.2")
        self.expect_missing(confirmed_case().drop("reportCompared"), "ATS2-N1.2")

    def test_only_evidence_until_the_signature_and_the_last_totals(self):
        case = confirmed_case().edit("reportCompared", {}, "2026-06-03T01:50:01Z")
        self.expect(case, "ATS2-N1.2", "PENDING")
        case.edit("reportCompared", {}, "2026-06-03T01:50:00Z")
        self.expect(case, "ATS2-N1.2", None)
        case.view("2026-06-03T01:46:00Z", seconds=5)
        self.expect(case, "ATS2-N1.2", "NEEDS_REVIEW")
        case.view("2026-06-03T01:47:00Z", seconds=50)
        self.expect(case, "ATS2-N1.2", None)
        case.view("2026-06-03T01:51:00Z", seconds=5)
        self.expect(case, "ATS2-N1.2", None)

    def test_compared_names_the_signed_version_or_the_one_it_was_corrected_from(self):
        case = confirmed_case().edit("confirmationSigned", {"reportVersion": 2})
        case.edit("reportDelivered", {"reportVersion": 2})
        case.of_review("reportCorrected", "2026-06-03T01:48:00Z", fromVersion=1, toVersion=2,
                       changedCharacters=48)
        self.expect(case, "ATS2-N1.2", None)
        self.expect(case, "ATS2-3.2", "CAUTION")
        case.edit("reportCorrected", {"fromVersion": 3})
        self.expect(case, "ATS2-N1.2", "PENDING")
        case = confirmed_case().edit("reportCompared", {"reviewId": "W-2"})
        self.expect(case, "ATS2-N1.2", "PENDING")

    def test_pending_outranks_insufficient_in_the_assessment(self):
        case = confirmed_case().drop("reportCompared").edit("imagesViewed", {"activeSeconds": 1})
        self.expect(case, "ATS2-3.2", "PENDING")
        self.expect(case, "ATS2-N1.2", "NEEDS_REVIEW")

    def burst(self, count, seconds):
        case = confirmed_case()
        for number in range(1, count):
            at = f"2026-06-03T01:50:{seconds:02}Z" if seconds < 60 else "2026-06-03T01:51:00Z"
            at = "2026-06-03T01:51:01Z" if seconds == 61 else at
            case.sign(at, review=f"B-{number}", reading_id=f"B-{number}")
        return case

    def test_n1_3(self):
        for count, seconds, outcome in ((10, 60, "NEEDS_REVIEW"), (10, 0, "NEEDS_REVIEW"),
                                        (9, 0, None), (10, 61, None)):
            case = self.burst(count, seconds)
            line = self.reading(case)
            found = {f["ruleId"]: f["outcome"] for f in line["findings"]}
            self.assertEqual(found.get("ATS2-N1.3"), outcome, (count, seconds))
            self.assertEqual(found["ATS2-3.2"], outcome or "CAUTION")

    def test_n1_3_counts_readings_of_this_facility_and_confirmer_not_cancelled(self):
        for change in ({"readingFacilityId": "F-OTHER"}, {"confirmerPhysicianId": "D-OTHER"},
                       {"readingId": "B-2"}):
            case = self.burst(10, 30).edit("confirmationSigned", change, readingId="B-1")
            self.assertNotIn("ATS2-N1.3", [f["ruleId"] for f in self.reading(case)["findings"]])
        case = self.burst(10, 30)
        case.of_reading("readingCancelled", "2026-06-04T00:00:00Z", "B-1")
        self.assertNotIn("ATS2-N1.3", [f["ruleId"] for f in self.reading(case)["findings"]])


if __name__ == "__main__":
    unittest.main()
