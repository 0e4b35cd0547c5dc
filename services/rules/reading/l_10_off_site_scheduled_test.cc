#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::JstTimestamp;
using testing::ReadingBuilder;
using testing::World;

// Read off site by D-FT; acquired at the time.
ReadingBuilder ReadOffSite(std::string_view acquired_at) {
  ReadingBuilder reading = ReadingBuilder::Received();
  *reading.Order().mutable_acquired_at() = JstTimestamp(acquired_at);
  reading.Report().set_place(v1::Place::OFF_SITE);
  return reading;
}

constexpr char kDay[] = "2026-06-03T08:00";

std::string JudgeOf(const World& world) {
  return FindingOf(world.Judge(ReadOffSite(kDay)), "L-10");
}

TEST(OffSiteScheduled, PassesWithAFullArrangementWithinScheduledHours) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  EXPECT_EQ(JudgeOf(world), "");
}

TEST(OffSiteScheduled, IsMissingWithoutAnArrangement) {
  EXPECT_EQ(JudgeOf(World()), "PENDING no_arrangement ris#a1 ris#o1");
  EXPECT_EQ(FindingOf(World().JudgeClosed(ReadOffSite(kDay)), "L-10"),
            "NEEDS_REVIEW no_arrangement ris#a1 ris#o1");
}

TEST(OffSiteScheduled, IsIneligibleForOneOfTheOnSiteMinimum) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV").set_counted_as_on_site_minimum(true);
  const auto judged = world.Judge(ReadOffSite(kDay));
  EXPECT_EQ(FindingOf(judged, "L-10"), "INELIGIBLE on_site_minimum registry#O-1 ris#a1 ris#o1");
  EXPECT_EQ(CitationOf(judged.verdict, "L-10"), "R8-CIRCULAR 5(2)・6(3) 2026-06-01");
}

TEST(OffSiteScheduled, AsksForThreeDaysOnSite) {
  World world;
  auto& arrangement = world.registry.Arrange("O-1", "D-FT", "F-RECV");
  arrangement.set_on_site_days(2);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE too_few_days registry#O-1 ris#a1 ris#o1");
  arrangement.set_on_site_days(3);
  EXPECT_EQ(JudgeOf(world), "");
}

TEST(OffSiteScheduled, AsksForTwentyTwoHoursOnSite) {
  World world;
  auto& arrangement = world.registry.Arrange("O-1", "D-FT", "F-RECV");
  arrangement.set_on_site_hours(21.75);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE too_few_hours registry#O-1 ris#a1 ris#o1");
  arrangement.set_on_site_hours(22);
  EXPECT_EQ(JudgeOf(world), "");
}

TEST(OffSiteScheduled, TakesDaysAndHoursFromThePolicy) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  v1::Parameters stricter;
  stricter.set_offsite_min_days(4);
  world.policy = testing::PolicyWith(stricter);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE too_few_days registry#O-1 ris#a1 ris#o1");
  stricter.set_offsite_min_days(3);
  stricter.set_offsite_min_hours(24);
  world.policy = testing::PolicyWith(stricter);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE too_few_hours registry#O-1 ris#a1 ris#o1");
}

TEST(OffSiteScheduled, IsIneligibleWhenTheAdministratorDoesNotTrack) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV").set_administrator_tracks(false);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE not_tracked registry#O-1 ris#a1 ris#o1");
}

TEST(OffSiteScheduled, IsIneligibleWithInadequateEquipmentOrSecurity) {
  World world;
  auto& arrangement = world.registry.Arrange("O-1", "D-FT", "F-RECV");
  arrangement.set_equipment_adequate(false);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE not_adequate registry#O-1 ris#a1 ris#o1");
  arrangement.set_equipment_adequate(true);
  arrangement.set_security_measures(false);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE not_adequate registry#O-1 ris#a1 ris#o1");
}

TEST(OffSiteScheduled, IsIneligibleOutsideTheHalfOpenHoursOfTheDay) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  ReadingBuilder reading = ReadOffSite(kDay);
  reading.Remove("d1");
  for (const char* inside : {"2026-06-03T09:00", "2026-06-03T16:59:59", "2026-06-05T12:00"}) {
    reading.At("a1", inside);
    EXPECT_EQ(FindingOf(world.Judge(reading), "L-10"), "") << inside;
  }
  for (const char* outside : {"2026-06-03T08:59:59", "2026-06-03T17:00", "2026-06-06T12:00"}) {
    reading.At("a1", outside);
    EXPECT_EQ(FindingOf(world.Judge(reading), "L-10"),
              "INELIGIBLE outside_hours registry#O-1 ris#a1 ris#o1")
        << outside;
  }
}

TEST(OffSiteScheduled, AsksForTheHoursOfEachStep) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  ReadingBuilder reading = ReadOffSite(kDay);
  reading.Author("a2", 2, "D-FT", "2026-06-03T21:00").set_place(v1::Place::OFF_SITE);
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-10"),
            "INELIGIBLE outside_hours registry#O-1 ris#a2 ris#o1");
}

TEST(OffSiteScheduled, SpeaksOfTheFirstConditionThatFails) {
  World world;
  auto& arrangement = world.registry.Arrange("O-1", "D-FT", "F-RECV");
  arrangement.set_on_site_days(1);
  arrangement.set_administrator_tracks(false);
  const auto judged = world.Judge(ReadOffSite(kDay));
  EXPECT_EQ(FindingOf(judged, "L-10"), "INELIGIBLE too_few_days registry#O-1 ris#a1 ris#o1");
  EXPECT_EQ(testing::ArgumentOf(judged.verdict, "L-10", "days"), "1");
}

TEST(OffSiteScheduled, LeavesNightsAndHolidaysToTheOtherRule) {
  for (const char* acquired : {"2026-06-02T18:00", "2026-06-03T07:59", "2026-05-31T12:00"}) {
    EXPECT_EQ(FindingOf(World().Judge(ReadOffSite(acquired)), "L-10"), "") << acquired;
  }
  EXPECT_NE(FindingOf(World().Judge(ReadOffSite("2026-06-02T17:59")), "L-10"), "");
}

TEST(OffSiteScheduled, LeavesPublishedHolidaysToTheOtherRule) {
  World world;
  world.registry.Calendar("C-1", 2026).add_holidays("2026-06-02");
  EXPECT_EQ(FindingOf(world.Judge(ReadOffSite("2026-06-02T12:00")), "L-10"), "");
  EXPECT_NE(FindingOf(world.Judge(ReadOffSite("2026-06-03T12:00")), "L-10"), "");
}

TEST(OffSiteScheduled, AsksNothingOfStepsOnSiteOrOfAPartTimePhysician) {
  EXPECT_EQ(FindingOf(World().Judge(ReadingBuilder::Received()), "L-10"), "");
  World world;
  world.registry.Employment("E-FT").set_status(EmploymentStatus::PART_TIME);
  EXPECT_EQ(JudgeOf(world), "");
}

}  // namespace
}  // namespace kakutei::rules
