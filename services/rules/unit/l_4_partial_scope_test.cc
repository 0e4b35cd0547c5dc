#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::Status;
using testing::UnitBuilder;
using testing::World;

constexpr char kDay[] = "2026-06-03T11:00";
constexpr auto kPartial = v1::ClaimItem::ADD_ON_2_PARTIAL;
constexpr auto kWhole = v1::ClaimItem::ADD_ON_2;

// The sender has ADD_ON_2 on file, as the receiver has.
World WithSenderFiling() {
  World world;
  world.registry.File("S-SEND2", "F-SEND", v1::Standard::ADD_ON_2);
  return world;
}

World WithScope(v1::PartialScope::Value scope) {
  World world = WithSenderFiling();
  v1::Parameters changes;
  changes.set_partial_scope(scope);
  world.policy = testing::PolicyWith(changes);
  return world;
}

UnitBuilder SentOut(std::string_view at = kDay) {
  UnitBuilder unit = UnitBuilder::Received();
  unit.Reading("R-1", Status::ELIGIBLE, at);
  return unit;
}

TEST(PartialItem, IsClaimedForAReadingSentOut) {
  const auto judged = WithSenderFiling().Judge(SentOut());
  EXPECT_EQ(judged.verdict.add_on(), kPartial);
  EXPECT_EQ(judged.verdict.points(), 166);
  EXPECT_TRUE(judged.contribution.inherently_partial());
  EXPECT_FALSE(judged.contribution.in_partial_scope());
  EXPECT_EQ(FindingOf(judged, "L-4"), "");
}

TEST(PartialItem, BeginsInJune2026) {
  const World world = WithSenderFiling();
  const auto before = world.Judge(SentOut("2026-05-31T23:59"));
  EXPECT_EQ(before.verdict.add_on(), kWhole);
  EXPECT_EQ(before.verdict.points(), 175);
  EXPECT_FALSE(before.contribution.inherently_partial());
  EXPECT_EQ(world.Judge(SentOut("2026-06-01T00:00")).verdict.points(), 166);
}

TEST(PartialItem, AsksForLevelTwoOfTheSender) {
  World world = WithSenderFiling();
  for (const auto other : {v1::Standard::ADD_ON_1, v1::Standard::ADD_ON_3}) {
    world.registry.Filing("S-SEND2").set_standard(other);
    EXPECT_EQ(world.Judge(SentOut()).verdict.add_on(), kWhole);
  }
  world.registry.Filing("S-SEND2").set_standard(v1::Standard::ADD_ON_2);
  world.registry.Filing("S-SEND2").set_valid_to("2026-06-03");
  EXPECT_EQ(world.Judge(SentOut()).verdict.add_on(), kWhole);
}

TEST(PartialItem, AsksForLevelTwoToFourOfTheReceiver) {
  World world = WithSenderFiling();
  for (const auto level : {v1::Standard::ADD_ON_3, v1::Standard::ADD_ON_4}) {
    world.registry.Filing("S-ADD").set_standard(level);
    EXPECT_EQ(world.Judge(SentOut()).verdict.add_on(), kPartial);
  }
  world.registry.Filing("S-ADD").set_standard(v1::Standard::ADD_ON_1);
  EXPECT_EQ(world.Judge(SentOut()).verdict.add_on(), v1::ClaimItem::ADD_ON_1);
}

TEST(PartialItem, HoldsForNuclearMedicineAndNotForXRay) {
  World world = WithSenderFiling();
  UnitBuilder unit = SentOut();
  unit.facts().group = v1::SectionGroup::NM;
  EXPECT_EQ(world.Judge(unit).verdict.add_on(), kPartial);
  unit.facts().group = v1::SectionGroup::XR;
  EXPECT_FALSE(world.Judge(unit).verdict.has_add_on());
  world.registry.File("S-ADD1", "F-RECV", v1::Standard::ADD_ON_1);
  EXPECT_EQ(world.Judge(unit).verdict.add_on(), v1::ClaimItem::ADD_ON_1);
}

// A unit of F-SEND with an own-case anchor.
UnitBuilder OwnUnitOfSender() {
  UnitBuilder unit = UnitBuilder::Received();
  unit.Reading("R-1", Status::ELIGIBLE, kDay).set_reading_facility_id("F-SEND");
  return unit;
}

TEST(PartialItem, ReachesAnOwnAnchorBesideAClaimableReadingSentOut) {
  UnitBuilder unit = OwnUnitOfSender();
  unit.Reading("R-2", Status::CAUTION, "2026-06-10T11:00");
  const auto judged = WithSenderFiling().Judge(unit);
  EXPECT_EQ(judged.verdict.anchor(), "R-1");
  EXPECT_EQ(judged.verdict.add_on(), kPartial);
  EXPECT_TRUE(judged.contribution.inherently_partial());
  EXPECT_EQ(FindingOf(judged, "L-4"), "");
}

TEST(PartialItem, DoesNotReachAnOwnAnchorBesideAReadingThatIsNotClaimable) {
  UnitBuilder unit = OwnUnitOfSender();
  unit.Reading("R-2", Status::NEEDS_REVIEW, "2026-06-10T11:00");
  const auto judged = WithSenderFiling().Judge(unit);
  EXPECT_EQ(judged.verdict.add_on(), kWhole);
  EXPECT_FALSE(judged.contribution.inherently_partial());
}

UnitBuilder BesideAPartialUnit() {
  UnitBuilder unit = OwnUnitOfSender();
  unit.facts().month_holds_partial = true;
  return unit;
}

TEST(PartialScope, NeedsReviewWhileTheScopeIsUnset) {
  const auto judged = WithSenderFiling().Judge(BesideAPartialUnit());
  EXPECT_EQ(FindingOf(judged, "L-4"), "NEEDS_REVIEW scope_not_stated ris#R-1");
  EXPECT_EQ(judged.verdict.add_on(), kPartial);
  EXPECT_EQ(judged.verdict.points(), 166);
  EXPECT_EQ(judged.verdict.status(), Status::NEEDS_REVIEW);
  EXPECT_EQ(judged.verdict.action(), v1::Action::HOLD);
  EXPECT_EQ(CitationOf(judged.verdict, "L-4"), "R8-TARIFF 通則7 2026-06-01");
  EXPECT_FALSE(judged.contribution.inherently_partial());
  EXPECT_TRUE(judged.contribution.in_partial_scope());
}

TEST(PartialScope, GivesThePartialItemWhereItCoversTheClaimantMonth) {
  const auto judged = WithScope(v1::PartialScope::CLAIMANT_MONTH).Judge(BesideAPartialUnit());
  EXPECT_EQ(FindingOf(judged, "L-4"), "");
  EXPECT_EQ(judged.verdict.add_on(), kPartial);
  EXPECT_EQ(judged.verdict.points(), 166);
  EXPECT_EQ(judged.verdict.action(), v1::Action::CLAIM);
}

TEST(PartialScope, LeavesTheUnitItsOwnItemWhereItCoversTheUnitOnly) {
  const auto judged = WithScope(v1::PartialScope::UNIT).Judge(BesideAPartialUnit());
  EXPECT_EQ(FindingOf(judged, "L-4"), "");
  EXPECT_EQ(judged.verdict.add_on(), kWhole);
  EXPECT_EQ(judged.verdict.points(), 175);
}

TEST(PartialScope, HoldsTheUnitThatIsPartialOfItselfInEveryScope) {
  UnitBuilder unit = SentOut();
  unit.facts().month_holds_partial = true;
  for (const auto scope :
       {v1::PartialScope::UNSET, v1::PartialScope::CLAIMANT_MONTH, v1::PartialScope::UNIT}) {
    const auto judged = WithScope(scope).Judge(unit);
    EXPECT_EQ(FindingOf(judged, "L-4"), "");
    EXPECT_EQ(judged.verdict.add_on(), kPartial);
  }
}

TEST(PartialScope, DoesNotConcernXRayReceivedAnchorsOrUnitsWithoutAnchor) {
  World world = WithSenderFiling();
  world.registry.File("S-SEND1", "F-SEND", v1::Standard::ADD_ON_1);
  UnitBuilder unit = BesideAPartialUnit();
  unit.facts().group = v1::SectionGroup::XR;
  EXPECT_EQ(FindingOf(world.Judge(unit), "L-4"), "");
  EXPECT_EQ(world.Judge(unit).verdict.points(), 70);
  // Received by a facility that has level 1 only: sent out, but not of that kind.
  UnitBuilder received = SentOut();
  received.facts().month_holds_partial = true;
  world.registry.Filing("S-ADD").set_standard(v1::Standard::ADD_ON_1);
  EXPECT_EQ(FindingOf(world.Judge(received), "L-4"), "");
  UnitBuilder pending = UnitBuilder::Received();
  pending.Reading("R-1", Status::PENDING, kDay).set_reading_facility_id("F-SEND");
  pending.facts().month_holds_partial = true;
  EXPECT_EQ(FindingOf(world.Judge(pending), "L-4"), "");
}

}  // namespace
}  // namespace kakutei::rules
