"""A fact of somebody else, or of another time, is no fact: it neither helps nor harms."""

import unittest

from cases import confirmed_case, own_case, receiving, received_case, timely_month
from model_testing import ModelTest, finding

FACILITY, PARTNER = "facility-month", "partnership-month"
OTHER_TIME = {"validFrom": "2026-01-01", "validTo": "2026-06-01"}


class NeededFacts(ModelTest):
    def elsewhere(self, case, kind, where, changes, rule, outcome, subject="reading"):
        """With each change alone, the fact no longer serves and the rule fires."""
        for change in changes:
            with self.subTest(kind=kind, change=change, rule=rule):
                self.expect(case().edit(kind, change, **where), rule, outcome, subject)

    def test_filings(self):
        others = [{"facilityId": "F-X"}, OTHER_TIME, {"standard": "ADD_ON_1"}]
        self.elsewhere(received_case, "standardFiled", {"filingId": "S-3"}, others, "L-2",
                       "INELIGIBLE")
        self.elsewhere(received_case, "standardFiled", {"filingId": "S-2"}, others, "L-3",
                       "INELIGIBLE")
        self.elsewhere(received_case, "standardFiled", {"filingId": "S-1"}, others[:2], "L-3",
                       "INELIGIBLE")

    def test_staff(self):
        others = [{"facilityId": "F-X"}, {"physicianId": "D-X"}, OTHER_TIME]
        self.elsewhere(received_case, "employmentRecorded", {}, others, "L-5", "PENDING")
        self.elsewhere(received_case, "radiologistFiled", {}, others, "L-15", "NEEDS_REVIEW")
        self.elsewhere(received_case, "radiologistFiled", {}, others, "L-13", "NEEDS_REVIEW",
                       PARTNER)
        self.elsewhere(received_case, "physicianRegistered", {}, [{"physicianId": "D-X"}], "L-17",
                       "PENDING")
        self.elsewhere(own_case, "employmentRecorded", {}, [
            {"status": "PART_TIME"}, {"dedicatedToImaging": None}], "L-13", "NEEDS_REVIEW",
            FACILITY)

    def test_attestations(self):
        security = {"facilityId": "F-RECV", "kind": "SECURITY_GUIDELINE"}
        self.elsewhere(received_case, "attestationRecorded", security,
                       [{"facilityId": "F-X"}, {"kind": "NO_COMMISSION"}, OTHER_TIME], "L-14",
                       "CAUTION")
        commission = {"facilityId": "F-RECV", "kind": "NO_COMMISSION"}
        self.elsewhere(received_case, "attestationRecorded", commission,
                       [{"facilityId": "F-X"}, {"kind": "SECURITY_GUIDELINE"}, OTHER_TIME,
                        {"fulfilled": None}], "L-21", "PENDING", PARTNER)

    def test_management(self):
        others = [{"facilityId": "F-X"}, {"performedOn": "2026-05-31"},
                  {"performedOn": "2026-07-01"}, {"performedOn": None}]
        self.elsewhere(received_case, "managementActivityRecorded", {"facilityId": "F-SEND"},
                       others, "ATS2-4.2", "PENDING", FACILITY)
        self.elsewhere(received_case, "managementActivityRecorded", {"facilityId": "F-RECV"},
                       others + [{"side": "SENDING"}], "ATS2-4.2", "PENDING", PARTNER)

    def test_arrangement(self):
        def off_site():
            case = received_case().edit("reportAuthored", {"place": "OFF_SITE"})
            case.arrange("F-RECV")
            return case
        self.elsewhere(off_site, "offsiteArrangementRecorded", {}, [
            {"facilityId": "F-X"}, {"physicianId": "D-X"}, OTHER_TIME], "L-10", "PENDING")

    def test_partnership(self):
        self.elsewhere(received_case, "partnershipRecorded", {}, [
            {"sendingFacilityId": "F-X"}, {"receivingFacilityId": "F-X"}, OTHER_TIME],
            "ATS2-1.2", "NEEDS_REVIEW", PARTNER)
        self.elsewhere(received_case, "riskSharingAcknowledged", {"party": "SENDING"}, [
            {"partnershipId": "P-X"}, {"party": "VENDOR"}, OTHER_TIME], "ATS2-5.3", "CAUTION",
            PARTNER)
        self.elsewhere(received_case, "adviceRecorded", {}, [
            {"partnershipId": "P-X"}, {"vendorId": "V-X"}], "ATS2-5.3", "CAUTION", PARTNER)

    def test_cooperation(self):
        def part_time():
            case = received_case()
            case.staff("F-RECV", "D-PT", "E-2", "PART_TIME")
            case.author("2026-06-03T01:20:00Z", "D-PT", "F-RECV", step="SECONDARY_READ")
            case.add("actualCooperationRecorded", "2026-01-01T00:00:00Z", physicianId="D-PT",
                     sendingFacilityId="F-SEND", basis="AGREEMENT", validFrom="2026-01-01")
            return case
        self.expect(part_time(), "ATS2-3.3", "NEEDS_REVIEW")
        self.elsewhere(part_time, "actualCooperationRecorded", {}, [
            {"physicianId": "D-X"}, {"sendingFacilityId": "F-X"}, OTHER_TIME], "ATS2-3.3",
            "INELIGIBLE")

    def test_responsibility(self):
        def two_receivers():
            case = received_case()
            receiving("F-RECV2", case, "T")
            case.simple_reading("R-2", "2026-06-04", "F-RECV2")
            case.add("responsibilityAssigned", "2026-01-01T00:00:00Z", agreementId="A-1",
                     receivingFacilityIds=["F-RECV", "F-RECV2"], sendingFacilityId="F-SEND",
                     validFrom="2026-01-01")
            return case
        self.expect(two_receivers(), "ATS2-4.3", None, FACILITY)
        self.elsewhere(two_receivers, "responsibilityAssigned", {}, [
            {"sendingFacilityId": "F-X"}, {"receivingFacilityIds": None}, OTHER_TIME], "ATS2-4.3",
            "CAUTION", FACILITY)


class OtherPeoplesFacts(ModelTest):
    def test_doubt_about_somebody_elses_arrangement(self):
        for change in ({"facilityId": "F-X"}, {"physicianId": "D-X"}, OTHER_TIME):
            case = received_case()
            case.arrange("F-RECV")
            case.edit("offsiteArrangementRecorded", change)
            original = case.find("offsiteArrangementRecorded")[0]
            case.events.append({**original, "occurredAt": "2026-06-21T00:00:00Z"})
            self.expect(case, "ATS2-N1.4", None)

    def test_confirmations_of_another_claimant_month_or_cancelled_reading(self):
        limit = {"parameters": {"maxConfirmationsPerDay": 1}}

        def month(at="2026-06-05T03:00:00Z", reader=None, cancel=False):
            case = own_case()
            for number in range(2):
                case.sign(at, review=f"B-{number}", reading_id=f"B-{number}", reader=reader)
            if cancel:
                case.of_reading("readingCancelled", at, "B-1")
            return finding(case.judge(**limit)["facility-month/F-OWN/2026-06"], "ATS2-N2.3")

        self.assertEqual(month(), "CAUTION")
        self.assertIsNone(month(at="2026-07-05T03:00:00Z"))
        self.assertIsNone(month(reader="F-X"))
        self.assertIsNone(month(cancel=True))

    def test_relays_of_another_pair(self):
        case = received_case()
        receiving("F-RECV2", case, "T")
        case.simple_reading("R-2", "2026-06-04", "F-RECV2")
        case.edit("reportDelivered", {"route": "VENDOR_STAFF"}, readingId="R-2")
        judged = case.judge()
        self.assertEqual(judged["partnership-month/F-SEND/F-RECV/2026-06"]["relays"], 0)
        self.assertEqual(judged["partnership-month/F-SEND/F-RECV2/2026-06"]["relays"], 1)
        case.claimant = "F-SEND2"
        case.simple_reading("R-3", "2026-06-04", "F-RECV")
        case.edit("reportDelivered", {"route": "VENDOR_STAFF"}, readingId="R-3")
        self.assertEqual(case.judge()["partnership-month/F-SEND/F-RECV/2026-06"]["relays"], 0)

    def test_l_20_counts_own_readings_of_this_claimant_not_cancelled(self):
        self.expect(timely_month(0, 1), "L-20", "NEEDS_REVIEW", FACILITY)
        case = timely_month(1, 2)
        case.of_reading("readingCancelled", "2026-06-04T00:00:00Z", "R-1")
        self.expect(case, "L-20", None, FACILITY)
        case = timely_month(1, 2).edit("readingOrdered", {"readingFacilityId": "F-X"},
                                      readingId="R-1")
        self.expect(case, "L-20", None, FACILITY)
        case = timely_month(1, 2)
        case.edit("readingOrdered", {"claimantFacilityId": "F-X", "readingFacilityId": "F-X"},
                  readingId="R-1")
        line = case.judge()["facility-month/F-OWN/2026-06"]
        self.assertIsNone(finding(line, "L-20"))

    def test_l_20_without_diagnosis_is_not_timely(self):
        case = timely_month(1, 1).drop("reportAuthored")
        self.expect(case, "L-20", "NEEDS_REVIEW", FACILITY)

    def test_4_2_only_where_the_exception_is_used(self):
        case = confirmed_case(mode="BULK").drop("managementActivityRecorded")
        self.expect(case, "ATS2-4.2", None, FACILITY)

    def test_share_counts_own_cases_and_no_withdrawn_unit(self):
        case = received_case()
        case.staff("F-RECV", "D-PT", "E-2", "PART_TIME")
        case.edit("reportAuthored", {"authorPhysicianId": "D-PT"})
        case.sign("2026-06-03T01:40:00Z", reader="F-RECV")
        line = self.only(case, FACILITY, rules=[])
        self.assertEqual(line["partTimeShare"], {"numerator": 0, "denominator": 1})
        case = own_case()
        case.simple_reading("R-2", "2026-06-04", "F-OWN", patient="pk_" + "a" * 32)
        case.of_reading("readingCancelled", "2026-06-05T00:00:00Z", "R-2")
        case.claim(patient="pk_" + "a" * 32)
        line = self.only(case, FACILITY)
        self.assertEqual(line["partTimeShare"], {"numerator": 0, "denominator": 1})

    def test_plan_and_receipt_without_due_date_or_anchor(self):
        case = own_case().edit("readingOrdered", {"insured": False})
        case.claim()
        case.plan("L-1", "IMPOSSIBLE")
        self.expect(case, "ATS2-M.8", None, "unit")

    def test_own_unit_of_a_received_anchor_month_keeps_its_item(self):
        """L-4's scope is about own-case anchors; a receiver of level 1 keeps level 1."""
        case = received_case()
        case.file("S-8", "F-SEND", "ADD_ON_2")
        case.full_time("F-RECV1", "D-1", "E-9", "U-1")
        case.file("U-1", "F-RECV1", "ADD_ON_1")
        case.file("U-2", "F-RECV1", "TELERADIOLOGY_RECEIVING")
        case.attest("F-RECV1", "SECURITY_GUIDELINE")
        key = "pk_" + "b" * 32
        case.simple_reading("R-2", "2026-06-04", "F-RECV1", "D-1", patient=key)
        line = case.judge()[f"unit/F-SEND/{key}/2026-06/CT_MR"]
        self.assertEqual((line["addOn"], line["findings"]), ("ADD_ON_1", []))
        case.simple_reading("R-3", "2026-06-05", "F-RECV", patient=key)
        line = case.judge()[f"unit/F-SEND/{key}/2026-06/CT_MR"]
        self.assertEqual((line["anchor"], line["addOn"]), ("R-2", "ADD_ON_1"))

    def test_x_ray_is_never_partial(self):
        case = received_case().edit("readingOrdered", {"section": "E001", "modality": "XR"})
        case.file("S-7", "F-RECV", "ADD_ON_1")
        case.file("S-8", "F-SEND", "ADD_ON_2")
        self.assertEqual(self.only(case, "unit")["addOn"], "ADD_ON_1")

    def test_month_of_a_live_claim_alone_is_judged(self):
        case = own_case()
        case.claim(month="2026-08")
        line = case.judge()["facility-month/F-OWN/2026-08"]
        self.assertEqual((line["status"], line["partTimeShare"]),
                         ("ELIGIBLE", {"numerator": 0, "denominator": 1}))
        case.end_claim()
        self.assertNotIn("facility-month/F-OWN/2026-08", case.judge())

    def test_a_received_case_confirmed_for_a_trainee_is_no_matter_of_3_2(self):
        case = received_case()
        case.staff("F-RECV", "D-TR", "E-2", "TRAINEE")
        case.edit("reportAuthored", {"authorPhysicianId": "D-TR"})
        case.sign("2026-06-03T01:40:00Z", reader="F-RECV", mode="BULK")
        line = self.only(case, "reading")
        self.assertEqual({f["ruleId"]: f["outcome"] for f in line["findings"]},
                         {"ATS2-M.3": "NEEDS_REVIEW", "ATS2-N1.1": "CAUTION"})
        case.edit("employmentRecorded", {"status": "PART_TIME"}, employmentId="E-1")
        self.expect(case, "ATS2-3.2", None)

    def test_a_partnership_that_begins_later_never_ended(self):
        case = received_case().edit("partnershipRecorded", {"validTo": "2026-06-20"})
        case.partner("P-0", since="2026-07-01")
        line = self.expect(case, "ATS2-1.2", None, PARTNER)
        self.assertEqual(line["partnershipId"], "P-0")

    def test_a_fee_that_is_not_stated_is_no_sign(self):
        case = received_case().edit("partnershipRecorded", {
            "initiatedBy": "VENDOR", "priorRelation": "NO", "vendorFeeBasis": None,
            "vendorId": None})
        self.expect(case, "ATS2-1.3", "CAUTION", PARTNER)

    def test_undiagnosed_received_reading_shows_one_missing_fact_per_rule(self):
        case = received_case().drop("reportAuthored").drop("reportDelivered")
        line = self.only(case, "reading")
        self.assertEqual([f["ruleId"] for f in line["findings"]], ["L-5", "L-6"])
        case = own_case().drop("reportAuthored")
        line = self.only(case, "reading")
        self.assertEqual([f["ruleId"] for f in line["findings"]], ["L-5"])


if __name__ == "__main__":
    unittest.main()
