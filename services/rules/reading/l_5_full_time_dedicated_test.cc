#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

std::string JudgeOf(const World& world) {
  return FindingOf(world.Judge(ReadingBuilder::Received()), "L-5");
}

TEST(FullTimeDedicated, PassesForAFullTimeDedicatedPhysician) { EXPECT_EQ(JudgeOf(World()), ""); }

TEST(FullTimeDedicated, IsIneligibleForAPartTimePhysician) {
  World world;
  world.registry.Employment("E-FT").set_status(EmploymentStatus::PART_TIME);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE not_full_time registry#E-FT ris#a1");
}

TEST(FullTimeDedicated, IsIneligibleForATrainee) {
  World world;
  world.registry.Employment("E-FT").set_status(EmploymentStatus::TRAINEE);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE not_full_time registry#E-FT ris#a1");
}

TEST(FullTimeDedicated, IsIneligibleWhenNotDedicated) {
  World world;
  world.registry.Employment("E-FT").set_dedicated_to_imaging(false);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE not_dedicated registry#E-FT ris#a1");
}

TEST(FullTimeDedicated, IsMissingWhenDedicationIsNotStated) {
  World world;
  world.registry.Employment("E-FT").clear_dedicated_to_imaging();
  EXPECT_EQ(JudgeOf(world), "PENDING dedication_unstated registry#E-FT ris#a1");
  EXPECT_EQ(FindingOf(world.JudgeClosed(ReadingBuilder::Received()), "L-5"),
            "NEEDS_REVIEW dedication_unstated registry#E-FT ris#a1");
}

TEST(FullTimeDedicated, TakesTheWorseOfEmploymentsThatDisagreeOnTheDedication) {
  World world;
  world.registry.Employ("E-FT2", "D-FT", "F-RECV", EmploymentStatus::FULL_TIME)
      .clear_dedicated_to_imaging();
  EXPECT_EQ(JudgeOf(world), "PENDING dedication_unstated registry#E-FT registry#E-FT2 ris#a1");
  world.registry.Employment("E-FT2").set_dedicated_to_imaging(false);
  EXPECT_EQ(JudgeOf(world), "INELIGIBLE not_dedicated registry#E-FT registry#E-FT2 ris#a1");
}

TEST(FullTimeDedicated, IsMissingWithoutADiagnosingPhysician) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("a1");
  reading.Remove("d1");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-5"), "PENDING no_diagnosis ris#o1");
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-5"), "NEEDS_REVIEW no_diagnosis ris#o1");
}

TEST(FullTimeDedicated, IsMissingWithoutAnEmploymentThere) {
  World world;
  world.registry.Remove("E-FT");
  EXPECT_EQ(JudgeOf(world), "PENDING not_recorded ris#a1");
  EXPECT_EQ(FindingOf(world.JudgeClosed(ReadingBuilder::Received()), "L-5"),
            "NEEDS_REVIEW not_recorded ris#a1");
}

TEST(FullTimeDedicated, IsMissingWhenEmployedOnlyElsewhere) {
  World world;
  world.registry.Employment("E-FT").set_facility_id("F-OTHER");
  EXPECT_EQ(JudgeOf(world), "PENDING not_recorded ris#a1");
}

TEST(FullTimeDedicated, LooksAtTheDiagnosisDateInTheHalfOpenInterval) {
  World world;
  auto& employment = world.registry.Employment("E-FT");
  employment.set_valid_to("2026-06-03");
  EXPECT_EQ(JudgeOf(world), "PENDING not_recorded ris#a1");
  employment.set_valid_from("2026-06-03");
  employment.set_valid_to("2026-06-04");
  EXPECT_EQ(JudgeOf(world), "");
}

TEST(FullTimeDedicated, NeedsReviewWhenEmploymentsThereDifferInStatus) {
  World world;
  world.registry.Employ("E-PT", "D-FT", "F-RECV", EmploymentStatus::PART_TIME);
  EXPECT_EQ(JudgeOf(world), "NEEDS_REVIEW statuses_differ registry#E-FT registry#E-PT ris#a1");
}

TEST(FullTimeDedicated, IsIneligibleWhenPartTimeAndTraineeThere) {
  World world;
  world.registry.Employment("E-FT").set_status(EmploymentStatus::TRAINEE);
  world.registry.Employ("E-PT", "D-FT", "F-RECV", EmploymentStatus::PART_TIME);
  const auto judged = world.Judge(ReadingBuilder::Received());
  EXPECT_EQ(FindingOf(judged, "L-5"),
            "INELIGIBLE not_full_time registry#E-FT registry#E-PT ris#a1");
  EXPECT_EQ(testing::ArgumentOf(judged.verdict, "L-5", "status"), "PART_TIME");
}

TEST(FullTimeDedicated, NeedsReviewWhenFullTimeAtTwoFacilities) {
  World world;
  world.registry.Employ("E-B", "D-FT", "F-OTHER", EmploymentStatus::FULL_TIME);
  world.registry.Employ("E-C", "D-FT", "F-THIRD", EmploymentStatus::PART_TIME);
  EXPECT_EQ(JudgeOf(world), "NEEDS_REVIEW full_time_twice registry#E-B registry#E-FT ris#a1");
}

TEST(FullTimeDedicated, AcceptsPartTimeWorkElsewhere) {
  World world;
  world.registry.Employ("E-B", "D-FT", "F-OTHER", EmploymentStatus::PART_TIME);
  EXPECT_EQ(JudgeOf(world), "");
}

TEST(FullTimeDedicated, AcceptsTwoFullTimeEmploymentsAtOneFacility) {
  World world;
  world.registry.Employ("E-FT2", "D-FT", "F-RECV", EmploymentStatus::FULL_TIME);
  EXPECT_EQ(JudgeOf(world), "");
}

TEST(FullTimeDedicated, DoesNotTakeAFacilityForAPhysicianOfTheSameId) {
  World world;
  world.registry.Remove("E-FT");
  world.registry.Employ("E-X", "D-OTHER", "D-FT", EmploymentStatus::FULL_TIME);
  EXPECT_EQ(JudgeOf(world), "PENDING not_recorded ris#a1");
}

TEST(FullTimeDedicated, CitesTheClausesOfTheEditionInForce) {
  World world;
  world.registry.Employment("E-FT").set_dedicated_to_imaging(false);
  ReadingBuilder reading = ReadingBuilder::Received();
  EXPECT_EQ(CitationOf(world.Judge(reading).verdict, "L-5"), "R8-TARIFF 通則4-8 2026-06-01");
  reading.At("a1", "2026-05-31T12:00");
  EXPECT_EQ(CitationOf(world.Judge(reading).verdict, "L-5"), "R6-TARIFF 通則4-7 2024-06-01");
}

TEST(FullTimeDedicated, CitesTheNewestEditionWhileThereIsNoDiagnosis) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("a1");
  reading.Remove("d1");
  EXPECT_EQ(CitationOf(World().Judge(reading).verdict, "L-5"), "R8-TARIFF 通則4-8 2026-06-01");
}

}  // namespace
}  // namespace kakutei::rules
