#include <gtest/gtest.h>

#include "rules/testing/listed_members.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::Status;
using testing::World;

v1::Verdict JudgeShare(int part_time, int denominator, bool closed = false) {
  v1::FacilityMonthSums sums;
  sums.set_part_time(part_time);
  sums.set_denominator(denominator);
  sums.set_readings(denominator + 1);
  return World().JudgeMonth(sums, closed);
}

TEST(PartTimeShare, PassesAtTwentyPerCent) {
  EXPECT_EQ(FindingOf(JudgeShare(0, 10), "ATS2-N2.2"), "");
  EXPECT_EQ(FindingOf(JudgeShare(2, 10), "ATS2-N2.2"), "");
  EXPECT_EQ(FindingOf(JudgeShare(200, 1000), "ATS2-N2.2"), "");
}

TEST(PartTimeShare, IsACautionJustAboveTwentyPerCent) {
  const auto verdict = JudgeShare(201, 1000);
  EXPECT_EQ(FindingOf(verdict, "ATS2-N2.2"), "CAUTION over_caution ris#R-1 ris#R-2");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-N2.2", "limit"), "20");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-N2.2", "numerator"), "201");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-N2.2", "denominator"), "1000");
  EXPECT_EQ(verdict.status(), Status::CAUTION);
  EXPECT_EQ(CitationOf(verdict, "ATS2-N2.2"), "ATS2 注2 2026-06-20");
}

TEST(PartTimeShare, IsACautionAtThirtyPerCent) {
  EXPECT_EQ(FindingOf(JudgeShare(3, 10), "ATS2-N2.2"), "CAUTION over_caution ris#R-1 ris#R-2");
}

TEST(PartTimeShare, NeedsReviewJustAboveThirtyPerCent) {
  const auto verdict = JudgeShare(301, 1000);
  EXPECT_EQ(FindingOf(verdict, "ATS2-N2.2"), "NEEDS_REVIEW over_limit ris#R-1 ris#R-2");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-N2.2", "limit"), "30");
}

// Exactly at a limit a share computed in floating point is now above it, now not.
TEST(PartTimeShare, IsExactAtItsLimitsForEveryDenominator) {
  for (int tenth = 1; tenth <= 50; ++tenth) {
    const int all = 10 * tenth;
    EXPECT_EQ(JudgeShare(2 * tenth, all).status(), Status::ELIGIBLE) << all;
    EXPECT_EQ(JudgeShare(2 * tenth + 1, all).status(), Status::CAUTION) << all;
    EXPECT_EQ(JudgeShare(3 * tenth, all).status(), Status::CAUTION) << all;
    EXPECT_EQ(JudgeShare(3 * tenth + 1, all).status(), Status::NEEDS_REVIEW) << all;
  }
}

TEST(PartTimeShare, IsNeverIneligibleByItselfOpenOrClosed) {
  for (const bool closed : {false, true}) {
    const auto verdict = JudgeShare(10, 10, closed);
    EXPECT_EQ(FindingOf(verdict, "ATS2-N2.2"), "NEEDS_REVIEW over_limit ris#R-1 ris#R-2");
    EXPECT_EQ(verdict.status(), Status::NEEDS_REVIEW);
    EXPECT_EQ(verdict.closed(), closed);
  }
}

TEST(PartTimeShare, DoesNotApplyToADenominatorOfZero) {
  const auto verdict = JudgeShare(0, 0);
  EXPECT_EQ(FindingOf(verdict, "ATS2-N2.2"), "");
  EXPECT_EQ(verdict.status(), Status::ELIGIBLE);
  EXPECT_EQ(verdict.part_time_share().denominator(), 0);
}

TEST(PartTimeShare, CountsTraineesApart) {
  v1::FacilityMonthSums sums;
  sums.set_trainee(10);
  sums.set_denominator(10);
  sums.set_readings(10);
  EXPECT_EQ(FindingOf(World().JudgeMonth(sums), "ATS2-N2.2"), "");
}

TEST(PartTimeShare, TakesItsPercentagesFromThePolicy) {
  World world;
  v1::Parameters changes;
  changes.set_ratio_caution_percent(10);
  changes.set_ratio_limit_percent(15);
  world.policy = testing::PolicyWith(changes);
  v1::FacilityMonthSums sums;
  sums.set_readings(100);
  sums.set_denominator(100);
  sums.set_part_time(15);
  EXPECT_EQ(FindingOf(world.JudgeMonth(sums), "ATS2-N2.2"), "CAUTION over_caution ris#R-1 ris#R-2");
  sums.set_part_time(16);
  EXPECT_EQ(FindingOf(world.JudgeMonth(sums), "ATS2-N2.2"),
            "NEEDS_REVIEW over_limit ris#R-1 ris#R-2");
}

TEST(PartTimeShare, NamesAtMostAHundredFacts) {
  const World world;
  Registry registry;
  world.registry.FoldInto(registry);
  v1::FacilityMonthSums sums;
  sums.set_readings(1);
  sums.set_denominator(1);
  sums.set_part_time(1);
  FactRefs units;
  for (int i = 0; i < 150; ++i) units.push_back("ris#R-" + std::to_string(1000 + i));
  const testing::ListedFacilityMembers members("F-OWN", "2026-06", {}, units);
  const auto judged = JudgeFacilityMonth({.subject = "facility-month/F-OWN/2026-06",
                                          .claimant_facility_id = "F-OWN",
                                          .month = *base::ParseMonth("2026-06"),
                                          .sums = sums,
                                          .members = members,
                                          .registry = registry,
                                          .policies = world.policy,
                                          .policy = world.policy.On(std::nullopt)});
  ASSERT_EQ(judged.verdict.findings_size(), 1);
  EXPECT_EQ(judged.verdict.findings(0).facts_size(), 100);
}

}  // namespace
}  // namespace kakutei::rules
