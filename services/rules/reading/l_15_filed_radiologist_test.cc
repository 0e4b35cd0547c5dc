#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::Status;
using testing::World;

TEST(FiledRadiologist, NeedsReviewWhereTheDiagnosingPhysicianIsNotOnTheList) {
  World world;
  world.registry.Remove("R-FT");
  const auto judged = world.Judge(ReadingBuilder::Received());
  EXPECT_EQ(FindingOf(judged, "L-15"), "NEEDS_REVIEW not_filed registry#E-FT ris#a1");
  EXPECT_EQ(CitationOf(judged.verdict, "L-15"), "R8-STANDARDS 第3の1 2026-06-01");
  EXPECT_EQ(judged.verdict.legal_status(), Status::NEEDS_REVIEW);
}

TEST(FiledRadiologist, CountsOnTheDiagnosisDateInTheHalfOpenInterval) {
  World world;
  auto& filed = world.registry.FileRadiologist("R-FT", "D-FT", "F-RECV");
  filed.set_valid_from("2026-06-03");
  filed.set_valid_to("2026-06-04");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-15"), "");
  filed.set_valid_from("2026-06-04");
  filed.clear_valid_to();
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-15"), "");
}

TEST(FiledRadiologist, IsAskedOfTheReadingFacility) {
  World world;
  world.registry.FileRadiologist("R-FT", "D-FT", "F-SEND");
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-15"), "");
  world.registry.Remove("R-OWN");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Own()), "L-15"),
            "NEEDS_REVIEW not_filed registry#E-OWN ris#a1");
}

TEST(FiledRadiologist, IsOfNoConcernForOneWhoIsNotFullTimeAndDedicated) {
  World world;
  world.registry.Remove("R-FT");
  world.registry.Employment("E-FT").set_dedicated_to_imaging(false);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-15"), "");
  world.registry.Employment("E-FT").set_status(EmploymentStatus::PART_TIME);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-15"), "");
}

TEST(FiledRadiologist, WaitsForADiagnosis) {
  World world;
  world.registry.Remove("R-FT");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("a1");
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-15"), "");
}

}  // namespace
}  // namespace kakutei::rules
