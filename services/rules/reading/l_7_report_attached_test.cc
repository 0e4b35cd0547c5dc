#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

TEST(ReportAttached, IsMissingForADeliveredVersion) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("t1");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-7"), "PENDING not_attached ris#d1");
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-7"), "NEEDS_REVIEW not_attached ris#d1");
  EXPECT_EQ(CitationOf(World().Judge(reading).verdict, "L-7"), "R8-CIRCULAR 5(1)・6(2) 2026-06-01");
}

TEST(ReportAttached, DoesNotTakeAnotherVersionForTheDeliveredOne) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("t1");
  reading.Attach("t2", 2);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-7"), "PENDING not_attached ris#d1");
}

TEST(ReportAttached, AsksForEveryDeliveredVersion) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 2, "D-FT", "2026-06-04T09:00");
  reading.Deliver("d2", 2, "2026-06-04T09:10");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(FindingOf(judged, "L-7"), "PENDING not_attached ris#d2");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-7", "version"), "2");
  reading.Remove("t1");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-7"), "PENDING not_attached ris#d1 ris#d2");
}

TEST(ReportAttached, AsksForNothingThatWasOnlyTold) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("t1");
  reading.Delivery().set_form(v1::ReportDelivered::Form::VERBAL);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-7"), "");
}

}  // namespace
}  // namespace kakutei::rules
