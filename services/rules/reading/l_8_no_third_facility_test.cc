#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

TEST(NoThirdFacility, IsIneligibleWhenACompanyReads) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().clear_acting_facility_id();
  reading.Report().set_acting_company_id("V-1");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(FindingOf(judged, "L-8"), "INELIGIBLE company ris#a1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-8", "actor"), "V-1");
  EXPECT_EQ(CitationOf(judged.verdict, "L-8"), "R8-CIRCULAR 5(1)・6(2) 2026-06-01");
}

TEST(NoThirdFacility, IsIneligibleWhenAThirdFacilityReads) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_acting_facility_id("F-OTHER");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(FindingOf(judged, "L-8"), "INELIGIBLE third_facility ris#a1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-8", "actor"), "F-OTHER");
}

TEST(NoThirdFacility, IsIneligibleWhenAThirdFacilitySigns) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Sign("W-1", 1, "D-OWN", "2026-06-03T11:20")
      .mutable_signature()
      ->set_acting_facility_id("F-OTHER");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-8"), "INELIGIBLE third_facility ris#W-1-1");
}

TEST(NoThirdFacility, CountsStepsAfterTheDelivery) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 2, "D-FT", "2026-06-05T09:00").set_acting_facility_id("F-OTHER");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-8"), "INELIGIBLE third_facility ris#a2");
}

TEST(NoThirdFacility, NamesTheCompanyFirstAndEveryStep) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_acting_facility_id("F-OTHER");
  auto& second = reading.Author("a2", 2, "D-FT", "2026-06-05T09:00");
  second.clear_acting_facility_id();
  second.set_acting_company_id("V-1");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-8"), "INELIGIBLE company ris#a1 ris#a2");
}

TEST(NoThirdFacility, AcceptsBothSidesOfAReceivedCase) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 2, "D-FT", "2026-06-03T11:05").set_acting_facility_id("F-SEND");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-8"), "");
}

}  // namespace
}  // namespace kakutei::rules
