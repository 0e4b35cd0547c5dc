#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

TEST(ReadingFacilityFiling, IsIneligibleWithoutAnAddOn) {
  World world;
  world.registry.Remove("S-ADD");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-3"),
            "INELIGIBLE no_add_on_filed ris#a1 ris#o1");
}

TEST(ReadingFacilityFiling, IsIneligibleForAnOwnCaseWithoutAnAddOn) {
  World world;
  world.registry.Remove("S-OWN");
  const auto judged = world.Judge(ReadingBuilder::Own());
  EXPECT_EQ(FindingOf(judged, "L-3"), "INELIGIBLE no_add_on_filed ris#a1 ris#o1");
}

TEST(ReadingFacilityFiling, IsIneligibleWithoutTheReceivingFiling) {
  World world;
  world.registry.Remove("S-RECV");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-3"),
            "INELIGIBLE no_receiving_filing ris#a1 ris#o1");
}

TEST(ReadingFacilityFiling, NamesTheAddOnWhereBothFilingsAreAbsent) {
  World world;
  world.registry.Remove("S-ADD");
  world.registry.Remove("S-RECV");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-3"),
            "INELIGIBLE no_add_on_filed ris#a1 ris#o1");
}

TEST(ReadingFacilityFiling, CoversXRayByLevelOneOnly) {
  for (const char* section : {"E001", "E004"}) {
    ReadingBuilder reading = ReadingBuilder::Received();
    reading.Order().set_section(section);
    for (int level = v1::Standard::ADD_ON_1; level <= v1::Standard::ADD_ON_4; ++level) {
      World world;
      world.registry.Filing("S-ADD").set_standard(static_cast<v1::Standard::Value>(level));
      EXPECT_EQ(FindingOf(world.Judge(reading), "L-3"),
                level == v1::Standard::ADD_ON_1 ? "" : "INELIGIBLE no_add_on_filed ris#a1 ris#o1")
          << section << " level " << level;
    }
  }
}

TEST(ReadingFacilityFiling, CoversNuclearMedicineAndCtByEveryLevel) {
  for (const char* section : {"E102", "E203"}) {
    ReadingBuilder reading = ReadingBuilder::Received();
    reading.Order().set_section(section);
    for (int level = v1::Standard::ADD_ON_1; level <= v1::Standard::ADD_ON_4; ++level) {
      World world;
      world.registry.Filing("S-ADD").set_standard(static_cast<v1::Standard::Value>(level));
      EXPECT_EQ(FindingOf(world.Judge(reading), "L-3"), "") << section << " level " << level;
    }
  }
}

TEST(ReadingFacilityFiling, CountsALevelWithoutPointsOnThatDateAsNotFiled) {
  World world;
  world.registry.Filing("S-OWN").set_standard(v1::Standard::ADD_ON_4);
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.At("a1", "2024-05-31T23:00");
  const auto before = world.Judge(reading);
  EXPECT_EQ(FindingOf(before, "L-3"), "INELIGIBLE no_add_on_filed ris#a1 ris#o1");
  EXPECT_EQ(CitationOf(before.verdict, "L-3"), "R4-TARIFF 通則4-7 2022-04-01");
  reading.At("a1", "2024-06-01T00:00");
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-3"), "");
}

TEST(ReadingFacilityFiling, TakesTheLevelsOfTheFirstEditionBeforeIt) {
  World world;
  world.registry.Filing("S-OWN").set_valid_from("2010-04-01");
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.At("a1", "2018-03-31T12:00");
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-3"), "");
  world.registry.Filing("S-OWN").set_standard(v1::Standard::ADD_ON_4);
  const auto judged = world.Judge(reading);
  EXPECT_EQ(FindingOf(judged, "L-3"), "INELIGIBLE no_add_on_filed ris#a1 ris#o1");
  EXPECT_EQ(CitationOf(judged.verdict, "L-3"), "H30-TARIFF 通則4-7 2018-04-01");
}

TEST(ReadingFacilityFiling, CountsOnlyFilingsInForceOnTheDiagnosisDate) {
  World world;
  world.registry.Filing("S-ADD").set_valid_to("2026-06-03");
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-3"), "");
  world.registry.Filing("S-ADD").set_valid_to("2026-06-04");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-3"), "");
}

TEST(ReadingFacilityFiling, IsNotJudgedForAnotherSection) {
  World world;
  world.registry.Remove("S-ADD");
  world.registry.Remove("S-RECV");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Order().set_section("E200");
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-3"), "");
}

TEST(ReadingFacilityFiling, AsksAnOwnCaseForNoReceivingFiling) {
  EXPECT_EQ(FindingOf(World().Judge(ReadingBuilder::Own()), "L-3"), "");
}

TEST(ReadingFacilityFiling, CitesTheClausesOfTheEditionInForce) {
  World world;
  world.registry.Remove("S-ADD");
  ReadingBuilder reading = ReadingBuilder::Received();
  EXPECT_EQ(CitationOf(world.Judge(reading).verdict, "L-3"), "R8-TARIFF 通則4-8 2026-06-01");
  reading.At("a1", "2026-05-31T12:00");
  EXPECT_EQ(CitationOf(world.Judge(reading).verdict, "L-3"), "R6-TARIFF 通則4-7 2024-06-01");
}

}  // namespace
}  // namespace kakutei::rules
