#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::Day;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;
using State = v1::CorrectionPlanRecorded::State;

JudgedFacilityMonth Judge(World& world, const std::string& today) {
  world.today = today;
  return world.Judge(MonthBuilder::Own().Readings(1));
}

TEST(CorrectionPlans, NeedReviewOnceOverdue) {
  World world;
  world.registry.Plan("C-1", "F-OWN", "ATS2-4.2", State::OPEN);
  for (const char* day : {"", "2026-07-31"}) {
    const auto judged = Judge(world, day);
    EXPECT_EQ(FindingOf(judged.verdict, "ATS2-M.7"), "");
    EXPECT_EQ(judged.look_again_on, Day("2026-08-01"));
  }
  const auto judged = Judge(world, "2026-08-01");
  EXPECT_EQ(FindingOf(judged.verdict, "ATS2-M.7"), "NEEDS_REVIEW overdue registry#C-1");
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-M.7"), "ATS2 会員の皆様へ 2026-06-20");
  EXPECT_EQ(judged.look_again_on, std::nullopt);
}

TEST(CorrectionPlans, LookAgainOnTheEarliestDueDate) {
  World world;
  world.registry.Plan("C-1", "F-OWN", "ATS2-4.2", State::OPEN);
  world.registry.Plan("C-2", "F-OWN", "ATS2-4.3", State::OPEN).set_due_on("2026-07-10");
  EXPECT_EQ(Judge(world, "2026-07-01").look_again_on, Day("2026-07-11"));
  EXPECT_EQ(Judge(world, "2026-07-11").look_again_on, Day("2026-08-01"));
}

TEST(CorrectionPlans, NeedReviewWhereCorrectionIsImpossible) {
  World world;
  world.registry.Plan("C-1", "F-OWN", "ATS2-4.2", State::IMPOSSIBLE);
  EXPECT_EQ(FindingOf(Judge(world, "").verdict, "ATS2-M.7"),
            "NEEDS_REVIEW impossible registry#C-1");
  world.registry.Plan("C-1", "F-OWN", "ATS2-4.2", State::DONE);
  EXPECT_EQ(FindingOf(Judge(world, "2027-01-01").verdict, "ATS2-M.7"), "");
}

TEST(CorrectionPlans, AreThoseOfTheFacilityAndMonth) {
  World world;
  auto& plan = world.registry.Plan("C-1", "F-OWN", "ATS2-4.2", State::IMPOSSIBLE);
  plan.set_month("2026-05");
  EXPECT_EQ(FindingOf(Judge(world, "").verdict, "ATS2-M.7"), "");
  plan.set_month("2026-06");
  plan.set_facility_id("F-RECV");
  EXPECT_EQ(FindingOf(Judge(world, "").verdict, "ATS2-M.7"), "");
}

}  // namespace
}  // namespace kakutei::rules
