#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

TEST(SendingFiling, IsIneligibleWhenTheSenderHasNotFiled) {
  World world;
  world.registry.Remove("S-SEND");
  const auto judged = world.Judge(ReadingBuilder::Received());
  EXPECT_EQ(FindingOf(judged, "L-2"), "INELIGIBLE not_filed ris#a1 ris#o1");
  EXPECT_EQ(CitationOf(judged.verdict, "L-2"), "R8-TARIFF 通則6 2026-06-01");
}

TEST(SendingFiling, DoesNotTakeTheReceiversFilingForTheSenders) {
  World world;
  world.registry.Filing("S-SEND").set_facility_id("F-RECV");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-2"),
            "INELIGIBLE not_filed ris#a1 ris#o1");
}

TEST(SendingFiling, DoesNotTakeTheReceivingSidesStandard) {
  World world;
  world.registry.Filing("S-SEND").set_standard(v1::Standard::TELERADIOLOGY_RECEIVING);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-2"),
            "INELIGIBLE not_filed ris#a1 ris#o1");
}

TEST(SendingFiling, CountsOnTheDiagnosisDateInTheHalfOpenInterval) {
  World world;
  auto& filing = world.registry.Filing("S-SEND");
  filing.set_valid_from("2026-06-03");
  filing.set_valid_to("2026-06-04");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-2"), "");
  filing.set_valid_from("2026-06-04");
  filing.clear_valid_to();
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-2"), "");
  filing.set_valid_from("2020-04-01");
  filing.set_valid_to("2026-06-03");
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-2"), "");
}

TEST(SendingFiling, IsNotAskedOfAnOwnCase) {
  EXPECT_EQ(FindingOf(World().Judge(ReadingBuilder::Own()), "L-2"), "");
}

TEST(SendingFiling, WaitsForADiagnosisDate) {
  World world;
  world.registry.Remove("S-SEND");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("a1");
  reading.Remove("d1");
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-2"), "");
}

}  // namespace
}  // namespace kakutei::rules
