#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::EmploymentStatus;
using testing::FindingOf;
using testing::JstTimestamp;
using testing::ReadingBuilder;
using testing::RulesOf;
using testing::Status;
using testing::UnitBuilder;
using testing::World;

// The edge cases of the domain that reading, unit and share decide, by their names there.

Status::Value StatusOf(const World& world, const ReadingBuilder& reading) {
  return world.Judge(reading).verdict.status();
}

// Received, diagnosed and delivered at that time.
ReadingBuilder DiagnosedAt(std::string_view diagnosed, std::string_view delivered) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.At("a1", diagnosed);
  reading.At("d1", delivered);
  return reading;
}

TEST(EdgeCase, PartTimeBecomesFullTimeOnTheFifteenth) {
  World world;
  auto& before = world.registry.Employment("E-FT");
  before.set_status(EmploymentStatus::PART_TIME);
  before.set_valid_to("2026-06-15");
  const ReadingBuilder on_14th = DiagnosedAt("2026-06-14T23:59", "2026-06-15T09:00");
  const ReadingBuilder on_15th = DiagnosedAt("2026-06-15T00:00", "2026-06-15T09:00");
  EXPECT_EQ(StatusOf(world, on_14th), Status::INELIGIBLE);
  // While the change is not recorded yet, the fifteenth is not known.
  EXPECT_EQ(StatusOf(world, on_15th), Status::PENDING);
  world.registry.Employ("E-FT2", "D-FT", "F-RECV", EmploymentStatus::FULL_TIME)
      .set_valid_from("2026-06-15");
  EXPECT_EQ(StatusOf(world, on_14th), Status::INELIGIBLE);
  EXPECT_EQ(StatusOf(world, on_15th), Status::ELIGIBLE);
}

TEST(EdgeCase, FullTimeAtAPartTimeAtB) {
  World world;
  world.registry.Employ("E-B", "D-FT", "F-OWN", EmploymentStatus::PART_TIME);
  EXPECT_EQ(StatusOf(world, ReadingBuilder::Received()), Status::ELIGIBLE);
  ReadingBuilder at_b = ReadingBuilder::Received();
  at_b.Order().set_reading_facility_id("F-OWN");
  at_b.Report().set_acting_facility_id("F-OWN");
  world.registry.File("S-OWN-R", "F-OWN", v1::Standard::TELERADIOLOGY_RECEIVING);
  const auto judged = world.Judge(at_b);
  EXPECT_EQ(judged.verdict.status(), Status::INELIGIBLE);
  EXPECT_THAT(RulesOf(judged.verdict),
              ::testing::ElementsAre("ATS2-3.1", "ATS2-3.3", "ATS2-M.3", "L-5"));
}

TEST(EdgeCase, RegisteredFullTimeAtTwoFacilitiesAtOnce) {
  World world;
  world.registry.Employ("E-B", "D-FT", "F-OWN", EmploymentStatus::FULL_TIME);
  EXPECT_EQ(StatusOf(world, ReadingBuilder::Received()), Status::NEEDS_REVIEW);
  ReadingBuilder own = ReadingBuilder::Own();
  own.Report().set_author_physician_id("D-FT");
  EXPECT_EQ(StatusOf(world, own), Status::NEEDS_REVIEW);
}

// Read at home by the full-time physician.
ReadingBuilder AtHome(std::string_view acquired, std::string_view read) {
  ReadingBuilder reading = ReadingBuilder::Received();
  *reading.Order().mutable_acquired_at() = JstTimestamp(acquired);
  reading.At("a1", read);
  reading.At("d1", read);
  reading.Report().set_place(v1::Place::OFF_SITE);
  reading.Report().clear_remote_system();
  return reading;
}

TEST(EdgeCase, FullTimeAtHomeImageTakenAtNightReadTheNextMorning) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV").clear_scheduled_hours();
  EXPECT_EQ(StatusOf(world, AtHome("2026-06-02T23:10", "2026-06-03T09:30")), Status::ELIGIBLE);
}

TEST(EdgeCase, FullTimeAtHomeImageTakenByDayReadInTheEvening) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  const auto judged = world.Judge(AtHome("2026-06-03T14:00", "2026-06-03T21:00"));
  EXPECT_EQ(judged.verdict.status(), Status::INELIGIBLE);
  EXPECT_THAT(RulesOf(judged.verdict), ::testing::ElementsAre("L-10"));
}

TEST(EdgeCase, OneOfTheMinimumOnSiteReadsAtHomeInScheduledHours) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV").set_counted_as_on_site_minimum(true);
  EXPECT_EQ(StatusOf(world, AtHome("2026-06-03T09:50", "2026-06-03T11:00")), Status::INELIGIBLE);
}

TEST(EdgeCase, PartTimeAtHomeImageOfTheNight) {
  World world;
  world.registry.Employment("E-FT").set_status(EmploymentStatus::PART_TIME);
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  const auto judged = world.Judge(AtHome("2026-06-02T23:10", "2026-06-03T09:30"));
  EXPECT_EQ(judged.verdict.status(), Status::INELIGIBLE);
  EXPECT_THAT(RulesOf(judged.verdict), ::testing::IsSupersetOf({"ATS2-3.4", "L-5"}));
}

TEST(EdgeCase, ResidentsDraftConfirmedByFullTimeInAnOwnCase) {
  World world;
  world.registry.Employ("E-TR", "D-TR", "F-OWN", EmploymentStatus::TRAINEE);
  const auto judged = world.Judge(ReadingBuilder::OwnDraftedBy("D-TR"));
  EXPECT_EQ(judged.verdict.status(), Status::CAUTION);
  EXPECT_TRUE(judged.summary.trainee_author());
  EXPECT_FALSE(judged.summary.part_time_author());
}

TEST(EdgeCase, ResidentsDraftConfirmedByFullTimeInAReceivedCase) {
  World world;
  world.registry.Employ("E-TR", "D-TR", "F-RECV", EmploymentStatus::TRAINEE);
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-TR");
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  const auto judged = world.Judge(reading);
  EXPECT_EQ(judged.verdict.status(), Status::NEEDS_REVIEW);
  EXPECT_THAT(RulesOf(judged.verdict), ::testing::ElementsAre("ATS2-M.3"));
}

TEST(EdgeCase, OfSeveralConfirmersTheLastBeforeTheDeliveryIsResponsible) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-RECV", EmploymentStatus::PART_TIME);
  world.registry.Cooperate("C-1", "D-PT", "F-SEND");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-1", 1, "D-PT", "2026-06-03T11:10");
  reading.Sign("W-2", 1, "D-FT", "2026-06-03T11:20");
  auto judged = world.Judge(reading);
  EXPECT_EQ(judged.summary.diagnosing_physician_id(), "D-FT");
  EXPECT_EQ(judged.verdict.status(), Status::NEEDS_REVIEW);
  EXPECT_THAT(RulesOf(judged.verdict), ::testing::ElementsAre("ATS2-3.3", "ATS2-M.3"));
}

TEST(EdgeCase, AConfirmationAfterTheDeliveryHealsNothing) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Report().set_author_physician_id("D-PT");
  reading.Sign("W-1", 1, "D-OWN", "2026-06-03T11:31");
  const auto judged = world.Judge(reading);
  EXPECT_EQ(judged.verdict.status(), Status::INELIGIBLE);
  EXPECT_EQ(judged.summary.diagnosing_physician_id(), "D-PT");
}

TEST(EdgeCase, ReportAmendedAfterTheDeliveryByPartTimeOffSite) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-RECV", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = ReadingBuilder::Received();
  EXPECT_EQ(StatusOf(world, reading), Status::ELIGIBLE);
  auto& amendment = reading.Author("a2", 2, "D-PT", "2026-06-05T09:00");
  amendment.set_step(v1::ReportAuthored::Step::AMENDMENT);
  amendment.set_place(v1::Place::OFF_SITE);
  amendment.clear_remote_system();
  const auto judged = world.Judge(reading);
  EXPECT_EQ(FindingOf(judged, "ATS2-3.4"), "INELIGIBLE part_time_remote registry#E-PT ris#a2");
  EXPECT_EQ(judged.summary.diagnosis_fact(), "ris#a1");
}

TEST(EdgeCase, VerbalResultFirstWrittenReportLater) {
  ReadingBuilder reading = ReadingBuilder::Received();
  *reading.Order().mutable_acquired_at() = JstTimestamp("2026-05-29T10:00");
  reading.Deliver("d0", 1, "2026-05-29T10:30").set_form(v1::ReportDelivered::Form::VERBAL);
  reading.At("a1", "2026-06-01T09:00");
  reading.At("d1", "2026-06-01T09:30");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(judged.verdict.status(), Status::ELIGIBLE);
  EXPECT_EQ(judged.verdict.month(), "2026-06");
}

TEST(EdgeCase, EmergencyReadByPartTimeLaterReadAgainByFullTime) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-RECV", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a1", 1, "D-PT", "2026-06-03T01:00");
  reading.Author("a2", 2, "D-FT", "2026-06-03T11:00");
  reading.Deliver("d1", 2, "2026-06-03T11:30");
  reading.Attach("t1", 2);
  EXPECT_EQ(StatusOf(world, reading), Status::INELIGIBLE);
  world.registry.Cooperate("C-1", "D-PT", "F-SEND");
  EXPECT_EQ(StatusOf(world, reading), Status::NEEDS_REVIEW);
}

TEST(EdgeCase, ImageOfTheLastNightOfTheMonthReportedAfterMidnight) {
  ReadingBuilder reading = ReadingBuilder::Received();
  *reading.Order().mutable_acquired_at() = JstTimestamp("2026-05-31T23:50");
  reading.At("a1", "2026-06-01T00:20");
  reading.At("d1", "2026-06-01T00:30");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(judged.verdict.status(), Status::ELIGIBLE);
  EXPECT_EQ(judged.summary.month(), "2026-06");
  UnitBuilder unit = UnitBuilder::Received();
  unit.facts().readings = {judged.summary};
  const auto claimed = World().Judge(unit);
  EXPECT_EQ(FindingOf(claimed, "L-11"), "CAUTION acquired_in_another_month ris#a1 ris#o1");
  EXPECT_EQ(claimed.verdict.action(), v1::Action::CLAIM);
}

TEST(EdgeCase, TwoSectionsInOneMonthAreTwoUnits) {
  World world;
  world.registry.File("S-ADD1", "F-RECV", v1::Standard::ADD_ON_1);
  ReadingBuilder reading = ReadingBuilder::Received();
  EXPECT_EQ(world.Judge(reading).summary.section_group(), v1::SectionGroup::CT_MR);
  reading.Order().set_section("E001");
  reading.Order().set_modality(v1::ReadingOrdered::Modality::XR);
  const auto x_ray = world.Judge(reading);
  EXPECT_EQ(x_ray.summary.section_group(), v1::SectionGroup::XR);
  UnitBuilder unit = UnitBuilder::Received();
  unit.facts().group = v1::SectionGroup::XR;
  unit.facts().readings = {x_ray.summary};
  EXPECT_EQ(world.Judge(unit).verdict.add_on(), v1::ClaimItem::ADD_ON_1);
}

TEST(EdgeCase, CtAndMriInOneMonthAreOneUnit) {
  ReadingBuilder reading = ReadingBuilder::Received();
  const auto ct = World().Judge(reading).summary;
  reading.Order().set_modality(v1::ReadingOrdered::Modality::MR);
  reading.Order().set_reading_id("R-2");
  const auto mr = World().Judge(reading).summary;
  EXPECT_EQ(ct.section_group(), mr.section_group());
  UnitBuilder unit = UnitBuilder::Received();
  unit.facts().readings = {mr, ct};
  const auto judged = World().Judge(unit);
  EXPECT_EQ(judged.verdict.anchor(), "R-1");
  EXPECT_THAT(judged.verdict.not_claimable_again(), ::testing::ElementsAre("R-2"));
}

TEST(EdgeCase, ALateFactAfterTheCloseChangesTheVerdict) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("t1");
  EXPECT_EQ(World().JudgeClosed(reading).verdict.status(), Status::NEEDS_REVIEW);
  reading.Attach("t1", 1);
  EXPECT_EQ(World().JudgeClosed(reading).verdict.status(), Status::ELIGIBLE);
}

TEST(EdgeCase, TwoReceiversOfOneSenderEachBringTheirOwnLevel) {
  World world;
  world.registry.File("S-THIRD", "F-THIRD", v1::Standard::ADD_ON_4);
  UnitBuilder unit = UnitBuilder::Received();
  unit.Reading("R-1", Status::ELIGIBLE, "2026-06-03T11:00").set_reading_facility_id("F-THIRD");
  EXPECT_EQ(world.Judge(unit).verdict.points(), 340);
  UnitBuilder other = UnitBuilder::Received();
  other.Reading("R-1", Status::ELIGIBLE, "2026-06-03T11:00");
  EXPECT_EQ(world.Judge(other).verdict.points(), 175);
}

TEST(EdgeCase, ShortHoursOfARegularPhysicianCountAsFullTime) {
  World world;
  world.registry.Employment("E-FT").set_weekly_hours(30);
  EXPECT_EQ(StatusOf(world, ReadingBuilder::Received()), Status::ELIGIBLE);
}

}  // namespace
}  // namespace kakutei::rules
