#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::FindingOf;
using testing::Status;
using testing::UnitBuilder;
using testing::World;

constexpr char kDay[] = "2026-06-03T11:00";

// A unit of one claimable reading with a live claim.
UnitBuilder Claimed(v1::ClaimItem::Value item) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::ELIGIBLE, kDay);
  unit.Claim("K-1", item);
  return unit;
}

TEST(ClaimedItem, IsHeldWhenItIsNotTheUnits) {
  const World world;
  const auto judged = world.Judge(Claimed(v1::ClaimItem::ADD_ON_4));
  EXPECT_EQ(FindingOf(judged, "L-16"), "NEEDS_REVIEW another_item billing#K-1");
  EXPECT_EQ(judged.verdict.action(), v1::Action::HOLD);
}

TEST(ClaimedItem, IsFineWhenItIsTheUnits) {
  const World world;
  const auto unclaimed = world.Judge(Claimed(v1::ClaimItem::ADD_ON_4));
  const auto judged = world.Judge(Claimed(unclaimed.verdict.add_on()));
  EXPECT_EQ(FindingOf(judged, "L-16"), "");
  EXPECT_EQ(judged.verdict.action(), v1::Action::NONE);
}

}  // namespace
}  // namespace kakutei::rules
