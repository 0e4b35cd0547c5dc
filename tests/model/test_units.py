"""Claim units: anchor, base status, item, findings and action."""

import unittest

from cases import PATIENT, confirmed_case, own_case, received_case
from model_testing import ModelTest, finding

OTHER = "pk_ffeeddccbbaa99887766554433221100"


class AnchorAndBase(ModelTest):
    def test_earliest_claimable_reading_anchors(self):
        case = received_case()
        case.simple_reading("R-0", "2026-06-02", "F-RECV")
        self.assertEqual(self.only(case, "unit")["anchor"], "R-0")
        case = received_case()
        case.simple_reading("R-0", "2026-06-03", "F-RECV")
        self.assertEqual(self.only(case, "unit")["anchor"], "R-0")   # equal time: by id

    def test_base_without_anchor(self):
        case = received_case().drop("reportAttached")
        line = self.only(case, "unit")
        self.assertEqual((line["status"], line["action"], "anchor" in line),
                         ("PENDING", "HOLD", False))
        case = received_case().edit("readingOrdered", {"insured": False})
        line = self.only(case, "unit")
        self.assertEqual((line["status"], line["action"]), ("INELIGIBLE", "NONE"))
        case = received_case().drop("radiologistFiled")
        self.assertEqual(self.only(case, "unit")["status"], "NEEDS_REVIEW")
        case.simple_reading("R-2", "2026-06-04", "F-RECV")
        case.drop("reportAttached", readingId="R-2")
        case.drop("readingOrdered", readingId="R-2")
        self.assertEqual(self.only(case, "unit")["status"], "NEEDS_REVIEW")

    def test_ct_and_mr_share_a_unit_and_x_ray_has_its_own(self):
        case = own_case()
        case.simple_reading("R-2", "2026-06-04", "F-OWN", modality="MR")
        self.assertEqual(len(self.lines(case, "unit")), 1)
        case.file("S-9", "F-OWN", "ADD_ON_1")
        case.simple_reading("R-3", "2026-06-04", "F-OWN", section="E001", modality="XR")
        lines = self.lines(case, "unit")
        self.assertEqual([(u["addOn"], u["points"]) for u in lines],
                         [("ADD_ON_2", 175), ("ADD_ON_1", 70)])

    def test_unit_belongs_to_the_month_of_the_diagnosis(self):
        case = own_case().edit("readingOrdered", {"acquiredAt": "2026-05-31T14:50:00Z"})
        case.edit("reportAuthored", {}, "2026-05-31T15:20:00Z")
        line = self.expect(case, "L-11", "CAUTION", "unit")
        self.assertIn("/2026-06/", line["subject"])
        case.drop("reportAuthored")
        self.assertIn("/2026-05/", self.only(case, "unit")["subject"])

    def test_withdrawn_and_empty_units(self):
        case = received_case()
        case.of_reading("readingCancelled", "2026-06-04T00:00:00Z")
        line = self.only(case, "unit")
        self.assertEqual((line["status"], line["action"], line["findings"]),
                         ("WITHDRAWN", "NONE", []))
        case.claim()
        self.assertEqual(self.only(case, "unit")["action"], "WITHDRAW")
        for kind in ("facility-month", "partnership-month"):
            self.assertEqual(self.only(case, kind)["status"], "WITHDRAWN")

    def test_claim_without_reading(self):
        case = own_case()
        case.claim(patient=OTHER)
        subject = f"unit/F-OWN/{OTHER}/2026-06/CT_MR"
        self.assertEqual(case.judge()[subject]["status"], "PENDING")
        self.assertEqual(case.judge()[subject]["findings"], [])
        self.assertEqual(case.close().judge()[subject]["status"], "NEEDS_REVIEW")
        case.end_claim()
        self.assertNotIn(subject, case.judge())


class L11(ModelTest):
    def test_two_live_claims(self):
        case = own_case()
        case.claim()
        self.expect(case, "L-11", None, "unit")
        case.claim("K-2")
        line = self.expect(case, "L-11", "INELIGIBLE", "unit")
        self.assertEqual(line["action"], "WITHDRAW")
        case.end_claim("claimWithdrawn", "K-2")
        self.expect(case, "L-11", None, "unit")

    def test_an_ended_claim_stays_ended(self):
        case = own_case()
        case.claim()
        case.end_claim(at="2026-07-01T00:00:00Z")
        self.assertEqual(self.only(case, "unit")["action"], "CLAIM")

    def test_first_diagnosis_is_not_the_anchor(self):
        for drop, outcome in (("radiologistFiled", "NEEDS_REVIEW"), (None, "PENDING")):
            case = own_case()
            case.simple_reading("R-0", "2026-06-02", "F-OWN")
            if drop:
                case.edit("readingOrdered", {"insured": False}, readingId="R-0")
            else:
                case.drop("reportAttached", readingId="R-0")
            line = self.expect(case, "L-11", outcome, "unit")
            self.assertEqual((line["anchor"], line["action"]), ("R-1", "HOLD"))

    def test_cancelled_first_diagnosis_does_not_count(self):
        case = own_case()
        case.simple_reading("R-0", "2026-06-02", "F-OWN")
        case.of_reading("readingCancelled", "2026-06-04T00:00:00Z", "R-0")
        self.expect(case, "L-11", None, "unit")


class L4AndL12(ModelTest):
    def partial(self):
        case = received_case()
        case.file("S-8", "F-SEND", "ADD_ON_2")
        return case

    def with_own_unit(self, **options):
        case = self.partial()
        case.full_time("F-SEND", "D-OWN", "E-8", "S-8")
        case.simple_reading("R-2", "2026-06-04", "F-SEND", "D-OWN", patient=OTHER, **options)
        return case

    def own_unit(self, case, group="CT_MR", **options):
        return case.judge(**options)[f"unit/F-SEND/{OTHER}/2026-06/{group}"]

    def test_received_anchor(self):
        line = self.only(self.partial(), "unit")
        self.assertEqual((line["addOn"], line["points"]), ("ADD_ON_2_PARTIAL", 166))
        for level, item in ((1, "ADD_ON_1"), (2, "ADD_ON_2_PARTIAL"), (3, "ADD_ON_2_PARTIAL"),
                            (4, "ADD_ON_2_PARTIAL")):
            case = self.partial().edit("standardFiled", {"standard": f"ADD_ON_{level}"},
                                       filingId="S-1")
            self.assertEqual(self.only(case, "unit")["addOn"], item)
        case = self.partial().edit("standardFiled", {"standard": "ADD_ON_3"}, filingId="S-8")
        self.assertEqual(self.only(case, "unit")["addOn"], "ADD_ON_2")

    def test_from_june_2026_only(self):
        for day, item in (("2026-05-31", "ADD_ON_2"), ("2026-06-01", "ADD_ON_2_PARTIAL")):
            case = self.partial()
            for kind in ("readingOrdered", "reportAuthored", "reportDelivered", "reportAttached"):
                case.drop(kind)
            case.simple_reading("R-1", day, "F-RECV")
            self.assertEqual(self.only(case, "unit")["addOn"], item)

    def test_own_anchor_beside_a_received_reading_in_the_unit(self):
        case = self.partial()
        case.full_time("F-SEND", "D-OWN", "E-8", "S-8")
        case.simple_reading("R-0", "2026-06-02", "F-SEND", "D-OWN")
        line = self.only(case, "unit")
        self.assertEqual((line["anchor"], line["addOn"]), ("R-0", "ADD_ON_2_PARTIAL"))
        self.assertEqual(line["findings"], [])

    def test_scope_of_own_readings(self):
        case = self.with_own_unit()
        line = self.own_unit(case)
        self.assertEqual((line["addOn"], finding(line, "L-4"), line["action"]),
                         ("ADD_ON_2_PARTIAL", "NEEDS_REVIEW", "HOLD"))
        line = self.own_unit(case, parameters={"partialScope": "CLAIMANT_MONTH"})
        self.assertEqual((line["addOn"], finding(line, "L-4")), ("ADD_ON_2_PARTIAL", None))
        line = self.own_unit(case, parameters={"partialScope": "UNIT"})
        self.assertEqual((line["addOn"], line["points"]), ("ADD_ON_2", 175))

    def test_scope_does_not_reach_x_ray_and_l_16_is_silent(self):
        case = self.with_own_unit(section="E001", modality="XR")
        case.file("S-9", "F-SEND", "ADD_ON_1")
        line = self.own_unit(case, "XR")
        self.assertEqual((line["addOn"], line["findings"]), ("ADD_ON_1", []))
        case = self.with_own_unit(section="E102", modality="NM")
        case.claim(patient=OTHER, group="NM", item="ADD_ON_3")
        line = self.own_unit(case, "NM")
        self.assertEqual((finding(line, "L-4"), finding(line, "L-16")), ("NEEDS_REVIEW", None))

    def test_l_12_highest_level_and_points_by_date(self):
        for day, level, points in (("2024-05-31", 2, 180), ("2024-05-31", 3, 300),
                                   ("2024-06-01", 3, 235), ("2024-06-01", 4, 340),
                                   ("2024-05-31", 1, 70)):
            case = own_case().edit("standardFiled", {"standard": f"ADD_ON_{level}"})
            for kind in ("readingOrdered", "reportAuthored", "reportDelivered", "reportAttached"):
                case.drop(kind)
            case.simple_reading("R-1", day, "F-OWN")
            self.assertEqual(self.only(case, "unit")["points"], points)
        case = own_case()
        case.file("S-9", "F-OWN", "ADD_ON_3")
        self.assertEqual(self.only(case, "unit")["addOn"], "ADD_ON_3")


class ClaimsAndActions(ModelTest):
    def test_l_16(self):
        case = own_case()
        case.claim(item="ADD_ON_3")
        line = self.expect(case, "L-16", "NEEDS_REVIEW", "unit")
        self.assertEqual(line["action"], "HOLD")

    def test_claimed_and_in_order(self):
        case = own_case()
        case.claim()
        self.assertEqual(self.only(case, "unit")["action"], "NONE")

    def test_ineligible_with_a_live_claim(self):
        case = own_case().edit("readingOrdered", {"insured": False})
        case.claim()
        self.assertEqual(self.only(case, "unit")["action"], "WITHDRAW")

    def test_m_8(self):
        case = confirmed_case()
        case.plan("ATS2-3.2", "IMPOSSIBLE")
        self.expect(case, "ATS2-M.8", None, "unit")
        case.claim()
        line = self.expect(case, "ATS2-M.8", "NEEDS_REVIEW", "unit")
        self.assertEqual(line["action"], "WITHDRAW")
        for changes in ({"state": "DONE"}, {"month": "2026-05"}, {"ruleId": "L-14"},
                        {"facilityId": "F-OTHER"}):
            other = confirmed_case()
            other.plan("ATS2-3.2", "IMPOSSIBLE")
            other.claim()
            self.expect(other.edit("correctionPlanRecorded", changes), "ATS2-M.8", None, "unit")

    def test_same_patient_at_two_claimants_makes_two_units(self):
        case = received_case()
        case.claimant = "F-SEND2"
        case.file("S-7", "F-SEND2", "TELERADIOLOGY_SENDING")
        case.simple_reading("R-1", "2026-06-03", "F-RECV", patient=PATIENT)
        self.assertEqual(len(self.lines(case, "unit")), 2)


if __name__ == "__main__":
    unittest.main()
