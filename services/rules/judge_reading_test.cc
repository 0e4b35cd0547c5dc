#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::EmploymentStatus;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::RulesOf;
using testing::Status;
using testing::World;

TEST(JudgeReading, FindsACompleteReceivedCaseEligible) {
  const auto judged = World().Judge(ReadingBuilder::Received());
  EXPECT_EQ(judged.verdict.status(), Status::ELIGIBLE);
  EXPECT_EQ(judged.verdict.legal_status(), Status::ELIGIBLE);
  EXPECT_THAT(RulesOf(judged.verdict), ::testing::IsEmpty());
  EXPECT_EQ(judged.verdict.subject(), "reading/F/R-1");
  EXPECT_EQ(judged.verdict.month(), "2026-06");
  EXPECT_EQ(judged.verdict.policy(), World().policy.On(testing::Day("2026-06-03")).digest());
}

TEST(JudgeReading, FindsACompleteOwnCaseEligible) {
  EXPECT_EQ(World().Judge(ReadingBuilder::Own()).verdict.status(), Status::ELIGIBLE);
}

TEST(JudgeReading, FindsACancelledReadingWithdrawnWithoutFindings) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("t1");
  reading.Add("x1", "2026-06-04T09:00").mutable_reading_cancelled()->set_reading_id("R-1");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(judged.verdict.status(), Status::WITHDRAWN);
  EXPECT_EQ(judged.verdict.legal_status(), Status::WITHDRAWN);
  EXPECT_THAT(RulesOf(judged.verdict), ::testing::IsEmpty());
  EXPECT_EQ(judged.summary.status(), Status::WITHDRAWN);
}

TEST(JudgeReading, OrdersFindingsByRuleAndTakesTheWorstStatus) {
  World world;
  world.registry.Remove("S-SEND");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("t1");
  reading.Report().set_author_physician_id("D-NOBODY");
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  const auto judged = world.Judge(reading);
  EXPECT_THAT(RulesOf(judged.verdict), ::testing::ElementsAre("ATS2-M.3", "L-2", "L-7"));
  EXPECT_EQ(judged.verdict.status(), Status::INELIGIBLE);
  EXPECT_THAT(judged.summary.finding_rules(), ::testing::ElementsAre("ATS2-M.3", "L-2", "L-7"));
  EXPECT_THAT(judged.summary.ineligible_rules(), ::testing::ElementsAre("L-2"));
}

TEST(JudgeReading, KeepsAdvisoryFindingsOutOfTheLegalStatus) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-RECV", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-PT");
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  const auto judged = world.Judge(reading);
  EXPECT_EQ(judged.verdict.status(), Status::INELIGIBLE);
  EXPECT_EQ(judged.verdict.legal_status(), Status::ELIGIBLE);
}

TEST(JudgeReading, CapsAdvisoryFindingsInTheStatus) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-RECV", EmploymentStatus::PART_TIME);
  world.policy = testing::PolicyWithCeiling("NEEDS_REVIEW");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-PT");
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  const auto judged = world.Judge(reading);
  EXPECT_EQ(FindingOf(judged, "ATS2-3.3"), "INELIGIBLE no_cooperation registry#E-PT ris#a1");
  EXPECT_EQ(judged.verdict.status(), Status::NEEDS_REVIEW);
}

TEST(JudgeReading, RanksNeedsReviewAbovePending) {
  World world;
  world.registry.Employ("E-2", "D-FT", "F-RECV", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("t1");
  EXPECT_EQ(world.Judge(reading).verdict.status(), Status::NEEDS_REVIEW);
}

TEST(JudgeReading, SummarisesWhatTheStrataAboveNeed) {
  const auto summary = World().Judge(ReadingBuilder::Received()).summary;
  EXPECT_EQ(summary.claimant_facility_id(), "F-SEND");
  EXPECT_EQ(summary.reading_id(), "R-1");
  EXPECT_EQ(summary.reading_facility_id(), "F-RECV");
  EXPECT_EQ(summary.month(), "2026-06");
  EXPECT_EQ(summary.section_group(), v1::SectionGroup::CT_MR);
  EXPECT_EQ(summary.diagnosis_fact(), "ris#a1");
  EXPECT_EQ(summary.order_fact(), "ris#o1");
  EXPECT_EQ(summary.diagnosing_physician_id(), "D-FT");
  EXPECT_EQ(summary.diagnosed_at().seconds(), testing::JstTimestamp("2026-06-03T11:00").seconds());
  EXPECT_FALSE(summary.part_time_author());
  EXPECT_FALSE(summary.trainee_author());
}

TEST(JudgeReading, SummarisesPartTimeAndTraineeAuthorsOfOwnCases) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  world.registry.Employ("E-TR", "D-TR", "F-OWN", EmploymentStatus::TRAINEE);
  auto summary = world.Judge(ReadingBuilder::OwnDraftedBy("D-PT")).summary;
  EXPECT_TRUE(summary.part_time_author());
  EXPECT_FALSE(summary.trainee_author());
  summary = world.Judge(ReadingBuilder::OwnDraftedBy("D-TR")).summary;
  EXPECT_FALSE(summary.part_time_author());
  EXPECT_TRUE(summary.trainee_author());
  // An earlier version counts too.
  ReadingBuilder both = ReadingBuilder::OwnDraftedBy("D-PT");
  both.Author("a2", 2, "D-TR", "2026-06-03T11:10");
  both.Deliver("d1", 2, "2026-06-03T11:30");
  summary = world.Judge(both).summary;
  EXPECT_TRUE(summary.part_time_author());
  EXPECT_TRUE(summary.trainee_author());
  summary = world.Judge(ReadingBuilder::OwnDraftedBy("D-UNKNOWN")).summary;
  EXPECT_FALSE(summary.part_time_author());
}

TEST(JudgeReading, LeavesTheDiagnosisOutWhileThereIsNone) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("a1");
  reading.Remove("d1");
  const auto summary = World().Judge(reading).summary;
  EXPECT_FALSE(summary.has_diagnosed_at());
  EXPECT_EQ(summary.status(), Status::PENDING);
  EXPECT_EQ(summary.month(), "2026-06");
}

}  // namespace
}  // namespace kakutei::rules
