#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::Status;
using testing::UnitBuilder;
using testing::World;

// "ITEM points" of an own unit diagnosed then, with those levels filed.
std::string ItemOf(std::string_view at, std::initializer_list<v1::Standard::Value> filed,
                   v1::SectionGroup::Value group = v1::SectionGroup::CT_MR) {
  World world;
  world.registry.Remove("S-OWN");
  for (const auto level : filed) {
    world.registry.File("S-" + std::to_string(level), "F-OWN", level);
  }
  UnitBuilder unit = UnitBuilder::Own();
  unit.facts().group = group;
  unit.Reading("R-1", Status::ELIGIBLE, at);
  const auto verdict = world.Judge(unit).verdict;
  if (!verdict.has_add_on()) return "";
  return v1::ClaimItem::Value_Name(verdict.add_on()) + " " + std::to_string(verdict.points());
}

constexpr auto k1 = v1::Standard::ADD_ON_1;
constexpr auto k2 = v1::Standard::ADD_ON_2;
constexpr auto k3 = v1::Standard::ADD_ON_3;
constexpr auto k4 = v1::Standard::ADD_ON_4;

TEST(ItemAndPoints, BeforeJune2024) {
  constexpr char kLastDay[] = "2024-05-31T23:59";
  EXPECT_EQ(ItemOf(kLastDay, {k1}), "ADD_ON_1 70");
  EXPECT_EQ(ItemOf(kLastDay, {k2}), "ADD_ON_2 180");
  EXPECT_EQ(ItemOf(kLastDay, {k3}), "ADD_ON_3 300");
  // There was no level 4: it counts as not filed.
  EXPECT_EQ(ItemOf(kLastDay, {k4}), "");
  EXPECT_EQ(ItemOf(kLastDay, {k2, k4}), "ADD_ON_2 180");
}

TEST(ItemAndPoints, FromJune2024) {
  constexpr char kFirstDay[] = "2024-06-01T00:00";
  EXPECT_EQ(ItemOf(kFirstDay, {k1}), "ADD_ON_1 70");
  EXPECT_EQ(ItemOf(kFirstDay, {k2}), "ADD_ON_2 175");
  EXPECT_EQ(ItemOf(kFirstDay, {k3}), "ADD_ON_3 235");
  EXPECT_EQ(ItemOf(kFirstDay, {k4}), "ADD_ON_4 340");
}

TEST(ItemAndPoints, FromJune2026) {
  constexpr char kFirstDay[] = "2026-06-01T00:00";
  EXPECT_EQ(ItemOf(kFirstDay, {k1}), "ADD_ON_1 70");
  EXPECT_EQ(ItemOf(kFirstDay, {k2}), "ADD_ON_2 175");
  EXPECT_EQ(ItemOf(kFirstDay, {k3}), "ADD_ON_3 235");
  EXPECT_EQ(ItemOf(kFirstDay, {k4}), "ADD_ON_4 340");
}

TEST(ItemAndPoints, TakeTheHighestLevelFiled) {
  EXPECT_EQ(ItemOf("2026-06-03T11:00", {k1, k3, k2}), "ADD_ON_3 235");
  EXPECT_EQ(ItemOf("2026-06-03T11:00", {k1, k2, k3, k4}), "ADD_ON_4 340");
}

TEST(ItemAndPoints, CoverXRayByLevelOneOnly) {
  EXPECT_EQ(ItemOf("2026-06-03T11:00", {k1, k2, k3, k4}, v1::SectionGroup::XR), "ADD_ON_1 70");
  EXPECT_EQ(ItemOf("2026-06-03T11:00", {k2}, v1::SectionGroup::XR), "");
  EXPECT_EQ(ItemOf("2026-06-03T11:00", {k2}, v1::SectionGroup::NM), "ADD_ON_2 175");
}

TEST(ItemAndPoints, FollowTheReadingFacilityNotTheClaimant) {
  World world;
  world.registry.File("S-SEND4", "F-SEND", k4);
  UnitBuilder unit = UnitBuilder::Received();
  unit.Reading("R-1", Status::ELIGIBLE, "2026-06-03T11:00");
  EXPECT_EQ(world.Judge(unit).verdict.add_on(), v1::ClaimItem::ADD_ON_2);
}

TEST(ItemAndPoints, AreAbsentWithoutAnAnchor) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::INELIGIBLE, "2026-06-03T11:00");
  const auto verdict = World().Judge(unit).verdict;
  EXPECT_FALSE(verdict.has_add_on());
  EXPECT_FALSE(verdict.has_points());
  EXPECT_FALSE(verdict.has_anchor());
}

}  // namespace
}  // namespace kakutei::rules
