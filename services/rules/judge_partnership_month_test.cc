#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::FindingOf;
using testing::MonthBuilder;
using testing::Status;
using testing::World;

TEST(JudgePartnershipMonth, NamesThePartnershipAndCountsRelays) {
  const auto verdict = World().JudgePair(MonthBuilder::Received().Readings(1));
  EXPECT_EQ(verdict.subject(), "partnership-month/F-SEND/F-RECV/2026-06");
  EXPECT_EQ(verdict.status(), Status::ELIGIBLE);
  EXPECT_EQ(verdict.partnership_id(), "P-1");
  EXPECT_FALSE(verdict.closed());
  World closed;
  closed.closed_months = {"2026-06"};
  EXPECT_TRUE(closed.JudgePair(MonthBuilder::Received().Readings(1)).closed());
}

TEST(JudgePartnershipMonth, IsWithdrawnWhereItHoldsOnlyWithdrawnReadingsAndElseEmptied) {
  MonthBuilder month = MonthBuilder::Received();
  auto verdict = World().JudgePair(month);
  EXPECT_EQ(verdict.status(), Status::WITHDRAWN);
  EXPECT_TRUE(verdict.emptied());
  month.Reading("R-1").set_status(Status::WITHDRAWN);
  verdict = World().JudgePair(month);
  EXPECT_EQ(verdict.status(), Status::WITHDRAWN);
  EXPECT_FALSE(verdict.emptied());
  EXPECT_FALSE(verdict.has_partnership_id());
  EXPECT_FALSE(verdict.has_relays());
  EXPECT_EQ(verdict.findings_size(), 0);
}

TEST(JudgePartnershipMonth, JudgesThePartnershipInForceThatBeganLast) {
  World world;
  const auto judged = [&] {
    return world.JudgePair(MonthBuilder::Received().Readings(1)).partnership_id();
  };
  auto& second = world.registry.Partner("P-2", "F-SEND", "F-RECV");
  second.set_valid_from("2026-06-10");
  EXPECT_EQ(judged(), "P-2");
  auto& third = world.registry.Partner("P-3", "F-SEND", "F-RECV");
  third.set_valid_from("2026-06-10");
  EXPECT_EQ(judged(), "P-3");
  third.set_valid_to("2026-06-30");
  EXPECT_EQ(judged(), "P-2");
  // None in force: the last to end.
  second.set_valid_to("2026-06-29");
  world.registry.Event("P-1").mutable_partnership_recorded()->set_valid_to("2026-06-20");
  EXPECT_EQ(judged(), "P-3");
  // Not begun yet, without an end: it ends last.
  world.registry.Event("P-1").mutable_partnership_recorded()->clear_valid_to();
  world.registry.Event("P-1").mutable_partnership_recorded()->set_valid_from("2026-07-01");
  EXPECT_EQ(judged(), "P-1");
}

TEST(JudgePartnershipMonth, DoesNotTakeAnotherPairsPartnership) {
  World world;
  world.registry.Remove("P-1");
  world.registry.Partner("P-2", "F-RECV", "F-SEND");
  world.registry.Partner("P-3", "F-SEND", "F-OWN");
  const auto verdict = world.JudgePair(MonthBuilder::Received().Readings(1));
  EXPECT_FALSE(verdict.has_partnership_id());
}

TEST(JudgePartnershipMonth, CapsAdvisoryFindingsInTheStatus) {
  World world;
  world.policy = testing::PolicyWithCeiling("CAUTION");
  world.registry.Remove("P-1");
  const auto verdict = world.JudgePair(MonthBuilder::Received().Readings(1));
  EXPECT_EQ(FindingOf(verdict, "ATS2-1.2"), "NEEDS_REVIEW not_recorded");
  EXPECT_EQ(verdict.status(), Status::CAUTION);
}

}  // namespace
}  // namespace kakutei::rules
