#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::RulesOf;
using testing::Status;
using testing::World;

TEST(CoveredSection, PassesForEverySectionOfTheAddOn) {
  World world;
  world.registry.File("S-1", "F-RECV", v1::Standard::ADD_ON_1);
  for (const char* section : {"E001", "E004", "E102", "E203"}) {
    ReadingBuilder reading = ReadingBuilder::Received();
    reading.Order().set_section(section);
    const auto judged = world.Judge(reading);
    EXPECT_EQ(judged.verdict.status(), Status::ELIGIBLE) << section;
    EXPECT_THAT(RulesOf(judged.verdict), ::testing::IsEmpty()) << section;
  }
}

TEST(CoveredSection, IsIneligibleForAnotherSection) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Order().set_section("E200");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(FindingOf(judged, "L-1"), "INELIGIBLE section_not_covered ris#o1");
  EXPECT_EQ(judged.verdict.legal_status(), Status::INELIGIBLE);
}

TEST(CoveredSection, IsIneligibleWhenNotInsured) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Order().set_insured(false);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-1"), "INELIGIBLE not_insured ris#o1");
}

TEST(CoveredSection, NamesTheSectionWhereBothAreWrong) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Order().set_section("E200");
  reading.Order().set_insured(false);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-1"), "INELIGIBLE section_not_covered ris#o1");
}

TEST(CoveredSection, StillLetsOtherRulesSpeakWhereItIsIneligible) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Order().set_insured(false);
  reading.Remove("t1");
  EXPECT_THAT(RulesOf(World().Judge(reading).verdict), ::testing::ElementsAre("L-1", "L-7"));
}

TEST(CoveredSection, IsMissingWithoutOrderAndNothingElseIsJudged) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("o1");
  reading.Report().set_acting_facility_id("F-OTHER");
  const auto open = World().Judge(reading);
  EXPECT_EQ(FindingOf(open, "L-1"), "PENDING no_order");
  EXPECT_THAT(RulesOf(open.verdict), ::testing::ElementsAre("L-1"));
  // The diagnosis alone tells the month, which is closed.
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-1"), "NEEDS_REVIEW no_order");
}

TEST(CoveredSection, IsMissingWithoutSectionAndNothingElseIsJudged) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Order().clear_section();
  reading.Order().set_insured(false);
  reading.Report().set_acting_facility_id("F-OTHER");
  const auto open = World().Judge(reading);
  EXPECT_EQ(FindingOf(open, "L-1"), "PENDING section_unstated ris#o1");
  EXPECT_THAT(RulesOf(open.verdict), ::testing::ElementsAre("L-1"));
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-1"), "NEEDS_REVIEW section_unstated ris#o1");
}

TEST(CoveredSection, IsMissingWithoutInsuranceEvenForAnotherSection) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Order().clear_insured();
  reading.Order().set_section("E200");
  const auto open = World().Judge(reading);
  EXPECT_EQ(FindingOf(open, "L-1"), "PENDING insured_unstated ris#o1");
  EXPECT_THAT(RulesOf(open.verdict), ::testing::ElementsAre("L-1"));
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-1"), "NEEDS_REVIEW insured_unstated ris#o1");
}

TEST(CoveredSection, CitesTheClausesOfTheEditionInForce) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Order().set_insured(false);
  EXPECT_EQ(CitationOf(World().Judge(reading).verdict, "L-1"), "R8-TARIFF 通則4-8 2026-06-01");
  reading.At("a1", "2026-05-31T23:59");
  EXPECT_EQ(CitationOf(World().Judge(reading).verdict, "L-1"), "R6-TARIFF 通則4-7 2024-06-01");
}

}  // namespace
}  // namespace kakutei::rules
