#include "facts/slots.h"

#include <set>

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace kakutei::facts {
namespace {

v1::Event Parse(const std::string& text) {
  v1::Event event;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &event)) << text;
  return event;
}

struct Form {
  const char* fact;
  const char* slot;
};

// Every fact of the contract's slot table.
constexpr Form kForms[] = {
    {R"(facility_registered { facility_id: "F-1" })", "facilityRegistered/F-1"},
    {R"(vendor_registered { vendor_id: "V-1" })", "vendorRegistered/V-1"},
    {R"(physician_registered { physician_id: "D-1" })", "physicianRegistered/D-1"},
    {R"(employment_recorded { employment_id: "E-1" physician_id: "D-1" facility_id: "F-1" })",
     "employmentRecorded/E-1"},
    {R"(standard_filed { filing_id: "S-1" facility_id: "F-1" standard: ADD_ON_2 })",
     "standardFiled/S-1"},
    {R"(radiologist_filed { filing_id: "S-1" facility_id: "F-1" physician_id: "D-1" })",
     "radiologistFiled/S-1/D-1"},
    {R"(offsite_arrangement_recorded { facility_id: "F-1" physician_id: "D-1"
        valid_from: "2026-01-01" })",
     "offsiteArrangementRecorded/F-1/D-1/2026-01-01"},
    {R"(partnership_recorded { partnership_id: "P-1" sending_facility_id: "F-1" })",
     "partnershipRecorded/P-1"},
    {R"(actual_cooperation_recorded { physician_id: "D-1" sending_facility_id: "F-1"
        valid_from: "2026-01-01" })",
     "actualCooperationRecorded/F-1/D-1/2026-01-01"},
    {R"(responsibility_assigned { agreement_id: "A-1" })", "responsibilityAssigned/A-1"},
    {R"(attestation_recorded { facility_id: "F-1" kind: NO_COMMISSION valid_from: "2026-01-01" })",
     "attestationRecorded/F-1/NO_COMMISSION/2026-01-01"},
    {R"(risk_sharing_acknowledged { partnership_id: "P-1" party: VENDOR valid_from: "2026-01-01" })",
     "riskSharingAcknowledged/P-1/VENDOR/2026-01-01"},
    {R"(advice_recorded { partnership_id: "P-1" vendor_id: "V-1" topic: ROLE_OF_VENDOR })",
     "adviceRecorded/P-1/V-1/ROLE_OF_VENDOR"},
    {R"(management_activity_recorded { activity_id: "M-1" })", "managementActivityRecorded/M-1"},
    {R"(correction_plan_recorded { plan_id: "C-1" })", "correctionPlanRecorded/C-1"},
    {R"(finding_acknowledged { subject: "reading/F-1/R-1" rule_id: "L-5" by: "V-1" })",
     "findingAcknowledged/reading/F-1/R-1/L-5"},
    {R"(solicitation_recorded { solicitation_id: "L-1" })", "solicitationRecorded/L-1"},
    {R"(calendar_published { calendar_id: "national" year: 2026 })",
     "calendarPublished/national//2026"},
    {R"(calendar_published { calendar_id: "facility" facility_id: "F-1" year: 2026 })",
     "calendarPublished/facility/F-1/2026"},
    {R"(reading_ordered { reading_id: "R-1" })", "readingOrdered"},
    {R"(reading_cancelled { reading_id: "R-1" })", "readingCancelled"},
    {R"(report_authored { report_version: 2 step: ADDENDUM })", "reportAuthored/2/ADDENDUM"},
    {R"(report_delivered { report_version: 2 form: VERBAL route: VENDOR_STAFF })",
     "reportDelivered/2/VERBAL/VENDOR_STAFF"},
    {R"(report_attached { report_version: 2 })", "reportAttached/2"},
    {R"(message_relayed { vendor_id: "V-1" })", "messageRelayed/vendor/acme/e1"},
    {R"(review_opened { review_id: "W-1" report_version: 2 })", "reviewOpened"},
    {R"(images_viewed { review_id: "W-1" })", "imagesViewed/01780000000000000007"},
    {R"(report_compared { review_id: "W-1" report_version: 2 })",
     "reportCompared/2/01780000000000000007"},
    {R"(report_sent_back { review_id: "W-1" report_version: 2 })", "reportSentBack/2"},
    {R"(report_corrected { review_id: "W-1" from_version: 1 to_version: 2 })", "reportCorrected/2"},
    {R"(confirmation_signed { review_id: "W-1" report_version: 2 })", "confirmationSigned/2"},
    {R"(claim_submitted { claim_id: "K-1" })", "claimSubmitted"},
    {R"(claim_returned { claim_id: "K-1" })", "claimReturned"},
    {R"(claim_withdrawn { claim_id: "K-1" })", "claimWithdrawn"},
    {R"(withdrawal_decided { claim_id: "K-1" revision: 3 })", "withdrawalDecided"},
    {R"(claim_month_closed { month: "2026-06" })", "claimMonthClosed"},
    {R"(policy_activated { pack_id: "K-1" pack: "x" })", "policyActivated/K-1"},
    {R"(clock_ticked { zone: "Asia/Tokyo" })", "clockTicked"},
};

v1::Event WithEnvelope(const std::string& fact) {
  return Parse(R"(event_id: "e1" source: "vendor/acme"
                  occurred_at { seconds: 1780000000 nanos: 7 } )" +
               fact);
}

TEST(SlotOf, FollowsTheContractForEveryFact) {
  std::set<v1::Event::FactCase> seen;
  for (const Form& form : kForms) {
    const v1::Event event = WithEnvelope(form.fact);
    EXPECT_EQ(SlotOf(event), form.slot);
    seen.insert(event.fact_case());
  }
  EXPECT_EQ(static_cast<int>(seen.size()), v1::Event::descriptor()->oneof_decl(0)->field_count());
}

TEST(SlotOf, DoesNotDependOnAnythingElseOfTheFact) {
  v1::Event event = WithEnvelope(R"(report_attached { report_version: 1 })");
  const std::string slot = SlotOf(event);
  event.set_event_id("other");
  event.set_source("other");
  event.set_source_revision(7);
  event.mutable_occurred_at()->set_seconds(1);
  event.mutable_report_attached()->set_reading_id("R-9");
  EXPECT_EQ(SlotOf(event), slot);
}

TEST(SlotOf, KeepsRelayedMessagesOfDifferentIdentityApart) {
  v1::Event event = WithEnvelope(R"(message_relayed { vendor_id: "V-1" })");
  const std::string slot = SlotOf(event);
  event.set_event_id("e2");
  EXPECT_NE(SlotOf(event), slot);
  event.set_event_id("e1");
  event.set_source("vendor/other");
  EXPECT_NE(SlotOf(event), slot);
}

TEST(FactName, IsTheNameInJson) {
  EXPECT_EQ(FactName(v1::Event::kReadingOrdered), "readingOrdered");
  EXPECT_EQ(FactName(v1::Event::FACT_NOT_SET), "");
}

TEST(FactRef, IsSourceAndEventId) {
  EXPECT_EQ(FactRef(WithEnvelope("clock_ticked { }")), "vendor/acme#e1");
}

v1::Event Attached() {
  return Parse(R"(event_id: "m" source: "m" source_revision: 5 occurred_at { seconds: 50 }
                  report_attached { report_version: 1 reading_id: "R-5" })");
}

void ExpectSupersedes(const v1::Event& greater, const v1::Event& lesser) {
  EXPECT_TRUE(Supersedes(greater, lesser));
  EXPECT_FALSE(Supersedes(lesser, greater));
}

TEST(Supersedes, GoesByRevisionFirst) {
  v1::Event greater = Attached();
  greater.set_source_revision(6);
  greater.mutable_occurred_at()->set_seconds(1);
  greater.set_event_id("a");
  greater.set_source("a");
  ExpectSupersedes(greater, Attached());
}

TEST(Supersedes, GoesByTimeAfterTheRevision) {
  v1::Event greater = Attached();
  greater.mutable_occurred_at()->set_nanos(1);
  greater.set_event_id("a");
  greater.set_source("a");
  ExpectSupersedes(greater, Attached());
}

TEST(Supersedes, GoesByEventIdAfterTheTime) {
  v1::Event greater = Attached();
  greater.set_event_id("n");
  greater.set_source("a");
  ExpectSupersedes(greater, Attached());
}

TEST(Supersedes, GoesBySourceAfterTheEventId) {
  v1::Event greater = Attached();
  greater.set_source("n");
  greater.mutable_report_attached()->set_reading_id("R-1");
  ExpectSupersedes(greater, Attached());
}

TEST(Supersedes, GoesByTheBytesOfOneIdentityInTheEnd) {
  v1::Event greater = Attached();
  greater.mutable_report_attached()->set_reading_id("R-6");
  ExpectSupersedes(greater, Attached());
}

TEST(Supersedes, IsNeverTrueOfTheSameContentRecordedAtAside) {
  v1::Event again = Attached();
  again.mutable_recorded_at()->set_seconds(99);
  EXPECT_FALSE(Supersedes(again, Attached()));
  EXPECT_FALSE(Supersedes(Attached(), again));
}

TEST(Supersedes, TakesAnAbsentRevisionForTheFirst) {
  v1::Event absent = Attached();
  absent.clear_source_revision();
  v1::Event first = Attached();
  first.set_source_revision(1);
  EXPECT_FALSE(Supersedes(absent, first));
  EXPECT_FALSE(Supersedes(first, absent));
  EXPECT_EQ(IdentityBytes(absent), IdentityBytes(first));
  ExpectSupersedes(Attached(), absent);
}

TEST(IdentityBytes, TellContentsApart) {
  v1::Event other = Attached();
  other.mutable_report_attached()->set_reading_id("R-6");
  EXPECT_NE(IdentityBytes(other), IdentityBytes(Attached()));
  other = Attached();
  other.set_correlation_id("c");
  EXPECT_NE(IdentityBytes(other), IdentityBytes(Attached()));
  other = Attached();
  other.mutable_recorded_at()->set_seconds(99);
  EXPECT_EQ(IdentityBytes(other), IdentityBytes(Attached()));
}

TEST(StepOrder, GoesByTimeThenEventIdThenSource) {
  v1::Event later = Attached();
  later.mutable_occurred_at()->set_seconds(51);
  later.set_event_id("a");
  EXPECT_LT(StepOrder(Attached()), StepOrder(later));
  later = Attached();
  later.set_event_id("n");
  later.set_source("a");
  EXPECT_LT(StepOrder(Attached()), StepOrder(later));
  later = Attached();
  later.set_source("n");
  later.set_source_revision(1);
  EXPECT_LT(StepOrder(Attached()), StepOrder(later));
}

TEST(ToInstant, KeepsNanoseconds) {
  EXPECT_EQ(OccurredAt(WithEnvelope("clock_ticked { }")).time_since_epoch().count(),
            1'780'000'000'000'000'007);
}

}  // namespace
}  // namespace kakutei::facts
