#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::ReadingBuilder;
using testing::World;

void Relay(v1::ReadingSummary& reading, const std::string& month, const std::string& fact) {
  auto& relay = *reading.add_relays();
  relay.set_month(month);
  relay.set_fact(fact);
}

TEST(Relays, AreACautionWithTheirCount) {
  MonthBuilder month = MonthBuilder::Received();
  Relay(month.Reading("R-1"), "2026-06", "ris#x1");
  Relay(month.last(), "2026-06", "ris#x2");
  // A reading of another month, too.
  month.Reading("R-2").set_month("2026-05");
  Relay(month.last(), "2026-06", "ris#x3");
  Relay(month.last(), "2026-05", "ris#x4");
  const auto verdict = World().JudgePair(month);
  EXPECT_EQ(FindingOf(verdict, "ATS2-2.3"), "CAUTION relayed ris#x1 ris#x2 ris#x3");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-2.3", "number"), "3");
  EXPECT_EQ(verdict.relays(), 3);
  EXPECT_EQ(CitationOf(verdict, "ATS2-2.3"), "ATS2 2 2026-06-20");
}

TEST(Relays, AreACautionFromTheFirst) {
  MonthBuilder month = MonthBuilder::Received();
  Relay(month.Reading("R-1"), "2026-06", "ris#x1");
  EXPECT_EQ(FindingOf(World().JudgePair(month), "ATS2-2.3"), "CAUTION relayed ris#x1");
}

TEST(Relays, AreShownWhereThereAreNone) {
  const auto verdict = World().JudgePair(MonthBuilder::Received().Readings(1));
  EXPECT_EQ(FindingOf(verdict, "ATS2-2.3"), "");
  EXPECT_TRUE(verdict.has_relays());
  EXPECT_EQ(verdict.relays(), 0);
}

TEST(Relays, AreSummarisedByTheirOwnMonth) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Add("x1", "2026-06-30T23:59:59").mutable_message_relayed()->set_vendor_id("V-1");
  reading.Add("x2", "2026-07-01T00:00").mutable_message_relayed()->set_vendor_id("V-1");
  reading.Deliver("d2", 1, "2026-06-04T10:00").set_form(v1::ReportDelivered::Form::VERBAL);
  reading.Delivery("d2").set_route(v1::ReportDelivered::Route::VENDOR_STAFF);
  const auto summary = World().Judge(reading).summary;
  ASSERT_EQ(summary.relays_size(), 3);
  EXPECT_EQ(summary.relays(0).fact() + " " + summary.relays(0).month(), "ris#x1 2026-06");
  EXPECT_EQ(summary.relays(1).fact() + " " + summary.relays(1).month(), "ris#x2 2026-07");
  EXPECT_EQ(summary.relays(2).fact() + " " + summary.relays(2).month(), "ris#d2 2026-06");
}

}  // namespace
}  // namespace kakutei::rules
