#include <gtest/gtest.h>

#include "base/digest.h"
#include "facts/testing/violation_cases.h"
#include "facts/validation.h"

namespace kakutei::facts {
namespace {

using testing::Example;
using testing::ExpectAccepted;
using testing::ExpectViolation;
using testing::kIdRequired;
using v1::Event;

TEST(ValidationOfAReadingFact, ChecksAnOrder) {
  const auto change = [](auto edit) {
    return [edit](Event& e) { edit(*e.mutable_reading_ordered()); };
  };
  ExpectViolation({"r1", change([](auto& f) { f.clear_acquired_at(); }),
                   "readingOrdered.acquiredAt", "",
                   "Required: an instant is an RFC 3339 time from 1990-01-01 to 2199-12-31, UTC."});
  ExpectViolation({"r1", change([](auto& f) { f.clear_modality(); }), "readingOrdered.modality", "",
                   "Required: one of XR, NM, CT, MR."});
  ExpectViolation({"r1", change([](auto& f) { f.clear_claimant_facility_id(); }),
                   "readingOrdered.claimantFacilityId", "", kIdRequired});
  ExpectViolation({"r1", change([](auto& f) { f.clear_reading_facility_id(); }),
                   "readingOrdered.readingFacilityId", "", kIdRequired});
  ExpectViolation(
      {"r1", change([](auto& f) { f.set_patient_key("pk_00112233445566778899AABBCCDDEEFF"); }),
       "readingOrdered.patientKey", "pk_00112233445566778899AABBCCDDEEFF",
       "A patient key is pk_ and 32-64 of 0-9 a-f."});
  ExpectViolation({"r1", change([](auto& f) { f.set_section("e203"); }), "readingOrdered.section",
                   "e203", "A section is a capital letter and three digits, such as E203."});
  ExpectAccepted("r1", change([](auto& f) { f.clear_section(), f.clear_insured(); }));
}

TEST(ValidationOfAStep, AsksForPlaceAndExactlyOneActingParty) {
  const auto change = [](auto edit) {
    return [edit](Event& e) { edit(*e.mutable_report_authored()); };
  };
  ExpectViolation({"r2", change([](auto& f) { f.clear_acting_facility_id(); }),
                   "reportAuthored.actingFacilityId", "",
                   "Required: exactly one of actingFacilityId and actingCompanyId."});
  ExpectViolation({"r2", change([](auto& f) { f.set_acting_company_id("V-1"); }),
                   "reportAuthored.actingCompanyId", "V-1",
                   "Exactly one of actingFacilityId and actingCompanyId is stated."});
  ExpectViolation({"r2", change([](auto& f) { f.clear_place(); }), "reportAuthored.place", "",
                   "Required: one of ON_SITE, OFF_SITE."});
  ExpectViolation({"c6",
                   [](Event& e) { e.mutable_confirmation_signed()->clear_acting_facility_id(); },
                   "confirmationSigned.actingFacilityId", "",
                   "Required: exactly one of actingFacilityId and actingCompanyId."});
  ExpectViolation({"c6", [](Event& e) { e.mutable_confirmation_signed()->clear_place(); },
                   "confirmationSigned.place", "", "Required: one of ON_SITE, OFF_SITE."});
  ExpectAccepted("r2", change([](auto& f) {
                   f.clear_acting_facility_id();
                   f.set_acting_company_id("V-1");
                   f.clear_remote_system();
                   f.clear_electronic_signature();
                   f.clear_report_digest();
                 }));
}

TEST(ValidationOfAReadingFact, ChecksVersionsDigestsAndWords) {
  ExpectViolation({"r2", [](Event& e) { e.mutable_report_authored()->set_report_version(0); },
                   "reportAuthored.reportVersion", "0", "A number of at least 1."});
  ExpectViolation({"r4", [](Event& e) { e.mutable_report_attached()->set_report_version(-1); },
                   "reportAttached.reportVersion", "-1", "A number of at least 1."});
  ExpectViolation({"r5", [](Event& e) { e.mutable_message_relayed()->clear_vendor_id(); },
                   "messageRelayed.vendorId", "", kIdRequired});
  ExpectViolation({"r3", [](Event& e) { e.mutable_report_delivered()->clear_route(); },
                   "reportDelivered.route", "",
                   "Required: one of FACILITY_TO_FACILITY, VENDOR_STAFF."});
  for (const std::string& digest : std::vector<std::string>{
           "sha256:", "sha256:...", "sha256:00ff...", "sha256:" + std::string(64, 'a')}) {
    ExpectAccepted("r2", [&](Event& e) { e.mutable_report_authored()->set_report_digest(digest); });
  }
  for (const std::string& digest : std::vector<std::string>{
           "md5:00", "sha256:XY", "sha256:..", "sha256:...0", "sha256:" + std::string(65, 'a')}) {
    Event event = Example("r2");
    event.mutable_report_authored()->set_report_digest(digest);
    ASSERT_EQ(Violations(event).size(), 1u) << digest;
    EXPECT_EQ(Violations(event)[0].rule,
              "A report digest is sha256: and 0-64 of 0-9 a-f, then ... where it is abbreviated.");
  }
}

TEST(ValidationOfAReviewFact, BoundsCountsAndVersions) {
  ExpectViolation({"c1",
                   [](Event& e) { e.mutable_review_opened()->clear_confirmer_physician_id(); },
                   "reviewOpened.confirmerPhysicianId", "", kIdRequired});
  ExpectViolation({"c2", [](Event& e) { e.mutable_images_viewed()->set_series_viewed(5); },
                   "imagesViewed.seriesViewed", "5",
                   "No more series are viewed than there are: seriesTotal is 4."});
  ExpectViolation({"c2", [](Event& e) { e.mutable_images_viewed()->set_series_total(-1); },
                   "imagesViewed.seriesTotal", "-1", "A number of at least 0."});
  ExpectViolation({"c2", [](Event& e) { e.mutable_images_viewed()->set_active_seconds(-1); },
                   "imagesViewed.activeSeconds", "-1", "A number of at least 0."});
  ExpectViolation(
      {"c4", [](Event& e) { e.mutable_report_sent_back()->clear_reason(); },
       "reportSentBack.reason", "",
       "Required: one of FINDING_MISSED, FINDING_WRONG, WORDING, WRONG_PATIENT_OR_STUDY, OTHER."});
  ExpectViolation({"c5", [](Event& e) { e.mutable_report_corrected()->set_changed_characters(-1); },
                   "reportCorrected.changedCharacters", "-1", "A number of at least 0."});
  ExpectViolation({"c6", [](Event& e) { e.mutable_confirmation_signed()->clear_mode(); },
                   "confirmationSigned.mode", "", "Required: one of INDIVIDUAL, BULK, AUTOMATIC."});
  ExpectAccepted("c2", [](Event& e) { e.mutable_images_viewed()->clear_series_viewed(); });
}

TEST(ValidationOfAClaimFact, ChecksKeysMonthsAndZone) {
  ExpectViolation({"b1", [](Event& e) { e.mutable_claim_submitted()->clear_patient_key(); },
                   "claimSubmitted.patientKey", "",
                   "Required: a patient key is pk_ and 32-64 of 0-9 a-f."});
  ExpectViolation({"b1", [](Event& e) { e.mutable_claim_submitted()->clear_add_on(); },
                   "claimSubmitted.addOn", "",
                   "Required: one of ADD_ON_1, ADD_ON_2, ADD_ON_2_PARTIAL, ADD_ON_3, ADD_ON_4."});
  ExpectViolation({"b2", [](Event& e) { e.mutable_claim_returned()->clear_claim_id(); },
                   "claimReturned.claimId", "", kIdRequired});
  const auto decided = [](auto change) {
    return [change](Event& e) { change(*e.mutable_withdrawal_decided()); };
  };
  ExpectViolation({"b5", decided([](auto& f) { f.clear_decision(); }), "withdrawalDecided.decision",
                   "", "Required: one of WITHDRAW, KEEP."});
  ExpectViolation({"b5", decided([](auto& f) { f.clear_decided_by(); }),
                   "withdrawalDecided.decidedBy", "", kIdRequired});
  ExpectViolation({"b5", decided([](auto& f) { f.set_subject("facility-month/F-SEND/2026-06"); }),
                   "withdrawalDecided.subject", "facility-month/F-SEND/2026-06",
                   "The subject is a unit of the claimant."});
  ExpectViolation({"b5", decided([](auto& f) { f.clear_revision(); }), "withdrawalDecided.revision",
                   "0", "Revisions begin at 1."});
  ExpectViolation({"b5", decided([](auto& f) { f.set_verdict_digest("sha256:00..."); }),
                   "withdrawalDecided.verdictDigest", "sha256:00...",
                   "A digest is sha256: and 64 of 0-9 a-f."});
  ExpectViolation({"b4", [](Event& e) { e.mutable_claim_month_closed()->set_month("2026-6"); },
                   "claimMonthClosed.month", "2026-6", "A month is YYYY-MM, 01 to 12."});
  ExpectViolation({"t1", [](Event& e) { e.mutable_clock_ticked()->set_zone("UTC"); },
                   "clockTicked.zone", "UTC", "The zone is Asia/Tokyo."});
  ExpectViolation({"t1", [](Event& e) { e.mutable_clock_ticked()->clear_zone(); },
                   "clockTicked.zone", "", "Required: the zone is Asia/Tokyo."});
}

TEST(ValidationOfAPolicyActivation, ChecksIdsBytesAndDigests) {
  const auto policy = [](Event& e) { return e.mutable_policy_activated(); };
  ExpectViolation({"p1", [&](Event& e) { policy(e)->clear_pack_id(); }, "policyActivated.packId",
                   "", kIdRequired});
  ExpectViolation({"p1", [&](Event& e) { policy(e)->clear_activated_by(); },
                   "policyActivated.activatedBy", "", kIdRequired});
  ExpectViolation({"p1", [&](Event& e) { policy(e)->clear_shadow_digest(); },
                   "policyActivated.shadowDigest", "",
                   "Required: a digest is sha256: and 64 of 0-9 a-f."});
  ExpectViolation({"p1", [&](Event& e) { policy(e)->set_shadow_digest("sha256:12..."); },
                   "policyActivated.shadowDigest", "sha256:12...",
                   "A digest is sha256: and 64 of 0-9 a-f."});
  ExpectViolation({"p1", [&](Event& e) { policy(e)->clear_pack(); }, "policyActivated.pack", "",
                   testing::kStated});
  const std::string digest = Example("p1").policy_activated().pack_digest();
  ExpectViolation({"p1", [&](Event& e) { policy(e)->set_pack("another"); },
                   "policyActivated.packDigest", digest.substr(0, 64).c_str(),
                   "The digest of the bytes of pack."});
  ExpectViolation({"p1", [&](Event& e) { policy(e)->set_law_rules_off(0, "l-5"); },
                   "policyActivated.lawRulesOff[0]", "l-5",
                   "A rule id is A-Z 0-9, a hyphen and A-Z 0-9 or dots, such as ATS2-3.4, 64 at "
                   "most in all; or CONFLICT."});
  Event big = Example("p1");
  policy(big)->set_pack(std::string((60 << 10) + 1, 'x'));
  EXPECT_NE(testing::Text(big).find("policyActivated.pack=: A pack has at most 61440 bytes."),
            std::string::npos);
}

TEST(ValidationOfAPolicyActivation, TakesDatesInAPackForWhatTheyAre) {
  Event event = Example("p1");
  auto& policy = *event.mutable_policy_activated();
  policy.set_pack("valid_from: \"1980-04-01\"");
  policy.set_pack_digest(base::DigestText(base::Sha256(policy.pack())));
  EXPECT_EQ(testing::Text(event), "");
}

}  // namespace
}  // namespace kakutei::facts
