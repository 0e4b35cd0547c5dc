#include "facts/routing.h"

#include <set>

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace kakutei::facts {
namespace {

struct Expected {
  const char* fact;
  std::string_view topic;
  const char* key;
};

constexpr Expected kRoutes[] = {
    {R"(facility_registered { facility_id: "F-1" })", kRegistryTopic, "F-1"},
    {R"(vendor_registered { vendor_id: "V-1" })", kRegistryTopic, "V-1"},
    {R"(physician_registered { physician_id: "D-1" })", kRegistryTopic, "D-1"},
    {R"(employment_recorded { employment_id: "E-1" })", kRegistryTopic, "E-1"},
    {R"(standard_filed { filing_id: "S-1" })", kRegistryTopic, "S-1"},
    {R"(radiologist_filed { filing_id: "S-1" physician_id: "D-1" })", kRegistryTopic, "S-1"},
    {R"(offsite_arrangement_recorded { facility_id: "F-1" physician_id: "D-1" })", kRegistryTopic,
     "F-1"},
    {R"(partnership_recorded { partnership_id: "P-1" })", kRegistryTopic, "P-1"},
    {R"(actual_cooperation_recorded { sending_facility_id: "F-1" physician_id: "D-1" })",
     kRegistryTopic, "F-1"},
    {R"(responsibility_assigned { agreement_id: "A-1" })", kRegistryTopic, "A-1"},
    {R"(attestation_recorded { facility_id: "F-1" })", kRegistryTopic, "F-1"},
    {R"(risk_sharing_acknowledged { partnership_id: "P-1" })", kRegistryTopic, "P-1"},
    {R"(advice_recorded { partnership_id: "P-1" })", kRegistryTopic, "P-1"},
    {R"(management_activity_recorded { activity_id: "M-1" })", kRegistryTopic, "M-1"},
    {R"(correction_plan_recorded { plan_id: "C-1" })", kRegistryTopic, "C-1"},
    {R"(finding_acknowledged { subject: "reading/F-1/R-1" })", kRegistryTopic, "reading"},
    {R"(solicitation_recorded { solicitation_id: "L-1" })", kRegistryTopic, "L-1"},
    {R"(calendar_published { calendar_id: "national" })", kRegistryTopic, "national"},
    {R"(reading_ordered { claimant_facility_id: "F-1" reading_facility_id: "F-2" })",
     kReadingsTopic, "F-1"},
    {R"(report_authored { claimant_facility_id: "F-1" acting_facility_id: "F-2" })", kReadingsTopic,
     "F-1"},
    {R"(report_delivered { claimant_facility_id: "F-1" })", kReadingsTopic, "F-1"},
    {R"(report_attached { claimant_facility_id: "F-1" })", kReadingsTopic, "F-1"},
    {R"(message_relayed { claimant_facility_id: "F-1" })", kReadingsTopic, "F-1"},
    {R"(reading_cancelled { claimant_facility_id: "F-1" })", kReadingsTopic, "F-1"},
    {R"(review_opened { claimant_facility_id: "F-1" reading_facility_id: "F-2" })",
     kConfirmationsTopic, "F-2"},
    {R"(images_viewed { claimant_facility_id: "F-1" reading_facility_id: "F-2" })",
     kConfirmationsTopic, "F-2"},
    {R"(report_compared { claimant_facility_id: "F-1" reading_facility_id: "F-2" })",
     kConfirmationsTopic, "F-2"},
    {R"(report_sent_back { claimant_facility_id: "F-1" reading_facility_id: "F-2" })",
     kConfirmationsTopic, "F-2"},
    {R"(report_corrected { claimant_facility_id: "F-1" reading_facility_id: "F-2" })",
     kConfirmationsTopic, "F-2"},
    {R"(confirmation_signed { claimant_facility_id: "F-1" reading_facility_id: "F-2" })",
     kConfirmationsTopic, "F-2"},
    {R"(claim_submitted { claimant_facility_id: "F-1" })", kClaimsTopic, "F-1"},
    {R"(claim_returned { claimant_facility_id: "F-1" })", kClaimsTopic, "F-1"},
    {R"(claim_withdrawn { claimant_facility_id: "F-1" })", kClaimsTopic, "F-1"},
    {R"(withdrawal_decided { claimant_facility_id: "F-1" })", kClaimsTopic, "F-1"},
    {R"(claim_month_closed { claimant_facility_id: "F-1" })", kClaimsTopic, "F-1"},
    {R"(policy_activated { pack_id: "K-1" })", kPoliciesTopic, "K-1"},
    {R"(clock_ticked { zone: "Asia/Tokyo" })", kClockTopic, "Asia/Tokyo"},
};

TEST(RouteOf, GivesEveryFactItsTopicAndKey) {
  std::set<v1::Event::FactCase> seen;
  for (const Expected& expected : kRoutes) {
    v1::Event event;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(expected.fact, &event));
    const Route route = RouteOf(event);
    EXPECT_EQ(route.topic, expected.topic) << expected.fact;
    EXPECT_EQ(route.key, expected.key) << expected.fact;
    seen.insert(event.fact_case());
  }
  EXPECT_EQ(static_cast<int>(seen.size()), v1::Event::descriptor()->oneof_decl(0)->field_count());
}

TEST(Topics, HaveTheirStableNames) {
  EXPECT_EQ(kRegistryTopic, "kakutei.registry.v1");
  EXPECT_EQ(kReadingsTopic, "kakutei.readings.v1");
  EXPECT_EQ(kConfirmationsTopic, "kakutei.confirmations.v1");
  EXPECT_EQ(kAssessmentsTopic, "kakutei.assessments.v1");
  EXPECT_EQ(kClaimsTopic, "kakutei.claims.v1");
  EXPECT_EQ(kPoliciesTopic, "kakutei.policies.v1");
  EXPECT_EQ(kClockTopic, "kakutei.clock.v1");
  EXPECT_EQ(kVerdictsTopic, "kakutei.verdicts.v1");
}

}  // namespace
}  // namespace kakutei::facts
