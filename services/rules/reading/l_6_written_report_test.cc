#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

TEST(WrittenReport, PassesForWrittenAndElectronicReports) {
  for (const auto form :
       {v1::ReportDelivered::Form::WRITTEN, v1::ReportDelivered::Form::ELECTRONIC}) {
    ReadingBuilder reading = ReadingBuilder::Received();
    reading.Delivery().set_form(form);
    EXPECT_EQ(FindingOf(World().Judge(reading), "L-6"), "");
  }
}

TEST(WrittenReport, IsMissingWithoutADelivery) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("d1");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-6"), "PENDING no_delivery ris#o1");
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-6"), "NEEDS_REVIEW no_delivery ris#o1");
}

TEST(WrittenReport, IsPendingThenIneligibleWhenOnlyTold) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Delivery().set_form(v1::ReportDelivered::Form::VERBAL);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-6"), "PENDING none_qualifies ris#d1");
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-6"), "INELIGIBLE none_qualifies ris#d1");
}

TEST(WrittenReport, DoesNotTakeAnotherPersonForTheTreatingPhysician) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Delivery().set_to_treating_physician(false);
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-6"), "INELIGIBLE none_qualifies ris#d1");
  reading.Delivery().clear_to_treating_physician();
  EXPECT_EQ(FindingOf(World().JudgeClosed(reading), "L-6"), "INELIGIBLE none_qualifies ris#d1");
}

TEST(WrittenReport, GoesByTheMonthOfTheDiagnosisAndNotOfTheAcquisition) {
  ReadingBuilder reading = ReadingBuilder::Received();
  *reading.Order().mutable_acquired_at() = testing::JstTimestamp("2026-05-31T23:50");
  reading.Delivery().set_form(v1::ReportDelivered::Form::VERBAL);
  World world;
  world.closed_months = {"2026-05"};
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-6"), "PENDING none_qualifies ris#d1");
}

TEST(WrittenReport, NamesEveryDeliveryThatDoesNotQualify) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Delivery().set_form(v1::ReportDelivered::Form::VERBAL);
  reading.Deliver("d2", 1, "2026-06-03T11:40").set_to_treating_physician(false);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-6"), "PENDING none_qualifies ris#d1 ris#d2");
}

TEST(WrittenReport, PassesWhenALaterDeliveryQualifies) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Delivery().set_form(v1::ReportDelivered::Form::VERBAL);
  reading.Deliver("d2", 1, "2026-06-04T09:00").set_form(v1::ReportDelivered::Form::WRITTEN);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-6"), "");
}

TEST(WrittenReport, CitesTheCircularByTitleBeforeR8) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("d1");
  EXPECT_EQ(CitationOf(World().Judge(reading).verdict, "L-6"), "R8-CIRCULAR 5(1)・6(2) 2026-06-01");
  reading.At("a1", "2026-05-31T12:00");
  EXPECT_EQ(CitationOf(World().Judge(reading).verdict, "L-6"),
            "R6-CIRCULAR 画像診断管理加算・遠隔画像診断 2024-06-01");
}

}  // namespace
}  // namespace kakutei::rules
