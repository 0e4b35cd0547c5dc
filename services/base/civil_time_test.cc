#include "base/civil_time.h"

#include <gtest/gtest.h>

namespace kakutei::base {
namespace {

Instant At(std::string_view text) { return *ParseInstant(text); }

TEST(ParseDate, TakesExistingDaysOnly) {
  EXPECT_EQ(FormatDate(*ParseDate("2028-02-29")), "2028-02-29");
  EXPECT_FALSE(ParseDate("2026-02-29"));
  EXPECT_FALSE(ParseDate("2026-13-01"));
  EXPECT_FALSE(ParseDate("2026-6-1"));
  EXPECT_FALSE(ParseDate("2026-06-01x"));
  EXPECT_FALSE(ParseDate("2026/06/01"));
  EXPECT_FALSE(ParseDate(""));
}

TEST(ParseMonth, TakesYearAndMonth) {
  EXPECT_EQ(FormatMonth(*ParseMonth("2026-06")), "2026-06");
  EXPECT_FALSE(ParseMonth("2026-00"));
  EXPECT_FALSE(ParseMonth("2026-06-01"));
}

TEST(ParseTimeOfDay, ReachesToMidnight) {
  EXPECT_EQ(ParseTimeOfDay("24:00")->minutes, 1440);
  EXPECT_EQ(ParseTimeOfDay("00:00")->minutes, 0);
  EXPECT_FALSE(ParseTimeOfDay("24:01"));
  EXPECT_FALSE(ParseTimeOfDay("9:00"));
}

TEST(ParseInstant, TakesOffsetsAndFractions) {
  EXPECT_EQ(At("2026-06-01T09:00:00+09:00"), At("2026-06-01T00:00:00Z"));
  EXPECT_EQ(At("2026-06-01T00:00:00.5Z") - At("2026-06-01T00:00:00Z"),
            std::chrono::milliseconds(500));
  EXPECT_FALSE(ParseInstant("2026-06-01T00:00:00"));
  EXPECT_FALSE(ParseInstant("2026-06-01T24:00:00Z"));
  EXPECT_FALSE(ParseInstant("2026-06-01T00:00:00.Z"));
  EXPECT_FALSE(ParseInstant("2026-06-01T00:00:00Z "));
}

TEST(ParseInstant, RefusesYearsThatNanosecondsDoNotReach) {
  EXPECT_FALSE(ParseInstant("9999-01-01T00:00:00Z"));
  EXPECT_FALSE(ParseInstant("1600-01-01T00:00:00Z"));
  EXPECT_TRUE(ParseInstant("2200-12-31T23:59:59Z"));
}

TEST(JstMonth, TurnsAtFifteenHoursUtc) {
  EXPECT_EQ(FormatMonth(JstMonth(At("2026-06-30T14:59:59Z"))), "2026-06");
  EXPECT_EQ(FormatMonth(JstMonth(At("2026-06-30T15:00:00Z"))), "2026-07");
}

TEST(JstTimeOfDay, CutsSecondsOff) {
  EXPECT_EQ(JstTimeOfDay(At("2026-06-01T08:59:59Z")).minutes, 17 * 60 + 59);
  EXPECT_EQ(JstTimeOfDay(At("2026-06-01T09:00:00Z")).minutes, 18 * 60);
}

TEST(JstMidnight, IsTheFirstInstantOfTheDate) {
  EXPECT_EQ(JstMidnight(*ParseDate("2026-06-02")), At("2026-06-01T15:00:00Z"));
}

TEST(Months, KnowTheirEdges) {
  EXPECT_EQ(FormatDate(LastDay(*ParseMonth("2024-02"))), "2024-02-29");
  EXPECT_EQ(FormatDate(FirstDay(*ParseMonth("2024-02"))), "2024-02-01");
}

TEST(IsoWeekday, CountsFromMonday) {
  EXPECT_EQ(IsoWeekday(*ParseDate("2026-06-01")), 1);
  EXPECT_EQ(IsoWeekday(*ParseDate("2026-06-07")), 7);
}

TEST(FormatInstantJst, ShowsTheOffset) {
  EXPECT_EQ(FormatInstantJst(At("2026-06-30T15:00:00Z")), "2026-07-01T00:00:00+09:00");
}

}  // namespace
}  // namespace kakutei::base
