#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::FindingOf;
using testing::Status;
using testing::World;

v1::FacilityMonthSums Sums(int part_time, int denominator) {
  v1::FacilityMonthSums sums;
  sums.set_part_time(part_time);
  sums.set_denominator(denominator);
  sums.set_readings(denominator + 1);
  return sums;
}

TEST(JudgeFacilityMonth, ShowsBothShares) {
  auto sums = Sums(1, 8);
  sums.set_trainee(3);
  const auto verdict = World().JudgeMonth(sums);
  EXPECT_EQ(verdict.subject(), "facility-month/F-OWN/2026-06");
  EXPECT_EQ(verdict.status(), Status::ELIGIBLE);
  EXPECT_FALSE(verdict.closed());
  EXPECT_EQ(verdict.part_time_share().numerator(), 1);
  EXPECT_EQ(verdict.part_time_share().denominator(), 8);
  EXPECT_EQ(verdict.trainee_share().numerator(), 3);
  EXPECT_EQ(verdict.trainee_share().denominator(), 8);
  EXPECT_TRUE(World().JudgeMonth(sums, true).closed());
}

TEST(JudgeFacilityMonth, IsWithdrawnAndEmptiedWhereNothingBelongsToIt) {
  const auto verdict = World().JudgeMonth({});
  EXPECT_EQ(verdict.status(), Status::WITHDRAWN);
  EXPECT_TRUE(verdict.emptied());
  EXPECT_FALSE(verdict.has_part_time_share());
}

TEST(JudgeFacilityMonth, IsWithdrawnWithoutCountsWhereItHoldsOnlyWithdrawnReadings) {
  v1::FacilityMonthSums sums;
  sums.set_withdrawn_readings(2);
  auto verdict = World().JudgeMonth(sums);
  EXPECT_EQ(verdict.status(), Status::WITHDRAWN);
  EXPECT_FALSE(verdict.emptied());
  EXPECT_FALSE(verdict.has_part_time_share());
  // A claim that lives does not bring the readings back.
  sums.set_live_claims(1);
  verdict = World().JudgeMonth(sums);
  EXPECT_EQ(verdict.status(), Status::WITHDRAWN);
  EXPECT_FALSE(verdict.emptied());
}

TEST(JudgeFacilityMonth, ExistsWhileALiveClaimBelongsToIt) {
  v1::FacilityMonthSums sums;
  sums.set_live_claims(1);
  sums.set_denominator(1);
  const auto verdict = World().JudgeMonth(sums);
  EXPECT_EQ(verdict.status(), Status::ELIGIBLE);
  EXPECT_FALSE(verdict.emptied());
  EXPECT_EQ(verdict.part_time_share().denominator(), 1);
}

TEST(JudgeFacilityMonth, CapsAdvisoryFindingsInTheStatus) {
  World world;
  world.policy = testing::PolicyWithCeiling("CAUTION");
  const auto verdict = world.JudgeMonth(Sums(1, 1));
  EXPECT_EQ(FindingOf(verdict, "ATS2-N2.2"), "NEEDS_REVIEW over_limit ris#R-1 ris#R-2");
  EXPECT_EQ(verdict.status(), Status::CAUTION);
}

}  // namespace
}  // namespace kakutei::rules
