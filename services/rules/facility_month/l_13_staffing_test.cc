#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;

v1::Verdict JudgeOwn(const World& world) {
  return world.Judge(MonthBuilder::Own().Readings(1)).verdict;
}

// A further physician of F-OWN, full-time, dedicated and filed.
void Staff(World& world, int number) {
  const std::string id = std::to_string(number);
  world.registry.Employ("E-" + id, "D-" + id, "F-OWN", EmploymentStatus::FULL_TIME);
  world.registry.FileRadiologist("N-" + id, "D-" + id, "F-OWN");
}

TEST(ClaimantStaffing, NeedsOneOneThreeOrSixByTheLevelFiled) {
  const int kMinimum[] = {1, 1, 3, 6};
  for (int level = 1; level <= 4; ++level) {
    World world;
    world.registry.Filing("S-OWN").set_standard(static_cast<v1::Standard::Value>(level));
    for (int number = 1; number < kMinimum[level - 1]; ++number) {
      const auto verdict = JudgeOwn(world);
      EXPECT_EQ(FindingOf(verdict, "L-13"), "NEEDS_REVIEW below_minimum registry#S-OWN") << level;
      EXPECT_EQ(ArgumentOf(verdict, "L-13", "number"), std::to_string(number));
      EXPECT_EQ(ArgumentOf(verdict, "L-13", "minimum"), std::to_string(kMinimum[level - 1]));
      Staff(world, number);
    }
    EXPECT_EQ(FindingOf(JudgeOwn(world), "L-13"), "") << level;
    world.registry.Remove("R-OWN");
    EXPECT_EQ(FindingOf(JudgeOwn(world), "L-13"), "NEEDS_REVIEW below_minimum registry#S-OWN");
  }
}

TEST(ClaimantStaffing, CitesTheFacilityStandards) {
  World world;
  world.registry.Remove("E-OWN");
  EXPECT_EQ(CitationOf(JudgeOwn(world), "L-13"), "R8-STANDARDS 第六の一 2026-06-01");
  EXPECT_EQ(JudgeOwn(world).status(), testing::Status::NEEDS_REVIEW);
}

TEST(ClaimantStaffing, CountsWhoIsOffSiteOnlyAsOnSiteMinimum) {
  World world;
  world.registry.Arrange("O-1", "D-OWN", "F-OWN").set_counted_as_on_site_minimum(true);
  EXPECT_EQ(FindingOf(JudgeOwn(world), "L-13"), "");
  // Of several arrangements the one that began last speaks.
  world.registry.Arrange("O-2", "D-OWN", "F-OWN").set_valid_from("2026-06-15");
  EXPECT_EQ(FindingOf(JudgeOwn(world), "L-13"), "NEEDS_REVIEW below_minimum registry#S-OWN");
  EXPECT_EQ(ArgumentOf(JudgeOwn(world), "L-13", "date"), "2026-06-15");
}

TEST(ClaimantStaffing, AsksForFullTimeDedicatedPhysicians) {
  World world;
  world.registry.Employment("E-OWN").set_dedicated_to_imaging(false);
  EXPECT_NE(FindingOf(JudgeOwn(world), "L-13"), "");
  world.registry.Employment("E-OWN").set_dedicated_to_imaging(true);
  world.registry.Employment("E-OWN").set_status(EmploymentStatus::PART_TIME);
  EXPECT_NE(FindingOf(JudgeOwn(world), "L-13"), "");
}

TEST(ClaimantStaffing, CountsAPhysicianFiledTwiceOnce) {
  World world;
  world.registry.Filing("S-OWN").set_standard(v1::Standard::ADD_ON_3);
  Staff(world, 1);
  world.registry.FileRadiologist("N-AGAIN", "D-OWN", "F-OWN");
  EXPECT_EQ(ArgumentOf(JudgeOwn(world), "L-13", "number"), "2");
}

TEST(ClaimantStaffing, LooksAtEveryDayOfTheMonth) {
  World world;
  auto& employment = world.registry.Employment("E-OWN");
  employment.set_valid_to("2026-06-30");
  EXPECT_EQ(ArgumentOf(JudgeOwn(world), "L-13", "date"), "2026-06-30");
  world.registry.Filing("S-OWN").set_valid_to("2026-06-30");
  EXPECT_EQ(FindingOf(JudgeOwn(world), "L-13"), "");
  world.registry.Filing("S-OWN").clear_valid_to();
  employment.set_valid_to("2026-07-01");
  EXPECT_EQ(FindingOf(JudgeOwn(world), "L-13"), "");
  employment.set_valid_from("2026-06-02");
  EXPECT_EQ(ArgumentOf(JudgeOwn(world), "L-13", "date"), "2026-06-01");
}

TEST(ClaimantStaffing, TakesTheGreatestNeedOfSeveralLevels) {
  World world;
  world.registry.File("S-3", "F-OWN", v1::Standard::ADD_ON_3);
  EXPECT_EQ(FindingOf(JudgeOwn(world), "L-13"), "NEEDS_REVIEW below_minimum registry#S-3");
  EXPECT_EQ(ArgumentOf(JudgeOwn(world), "L-13", "standard"), "ADD_ON_3");
}

TEST(ClaimantStaffing, IsNotAskedWithoutOwnCasesOrFiling) {
  World world;
  world.registry.File("S-SEND-3", "F-SEND", v1::Standard::ADD_ON_3);
  EXPECT_EQ(FindingOf(world.Judge(MonthBuilder::Received().Readings(1)).verdict, "L-13"), "");
  world.registry.Remove("E-OWN");
  world.registry.Remove("S-OWN");
  EXPECT_EQ(FindingOf(JudgeOwn(world), "L-13"), "");
}

TEST(ClaimantStaffing, TakesItsMinimumFromThePolicy) {
  World world;
  v1::Parameters changes;
  changes.mutable_min_staffing()->set_level_2(2);
  world.policy = testing::PolicyWith(changes);
  EXPECT_EQ(ArgumentOf(JudgeOwn(world), "L-13", "minimum"), "2");
}

}  // namespace
}  // namespace kakutei::rules
