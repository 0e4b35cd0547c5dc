#include "billing_eligibility/touched_subjects.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "billing_eligibility/testing/billing_task.h"
#include "rules/testing/jst.h"

namespace kakutei::billing_eligibility {
namespace {

using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;
using testing::Arrivals;
using testing::BillingTask;
using testing::Claimed;
using ::testing::Contains;
using testing::Corrected;
using ::testing::ElementsAre;
using testing::EventOf;
using testing::Fact;
using ::testing::IsEmpty;
using testing::Reading;
using testing::Registry;
using testing::Unit;
using v1::Action;
using v1::Status;

// The facts that a rule's finding names; none where it found nothing.
std::vector<std::string> FactsOf(const v1::Verdict& verdict, std::string_view rule) {
  for (const auto& finding : verdict.findings()) {
    if (finding.rule_id() == rule) return {finding.facts().begin(), finding.facts().end()};
  }
  return {};
}

// An assessment of a review of R-1 at F-RECV that names these facts.
v1::ConfirmationAssessed Assessed(const std::string& review, const std::vector<std::string>& facts,
                                  const std::vector<std::string>& other_facts = {}) {
  v1::ConfirmationAssessed assessed;
  assessed.set_review_id(review);
  assessed.set_reading_id("R-1");
  assessed.set_claimant_facility_id("F-SEND");
  assessed.set_reading_facility_id("F-RECV");
  assessed.mutable_facts()->Assign(facts.begin(), facts.end());
  assessed.mutable_other_facts()->Assign(other_facts.begin(), other_facts.end());
  return assessed;
}

// The fact of the registry under another one's identity.
v1::Event Registered(const std::string& id, const std::string& source,
                     const std::string& event_id) {
  v1::Event event = RegistryBuilder::Complete().events().at(id);
  event.set_source(source);
  event.set_event_id(event_id);
  return event;
}

class Doubt : public ::testing::Test {
 protected:
  Doubt() {
    task_.Add(Registry());
    task_.Add(Reading(ReadingBuilder::Received(), "R-1", 1));
  }
  std::vector<std::string> Disputed(const std::string& subject = "reading/F-SEND/R-1") {
    return FactsOf(task_.Latest(subject), "ATS2-N1.4");
  }

  BillingTask task_;
};

TEST_F(Doubt, OfAReadingsFactHasItJudgedAgain) {
  Arrivals again = Reading(ReadingBuilder::Received(), "R-1", 1);
  v1::Event& reused = EventOf(again, 3);
  *reused.mutable_occurred_at() = rules::testing::JstTimestamp("2026-06-03T12:01");
  task_.Add(reused);
  EXPECT_THAT(Disputed(), ElementsAre("ris#R-1-t1"));
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::NEEDS_REVIEW);
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).action(), Action::HOLD);
}

TEST_F(Doubt, OfARegistryFactReachesThoseWhomItConcerns) {
  for (const char* id : {"E-FT", "S-ADD", "S-SEND"}) {
    SCOPED_TRACE(id);
    v1::Event other = RegistryBuilder::Complete().events().at(id);
    other.set_correlation_id("another");
    task_.Add(other);
    EXPECT_THAT(Disputed(), Contains("registry#" + std::string(id)));
  }
  v1::Event corrected =
      Corrected(RegistryBuilder::Complete().events().at("E-FT"), "2026-06-01T09:00");
  task_.Add(corrected);
  EXPECT_THAT(Disputed(), ElementsAre("registry#S-ADD", "registry#S-SEND"));
}

TEST_F(Doubt, ArisesBetweenAReadingAndTheRegistryInBoth) {
  task_.Add(Reading(ReadingBuilder::Received(), "R-2", 2));
  // An employment of nobody's concern takes the identity of R-1's attachment.
  task_.Add(Registered("E-OWN", "ris", "R-1-t1"));
  EXPECT_THAT(Disputed(), ElementsAre("ris#R-1-t1"));
  EXPECT_THAT(Disputed("reading/F-SEND/R-2"), IsEmpty());
  // A fact of R-1 takes the identity of the employment that both rest on.
  v1::Event relayed = Fact("E-FT", "2026-06-03T13:00");
  relayed.set_source("registry");
  relayed.mutable_message_relayed()->set_reading_id("R-1");
  relayed.mutable_message_relayed()->set_claimant_facility_id("F-SEND");
  relayed.mutable_message_relayed()->set_vendor_id("V-1");
  relayed.mutable_message_relayed()->set_content(v1::MessageRelayed::Content::READING_RESULT);
  task_.Add(relayed);
  EXPECT_THAT(Disputed("reading/F-SEND/R-2"), ElementsAre("registry#E-FT"));
  EXPECT_THAT(Disputed(), ElementsAre("registry#E-FT", "ris#R-1-t1"));
}

TEST_F(Doubt, ArisesBetweenAClaimAndAReading) {
  v1::Event claim = Claimed("K-1", "F-SEND", 1);
  claim.set_source("ris");
  claim.set_event_id("R-1-d1");
  task_.Add(claim);
  EXPECT_THAT(Disputed(), ElementsAre("ris#R-1-d1"));
}

TEST_F(Doubt, ArisesBetweenAReviewAndAReadingWhicheverComesFirst) {
  task_.Add(Arrivals{Assessed("W-1", {"ris#R-1-d1", "ris#s1"})});
  EXPECT_THAT(Disputed(), ElementsAre("ris#R-1-d1"));
  task_.Add(Arrivals{Assessed("W-2", {}, {"ris#R-3-t1"})});
  Arrivals later = Reading(ReadingBuilder::Received(), "R-3", 3);
  task_.Add(later);
  EXPECT_THAT(Disputed("reading/F-SEND/R-3"), ElementsAre("ris#R-3-t1"));
  EXPECT_THAT(Disputed(), ElementsAre("ris#R-1-d1"));
}

TEST_F(Doubt, OfAReviewsValueOutlastsItsNextAssessment) {
  v1::Event claim = Claimed("K-1", "F-SEND", 1);
  claim.set_source("ris");
  claim.set_event_id("s1");
  task_.Add(claim);
  EXPECT_THAT(Disputed(), IsEmpty());
  task_.Add(Arrivals{Assessed("W-1", {"ris#s1", "ris#w1"})});
  EXPECT_THAT(Disputed(), ElementsAre("ris#s1"));
  task_.Add(Arrivals{Assessed("W-1", {"ris#s1", "ris#s2", "ris#w1"})});
  EXPECT_THAT(Disputed(), ElementsAre("ris#s1"));
  // No slot's value any more.
  task_.Add(Arrivals{Assessed("W-1", {"ris#s2", "ris#w1"}, {"ris#s1"})});
  EXPECT_THAT(Disputed(), IsEmpty());
}

TEST_F(Doubt, ArisesBetweenTwoReviewsAndBetweenOneAndTheRegistry) {
  task_.Add(Arrivals{Assessed("W-1", {"ris#s1"}), Assessed("W-2", {"registry#S-ADD", "ris#s1"})});
  EXPECT_THAT(Disputed(), ElementsAre("registry#S-ADD", "ris#s1"));
}

TEST_F(Doubt, IsToldInAnyOrder) {
  v1::Event claim = Claimed("K-1", "F-SEND", 1);
  claim.set_source("ris");
  claim.set_event_id("R-1-d1");
  Arrivals arrivals = Registry();
  const auto add = [&](const Arrivals& more) {
    arrivals.insert(arrivals.end(), more.begin(), more.end());
  };
  add(Reading(ReadingBuilder::Received(), "R-1", 1));
  add(Reading(ReadingBuilder::Received(), "R-2", 2));
  add({claim, Registered("E-FT", "ris", "R-2-t1"), Registered("S-OWN", "registry", "E-FT"),
       Assessed("W-1", {"registry#S-RECV", "ris#s1"}, {"ris#R-1-a1"}),
       Assessed("W-2", {"ris#s1"})});
  BillingTask batch;
  batch.Add(arrivals);
  EXPECT_THAT(FactsOf(batch.Latest("reading/F-SEND/R-1"), "ATS2-N1.4"),
              ElementsAre("registry#S-RECV", "ris#R-1-a1", "ris#R-1-d1", "ris#R-2-t1", "ris#s1"));
  for (unsigned seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::shuffle(arrivals.begin(), arrivals.end(), random);
    BillingTask task;
    for (const auto& arrival : arrivals) {
      task.Append(arrival);
      if (random() % 4 == 0) task.Rest();
    }
    task.Rest();
    ASSERT_EQ(task.Contents(), batch.Contents());
  }
}

v1::Event Plan(const std::string& id, v1::CorrectionPlanRecorded::State::Value state) {
  v1::Event event = Fact(id);
  auto& plan = *event.mutable_correction_plan_recorded();
  plan.set_plan_id("C-1");
  plan.set_facility_id("F-OWN");
  plan.set_month("2026-06");
  plan.set_rule_id("ATS2-3.2");
  plan.set_due_on("2026-07-31");
  plan.set_state(state);
  return event;
}

TEST(CorrectionPlan, ReachesTheClaimsOfItsMonthBeforeAndAfter) {
  using State = v1::CorrectionPlanRecorded::State;
  BillingTask task;
  task.Add(Registry());
  task.Add(Reading(ReadingBuilder::OwnDraftedBy("D-PT"), "R-1", 1));
  task.Add(Claimed("K-1", "F-OWN", 1));
  ASSERT_EQ(task.Latest(Unit("F-OWN", 1)).action(), Action::NONE);
  task.Add(Plan("p1", State::OPEN));
  EXPECT_EQ(task.Latest(Unit("F-OWN", 1)).action(), Action::NONE);
  v1::Event impossible = Plan("p2", State::IMPOSSIBLE);
  impossible.set_source_revision(2);
  task.Add(impossible);
  EXPECT_EQ(task.Latest(Unit("F-OWN", 1)).action(), Action::WITHDRAW);
  v1::Event of_may = Plan("p3", State::IMPOSSIBLE);
  of_may.set_source_revision(3);
  of_may.mutable_correction_plan_recorded()->set_month("2026-05");
  task.Add(of_may);
  EXPECT_EQ(task.Latest(Unit("F-OWN", 1)).action(), Action::NONE);
}

}  // namespace
}  // namespace kakutei::billing_eligibility
