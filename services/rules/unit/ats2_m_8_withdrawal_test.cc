#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::Status;
using testing::UnitBuilder;
using testing::World;
using State = v1::CorrectionPlanRecorded::State;

constexpr char kDay[] = "2026-06-03T11:00";

v1::CorrectionPlanRecorded& Plan(World& world, State::Value state) {
  auto& plan = *world.registry.Add("C-1").mutable_correction_plan_recorded();
  plan.set_plan_id("C-1");
  plan.set_facility_id("F-OWN");
  plan.set_month("2026-06");
  plan.set_rule_id("ATS2-3.2");
  plan.set_due_on("2026-07-31");
  plan.set_state(state);
  return plan;
}

// An own unit whose anchor uses the exception, claimed as it should be.
UnitBuilder Claimed() {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::CAUTION, kDay).add_finding_rules("ATS2-3.2");
  unit.Claim("K-1", v1::ClaimItem::ADD_ON_2);
  return unit;
}

TEST(Withdrawal, IsProposedWhereThePlanOfAnAnchorsFindingIsImpossible) {
  World world;
  Plan(world, State::IMPOSSIBLE);
  const auto judged = world.Judge(Claimed());
  EXPECT_EQ(FindingOf(judged, "ATS2-M.8"), "NEEDS_REVIEW impossible billing#K-1 registry#C-1");
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-M.8"), "ATS2 会員の皆様へ 2026-06-20");
  EXPECT_EQ(ArgumentOf(judged.verdict, "ATS2-M.8", "rule"), "ATS2-3.2");
  EXPECT_EQ(judged.verdict.status(), Status::NEEDS_REVIEW);
  EXPECT_EQ(judged.verdict.action(), v1::Action::WITHDRAW);
  EXPECT_EQ(judged.verdict.withdraw_claim(), "K-1");
}

TEST(Withdrawal, IsProposedWhateverTheAdvisoryCeiling) {
  World world;
  world.policy = testing::PolicyWithCeiling("CAUTION");
  Plan(world, State::IMPOSSIBLE);
  const auto judged = world.Judge(Claimed());
  EXPECT_EQ(judged.verdict.status(), Status::CAUTION);
  EXPECT_EQ(judged.verdict.action(), v1::Action::WITHDRAW);
}

TEST(Withdrawal, IsNotProposedWhileThePlanIsOpenOrDone) {
  World world;
  Plan(world, State::OPEN);
  EXPECT_EQ(FindingOf(world.Judge(Claimed()), "ATS2-M.8"), "");
  Plan(world, State::DONE);
  EXPECT_EQ(FindingOf(world.Judge(Claimed()), "ATS2-M.8"), "");
  EXPECT_EQ(world.Judge(Claimed()).verdict.action(), v1::Action::NONE);
}

TEST(Withdrawal, TakesThePlanOfTheClaimantMonthAndRuleAlone) {
  World world;
  auto& plan = Plan(world, State::IMPOSSIBLE);
  plan.set_facility_id("F-SEND");
  EXPECT_EQ(FindingOf(world.Judge(Claimed()), "ATS2-M.8"), "");
  plan.set_facility_id("F-OWN");
  plan.set_month("2026-05");
  EXPECT_EQ(FindingOf(world.Judge(Claimed()), "ATS2-M.8"), "");
  plan.set_month("2026-06");
  plan.set_rule_id("ATS2-N1.1");
  EXPECT_EQ(FindingOf(world.Judge(Claimed()), "ATS2-M.8"), "");
}

TEST(Withdrawal, NeedsALiveClaim) {
  World world;
  Plan(world, State::IMPOSSIBLE);
  UnitBuilder unit = Claimed();
  unit.facts().live_claims.clear();
  EXPECT_EQ(FindingOf(world.Judge(unit), "ATS2-M.8"), "");
  EXPECT_EQ(world.Judge(unit).verdict.action(), v1::Action::CLAIM);
}

TEST(Withdrawal, NeedsAnAnchorThatCarriesTheFinding) {
  World world;
  Plan(world, State::IMPOSSIBLE);
  UnitBuilder other = Claimed();
  other.Reading("R-0", Status::ELIGIBLE, "2026-06-02T11:00");
  EXPECT_EQ(FindingOf(world.Judge(other), "ATS2-M.8"), "");
  UnitBuilder none = Claimed();
  none.facts().readings[0].set_status(Status::NEEDS_REVIEW);
  EXPECT_EQ(FindingOf(world.Judge(none), "ATS2-M.8"), "");
}

}  // namespace
}  // namespace kakutei::rules
