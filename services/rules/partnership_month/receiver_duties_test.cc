// L-13 and L-21 of the receiving facility: the same rules as of a facility month, asked of another.
#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;

TEST(ReceiverStaffing, IsThatOfTheReceiverWithoutOwnCasesToo) {
  World world;
  const auto month = MonthBuilder::Received().Readings(1);
  EXPECT_EQ(FindingOf(world.JudgePair(month), "L-13"), "");
  world.registry.Filing("S-ADD").set_standard(v1::Standard::ADD_ON_3);
  EXPECT_EQ(FindingOf(world.JudgePair(month), "L-13"), "NEEDS_REVIEW below_minimum registry#S-ADD");
  EXPECT_EQ(CitationOf(world.JudgePair(month), "L-13"), "R8-STANDARDS 第六の一 2026-06-01");
  world.registry.Filing("S-ADD").set_facility_id("F-SEND");
  EXPECT_EQ(FindingOf(world.JudgePair(month), "L-13"), "");
}

TEST(ReceiverNoCommission, IsThatOfTheReceiver) {
  World world;
  const auto month = MonthBuilder::Received().Readings(1);
  world.registry.Remove("A-SEND");
  EXPECT_EQ(FindingOf(world.JudgePair(month), "L-21"), "");
  auto& attestation = *world.registry.Event("A-RECV").mutable_attestation_recorded();
  attestation.set_fulfilled(false);
  EXPECT_EQ(FindingOf(world.JudgePair(month), "L-21"), "INELIGIBLE commissioned registry#A-RECV");
  world.registry.Remove("A-RECV");
  EXPECT_EQ(FindingOf(world.JudgePair(month), "L-21"), "PENDING not_attested");
}

}  // namespace
}  // namespace kakutei::rules
