#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;
using Kind = v1::ManagementActivityRecorded::Kind;

TEST(ClaimantManagement, IsMissingForAMonthWithAReceivedReading) {
  World world;
  const auto month = MonthBuilder::Received().Readings(2);
  EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-4.2"), "");
  world.registry.Remove("M-SEND");
  EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-4.2"),
            "PENDING none_recorded ris#R-0 ris#R-1");
  world.closed_months = {"2026-06"};
  EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-4.2"),
            "NEEDS_REVIEW none_recorded ris#R-0 ris#R-1");
  EXPECT_EQ(CitationOf(world.Judge(month).verdict, "ATS2-4.2"), "ATS2 4 2026-06-20");
}

TEST(ClaimantManagement, IsMissingForAMonthThatUsesTheOwnCaseException) {
  World world;
  world.registry.Remove("M-OWN");
  MonthBuilder month = MonthBuilder::Own();
  month.Reading("R-1");
  EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-4.2"), "");
  month.Reading("R-2").set_uses_own_case_exception(true);
  EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-4.2"), "PENDING none_recorded ris#R-2");
}

TEST(ClaimantManagement, NamesAnUndiagnosedReadingByItsOrder) {
  World world;
  world.registry.Remove("M-SEND");
  MonthBuilder month = MonthBuilder::Received();
  month.Reading("R-1").clear_diagnosed_at();
  EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-4.2"),
            "PENDING none_recorded ris#R-1-order");
}

TEST(ClaimantManagement, CountsOnlyTheMonthsActivities) {
  World world;
  const auto month = MonthBuilder::Received().Readings(1);
  auto& activity = *world.registry.Event("M-SEND").mutable_management_activity_recorded();
  for (const char* day : {"2026-05-31", "2026-07-01"}) {
    activity.set_performed_on(day);
    EXPECT_NE(FindingOf(world.Judge(month).verdict, "ATS2-4.2"), "") << day;
  }
  for (const char* day : {"2026-06-01", "2026-06-30"}) {
    activity.set_performed_on(day);
    EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-4.2"), "") << day;
  }
}

TEST(ClaimantManagement, LacksEachKindThatThePolicyRequires) {
  World world;
  v1::Parameters changes;
  changes.mutable_required_activities()->add_kinds(Kind::DOSE_REVIEW);
  changes.mutable_required_activities()->add_kinds(Kind::REPORT_AUDIT);
  world.policy = testing::PolicyWith(changes);
  const auto month = MonthBuilder::Received().Readings(1);
  auto verdict = world.Judge(month).verdict;
  EXPECT_EQ(FindingOf(verdict, "ATS2-4.2"), "PENDING kind_missing ris#R-0");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-4.2", "kinds"), "DOSE_REVIEW, REPORT_AUDIT");
  using Side = v1::ManagementActivityRecorded::Side;
  world.registry.Manage("M-2", "F-SEND", Side::SENDING).set_kind(Kind::DOSE_REVIEW);
  verdict = world.Judge(month).verdict;
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-4.2", "kinds"), "REPORT_AUDIT");
  world.registry.Manage("M-3", "F-SEND", Side::OWN).set_kind(Kind::REPORT_AUDIT);
  EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-4.2"), "");
}

}  // namespace
}  // namespace kakutei::rules
