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

constexpr char kNight[] = "2026-06-02T23:10";

TEST(OffSiteNightOrHoliday, PassesWithAnAdequateArrangement) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  for (const char* acquired : {kNight, "2026-06-03T07:59", "2026-05-31T12:00"}) {
    EXPECT_EQ(FindingOf(world.Judge(ReadOffSite(acquired)), "L-9"), "") << acquired;
  }
}

TEST(OffSiteNightOrHoliday, IsMissingWithoutAnArrangement) {
  EXPECT_EQ(FindingOf(World().Judge(ReadOffSite(kNight)), "L-9"),
            "PENDING no_arrangement ris#a1 ris#o1");
  EXPECT_EQ(FindingOf(World().JudgeClosed(ReadOffSite(kNight)), "L-9"),
            "NEEDS_REVIEW no_arrangement ris#a1 ris#o1");
}

TEST(OffSiteNightOrHoliday, IsIneligibleWithInadequateEquipment) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV").set_equipment_adequate(false);
  const auto judged = world.Judge(ReadOffSite(kNight));
  EXPECT_EQ(FindingOf(judged, "L-9"), "INELIGIBLE not_adequate registry#O-1 ris#a1 ris#o1");
  EXPECT_EQ(CitationOf(judged.verdict, "L-9"), "R8-CIRCULAR 5(1)・6(2) 2026-06-01");
}

TEST(OffSiteNightOrHoliday, IsIneligibleWithoutSecurityMeasures) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV").set_security_measures(false);
  EXPECT_EQ(FindingOf(world.Judge(ReadOffSite(kNight)), "L-9"),
            "INELIGIBLE not_adequate registry#O-1 ris#a1 ris#o1");
}

TEST(OffSiteNightOrHoliday, AsksForNoneOfTheConditionsOfScheduledHours) {
  World world;
  auto& arrangement = world.registry.Arrange("O-1", "D-FT", "F-RECV");
  arrangement.set_counted_as_on_site_minimum(true);
  arrangement.set_on_site_days(1);
  arrangement.set_on_site_hours(8);
  arrangement.set_administrator_tracks(false);
  arrangement.clear_scheduled_hours();
  const auto judged = world.Judge(ReadOffSite(kNight));
  EXPECT_EQ(FindingOf(judged, "L-9"), "");
  EXPECT_EQ(FindingOf(judged, "L-10"), "");
}

TEST(OffSiteNightOrHoliday, TakesTheArrangementThatBeganLast) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  auto& later = world.registry.Arrange("O-2", "D-FT", "F-RECV");
  later.set_valid_from("2026-06-01");
  later.set_equipment_adequate(false);
  EXPECT_EQ(FindingOf(world.Judge(ReadOffSite(kNight)), "L-9"),
            "INELIGIBLE not_adequate registry#O-2 ris#a1 ris#o1");
  later.set_valid_from("2026-06-04");
  EXPECT_EQ(FindingOf(world.Judge(ReadOffSite(kNight)), "L-9"), "");
}

TEST(OffSiteNightOrHoliday, DoesNotTakeAnotherFacilitysOrPhysiciansArrangement) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-OTHER");
  world.registry.Arrange("O-2", "D-OWN", "F-RECV");
  EXPECT_EQ(FindingOf(world.Judge(ReadOffSite(kNight)), "L-9"),
            "PENDING no_arrangement ris#a1 ris#o1");
}

TEST(OffSiteNightOrHoliday, LooksAtTheDateOfEachStep) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV").set_valid_to("2026-06-04");
  ReadingBuilder reading = ReadOffSite(kNight);
  reading.Author("a2", 2, "D-FT", "2026-06-04T09:00").set_place(v1::Place::OFF_SITE);
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-9"), "PENDING no_arrangement ris#a2 ris#o1");
}

TEST(OffSiteNightOrHoliday, NamesTheInadequateOneBeforeTheMissingOneInAClosedMonth) {
  World world;
  auto& arrangement = world.registry.Arrange("O-1", "D-FT", "F-RECV");
  arrangement.set_valid_to("2026-06-04");
  arrangement.set_equipment_adequate(false);
  ReadingBuilder reading = ReadOffSite(kNight);
  reading.Author("a2", 2, "D-FT", "2026-06-04T09:00").set_place(v1::Place::OFF_SITE);
  EXPECT_EQ(FindingOf(world.JudgeClosed(reading), "L-9"),
            "INELIGIBLE not_adequate registry#O-1 ris#a1 ris#a2 ris#o1");
}

TEST(OffSiteNightOrHoliday, AsksNothingOfStepsOnSiteOrOfOthers) {
  ReadingBuilder reading = ReadOffSite(kNight);
  reading.Report().set_place(v1::Place::ON_SITE);
  reading.Author("a2", 2, "D-OTHER", "2026-06-04T09:00").set_place(v1::Place::OFF_SITE);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-9"), "");
}

TEST(OffSiteNightOrHoliday, AsksNothingWhereTheDiagnosingPhysicianIsNotFullTimeDedicated) {
  World world;
  world.registry.Employment("E-FT").set_status(EmploymentStatus::PART_TIME);
  EXPECT_EQ(FindingOf(world.Judge(ReadOffSite(kNight)), "L-9"), "");
  world.registry.Employment("E-FT").set_status(EmploymentStatus::FULL_TIME);
  world.registry.Employment("E-FT").clear_dedicated_to_imaging();
  EXPECT_EQ(FindingOf(world.Judge(ReadOffSite(kNight)), "L-9"), "");
}

TEST(OffSiteNightOrHoliday, JudgesOwnCasesAndSignaturesToo) {
  ReadingBuilder reading = ReadingBuilder::Own();
  *reading.Order().mutable_acquired_at() = JstTimestamp(kNight);
  reading.Sign("W-1", 1, "D-OWN", "2026-06-03T11:20")
      .mutable_signature()
      ->set_place(v1::Place::OFF_SITE);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-9"), "PENDING no_arrangement ris#W-1-1 ris#o1");
}

}  // namespace
}  // namespace kakutei::rules
