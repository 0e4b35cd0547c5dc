#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::Status;
using testing::World;

World LongFiled() {
  World world;
  world.registry.Filing("S-OWN").set_valid_from("2010-04-01");
  world.registry.Employment("E-OWN").set_valid_from("2010-04-01");
  world.registry.FileRadiologist("R-OWN", "D-OWN", "F-OWN").set_valid_from("2010-04-01");
  world.registry.Attest("T-OWN", "F-OWN", v1::AttestationRecorded::Kind::SECURITY_GUIDELINE)
      .set_valid_from("2010-04-01");
  return world;
}

TEST(PolicyCurrent, NeedsReviewBeforeTheFirstFeeSchedule) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.At("a1", "2018-03-31T23:59:59");
  const auto judged = LongFiled().Judge(reading);
  EXPECT_EQ(FindingOf(judged, "ATS2-P.14"), "NEEDS_REVIEW not_covered ris#a1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "ATS2-P.14", "date"), "2018-03-31");
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-P.14"), "ATS2 前文 2026-06-20");
  EXPECT_EQ(judged.verdict.status(), Status::NEEDS_REVIEW);
  // A threshold of the operator's, no law.
  EXPECT_EQ(judged.verdict.legal_status(), Status::ELIGIBLE);
}

TEST(PolicyCurrent, PassesFromTheFirstFeeScheduleOn) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.At("a1", "2018-04-01T00:00");
  EXPECT_EQ(FindingOf(LongFiled().Judge(reading), "ATS2-P.14"), "");
  EXPECT_EQ(FindingOf(World().Judge(ReadingBuilder::Received()), "ATS2-P.14"), "");
}

TEST(PolicyCurrent, WaitsForADiagnosisDate) {
  ReadingBuilder reading = ReadingBuilder::Own();
  *reading.Order().mutable_acquired_at() = testing::JstTimestamp("2018-03-31T12:00");
  reading.Remove("a1");
  reading.Remove("d1");
  EXPECT_EQ(FindingOf(LongFiled().Judge(reading), "ATS2-P.14"), "");
}

}  // namespace
}  // namespace kakutei::rules
