#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;

TEST(ReceiverManagement, IsMissingWithoutAnActivityOfTheReceivingSide) {
  World world;
  const auto month = MonthBuilder::Received().Readings(1);
  EXPECT_EQ(FindingOf(world.JudgePair(month), "ATS2-4.2"), "");
  auto& activity = *world.registry.Event("M-RECV").mutable_management_activity_recorded();
  activity.set_side(v1::ManagementActivityRecorded::Side::OWN);
  EXPECT_EQ(FindingOf(world.JudgePair(month), "ATS2-4.2"), "PENDING none_recorded ris#R-0");
  EXPECT_EQ(CitationOf(world.JudgePair(month), "ATS2-4.2"), "ATS2 4 2026-06-20");
  activity.set_side(v1::ManagementActivityRecorded::Side::RECEIVING);
  activity.set_facility_id("F-SEND");
  EXPECT_EQ(FindingOf(world.JudgePair(month), "ATS2-4.2"), "PENDING none_recorded ris#R-0");
  world.closed_months = {"2026-06"};
  EXPECT_EQ(FindingOf(world.JudgePair(month), "ATS2-4.2"), "NEEDS_REVIEW none_recorded ris#R-0");
}

}  // namespace
}  // namespace kakutei::rules
