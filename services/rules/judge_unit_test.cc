#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/packs.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::RulesOf;
using testing::Status;
using testing::UnitBuilder;
using testing::World;

constexpr char kDay[] = "2026-06-03T11:00";
constexpr char kLater[] = "2026-06-10T11:00";
constexpr auto kItem = v1::ClaimItem::ADD_ON_2;
using v1::Action;

// A unit with one reading of each status, in this order of diagnosis.
UnitBuilder UnitOf(std::initializer_list<Status::Value> statuses) {
  UnitBuilder unit = UnitBuilder::Own();
  int number = 0;
  for (const auto status : statuses) {
    ++number;
    unit.Reading("R-" + std::to_string(number), status,
                 "2026-06-0" + std::to_string(number) + "T11:00");
  }
  return unit;
}

Status::Value StatusOf(const UnitBuilder& unit) { return World().Judge(unit).verdict.status(); }
Action::Value ActionOf(const UnitBuilder& unit) { return World().Judge(unit).verdict.action(); }

TEST(BaseStatus, IsTheAnchors) {
  EXPECT_EQ(StatusOf(UnitOf({Status::ELIGIBLE})), Status::ELIGIBLE);
  EXPECT_EQ(StatusOf(UnitOf({Status::CAUTION})), Status::CAUTION);
  EXPECT_EQ(StatusOf(UnitOf({Status::CAUTION, Status::ELIGIBLE})), Status::CAUTION);
  EXPECT_EQ(StatusOf(UnitOf({Status::ELIGIBLE, Status::INELIGIBLE, Status::PENDING})),
            Status::ELIGIBLE);
}

TEST(BaseStatus, IsPendingThenNeedsReviewThenIneligibleWithoutAnAnchor) {
  EXPECT_EQ(StatusOf(UnitOf({Status::INELIGIBLE, Status::NEEDS_REVIEW, Status::PENDING})),
            Status::PENDING);
  EXPECT_EQ(StatusOf(UnitOf({Status::INELIGIBLE, Status::NEEDS_REVIEW})), Status::NEEDS_REVIEW);
  EXPECT_EQ(StatusOf(UnitOf({Status::INELIGIBLE})), Status::INELIGIBLE);
  EXPECT_EQ(StatusOf(UnitOf({Status::WITHDRAWN, Status::INELIGIBLE})), Status::INELIGIBLE);
}

TEST(BaseStatus, IsMissingForALiveClaimWithoutAnyReading) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Claim("K-1", kItem);
  auto verdict = World().Judge(unit).verdict;
  EXPECT_EQ(verdict.status(), Status::PENDING);
  EXPECT_EQ(verdict.action(), Action::HOLD);
  EXPECT_THAT(RulesOf(verdict), ::testing::IsEmpty());
  unit.facts().closed = true;
  verdict = World().Judge(unit).verdict;
  EXPECT_EQ(verdict.status(), Status::NEEDS_REVIEW);
  EXPECT_EQ(verdict.action(), Action::HOLD);
}

TEST(BaseStatus, DoesNotRepeatTheAnchorsFindings) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::CAUTION, kDay).add_finding_rules("ATS2-3.2");
  const auto verdict = World().Judge(unit).verdict;
  EXPECT_EQ(verdict.status(), Status::CAUTION);
  EXPECT_THAT(RulesOf(verdict), ::testing::IsEmpty());
}

TEST(Anchor, IsTheEarliestClaimableReading) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::ELIGIBLE, kLater);
  unit.Reading("R-3", Status::CAUTION, kDay);
  unit.Reading("R-2", Status::ELIGIBLE, kDay);
  EXPECT_EQ(World().Judge(unit).verdict.anchor(), "R-2");
}

TEST(UnitAction, IsClaimForEligibleOrCautionWithoutALiveClaim) {
  EXPECT_EQ(ActionOf(UnitOf({Status::ELIGIBLE})), Action::CLAIM);
  EXPECT_EQ(ActionOf(UnitOf({Status::CAUTION})), Action::CLAIM);
}

TEST(UnitAction, IsNoneWhereALiveClaimCarriesTheItem) {
  for (const auto status : {Status::ELIGIBLE, Status::CAUTION}) {
    UnitBuilder unit = UnitOf({status});
    unit.Claim("K-1", kItem);
    const auto verdict = World().Judge(unit).verdict;
    EXPECT_EQ(verdict.action(), Action::NONE);
    EXPECT_FALSE(verdict.has_withdraw_claim());
  }
}

TEST(UnitAction, ProposesNoSecondClaimWhereTheRulesOfClaimsAreOff) {
  World world;
  world.policy = testing::PackSet()
                     .Edit("fee-schedule-r8", R"(id: "L-11" on: true)", R"(id: "L-11" on: false)")
                     .Edit("fee-schedule-r8", R"(id: "L-16" on: true)", R"(id: "L-16" on: false)")
                     .Make();
  UnitBuilder unit = UnitOf({Status::ELIGIBLE});
  unit.Claim("K-1", v1::ClaimItem::ADD_ON_1);
  EXPECT_EQ(world.Judge(unit).verdict.action(), Action::HOLD);
  unit = UnitOf({Status::ELIGIBLE});
  unit.Claim("K-1", kItem).Claim("K-2", kItem);
  const auto verdict = world.Judge(unit).verdict;
  EXPECT_EQ(verdict.action(), Action::NONE);
  EXPECT_FALSE(verdict.has_withdraw_claim());
}

TEST(UnitAction, IsHoldForPendingAndNeedsReviewWithOrWithoutALiveClaim) {
  for (const auto status : {Status::PENDING, Status::NEEDS_REVIEW}) {
    UnitBuilder unit = UnitOf({status});
    EXPECT_EQ(ActionOf(unit), Action::HOLD);
    unit.Claim("K-1", kItem);
    EXPECT_EQ(ActionOf(unit), Action::HOLD);
  }
}

TEST(UnitAction, IsNoneForIneligibleAndWithdrawWithALiveClaim) {
  UnitBuilder unit = UnitOf({Status::INELIGIBLE});
  EXPECT_EQ(ActionOf(unit), Action::NONE);
  unit.Claim("K-1", kItem);
  const auto verdict = World().Judge(unit).verdict;
  EXPECT_EQ(verdict.action(), Action::WITHDRAW);
  EXPECT_EQ(verdict.withdraw_claim(), "K-1");
}

TEST(UnitAction, IsNoneForWithdrawnAndWithdrawWithALiveClaim) {
  UnitBuilder unit = UnitOf({Status::WITHDRAWN});
  auto judged = World().Judge(unit);
  EXPECT_EQ(judged.verdict.status(), Status::WITHDRAWN);
  EXPECT_EQ(judged.verdict.action(), Action::NONE);
  EXPECT_FALSE(judged.verdict.emptied());
  unit.Claim("K-1", kItem);
  judged = World().Judge(unit);
  EXPECT_EQ(judged.verdict.status(), Status::WITHDRAWN);
  EXPECT_EQ(judged.verdict.action(), Action::WITHDRAW);
  EXPECT_EQ(judged.verdict.withdraw_claim(), "K-1");
}

TEST(UnitAction, IsWithdrawForASecondClaimOfAWithdrawnUnitWithoutFindings) {
  UnitBuilder unit = UnitOf({Status::WITHDRAWN});
  unit.Claim("K-1", kItem).Claim("K-2", kItem, "2026-07-07T09:00");
  const auto verdict = World().Judge(unit).verdict;
  EXPECT_EQ(verdict.action(), Action::WITHDRAW);
  EXPECT_EQ(verdict.withdraw_claim(), "K-2");
  EXPECT_THAT(RulesOf(verdict), ::testing::IsEmpty());
}

TEST(EmptiedUnit, IsWithdrawnAndSaysSo) {
  const auto judged = World().Judge(UnitBuilder::Own());
  EXPECT_EQ(judged.verdict.status(), Status::WITHDRAWN);
  EXPECT_EQ(judged.verdict.action(), Action::NONE);
  EXPECT_TRUE(judged.verdict.emptied());
  EXPECT_FALSE(judged.contribution.counted());
}

TEST(Contribution, CountsUnitsToClaimAndUnitsWithALiveClaim) {
  EXPECT_TRUE(World().Judge(UnitOf({Status::ELIGIBLE})).contribution.counted());
  EXPECT_FALSE(World().Judge(UnitOf({Status::PENDING})).contribution.counted());
  for (const auto status :
       {Status::ELIGIBLE, Status::PENDING, Status::NEEDS_REVIEW, Status::INELIGIBLE}) {
    UnitBuilder unit = UnitOf({status});
    unit.Claim("K-1", kItem);
    EXPECT_TRUE(World().Judge(unit).contribution.counted()) << Status::Value_Name(status);
  }
}

TEST(Contribution, DoesNotCountAWithdrawnUnitEvenWithALiveClaim) {
  UnitBuilder unit = UnitOf({Status::WITHDRAWN});
  unit.Claim("K-1", kItem);
  EXPECT_FALSE(World().Judge(unit).contribution.counted());
}

TEST(Contribution, TellsPartTimeAndTraineeAuthorsOfACountedOwnAnchor) {
  UnitBuilder unit = UnitBuilder::Own();
  auto& anchor = unit.Reading("R-1", Status::CAUTION, kDay);
  anchor.set_part_time_author(true);
  anchor.set_trainee_author(true);
  unit.Reading("R-2", Status::ELIGIBLE, kLater);
  auto contribution = World().Judge(unit).contribution;
  EXPECT_TRUE(contribution.part_time());
  EXPECT_TRUE(contribution.trainee());
  EXPECT_EQ(contribution.fact(), "ris#R-1");
  // Held, because the scope is open: not counted.
  unit.facts().month_holds_partial = true;
  contribution = World().Judge(unit).contribution;
  EXPECT_FALSE(contribution.counted());
  EXPECT_FALSE(contribution.part_time());
  EXPECT_FALSE(contribution.trainee());
}

TEST(Contribution, LooksAtTheAnchorsAuthorsOnly) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::ELIGIBLE, kDay);
  unit.Reading("R-2", Status::CAUTION, kLater).set_part_time_author(true);
  EXPECT_FALSE(World().Judge(unit).contribution.part_time());
}

TEST(Contribution, CountsNoPartTimeAuthorOfAReceivedAnchor) {
  UnitBuilder unit = UnitBuilder::Received();
  unit.Reading("R-1", Status::ELIGIBLE, kDay).set_part_time_author(true);
  const auto contribution = World().Judge(unit).contribution;
  EXPECT_TRUE(contribution.counted());
  EXPECT_FALSE(contribution.part_time());
}

}  // namespace
}  // namespace kakutei::rules
