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

void Sign(v1::ReadingSummary& reading, const std::string& physician, const std::string& date) {
  auto& signing = *reading.add_signings();
  signing.set_date(date);
  signing.set_physician_id(physician);
  signing.set_fact("ris#W-" + reading.reading_id());
}

MonthBuilder Signed(int count, const std::string& date = "2026-06-05") {
  MonthBuilder month = MonthBuilder::Own();
  for (int i = 0; i < count; ++i) Sign(month.Reading("R-" + std::to_string(i)), "D-OWN", date);
  return month;
}

TEST(ConfirmationsPerDay, AreACautionAboveOneHundredAndFifty) {
  EXPECT_EQ(FindingOf(World().Judge(Signed(150)).verdict, "ATS2-N2.3"), "");
  const auto verdict = World().Judge(Signed(151)).verdict;
  EXPECT_EQ(FindingOf(verdict, "ATS2-N2.3").substr(0, 16), "CAUTION too_many");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-N2.3", "number"), "151");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-N2.3", "physician"), "D-OWN");
  EXPECT_EQ(ArgumentOf(verdict, "ATS2-N2.3", "date"), "2026-06-05");
  EXPECT_EQ(CitationOf(verdict, "ATS2-N2.3"), "ATS2 注2 2026-06-20");
  ASSERT_EQ(verdict.findings_size(), 1);
  EXPECT_EQ(verdict.findings(0).facts_size(), kMostFacts);
}

TEST(ConfirmationsPerDay, AreThoseOfOnePhysicianOnOneDayOfTheMonth) {
  World world;
  v1::Parameters changes;
  changes.set_max_confirmations_per_day(1);
  world.policy = testing::PolicyWith(changes);
  const auto finding = [&](const MonthBuilder& month) {
    return FindingOf(world.Judge(month).verdict, "ATS2-N2.3");
  };
  EXPECT_EQ(finding(Signed(2)), "CAUTION too_many ris#W-R-0 ris#W-R-1");
  EXPECT_EQ(finding(Signed(2, "2026-07-01")), "");
  MonthBuilder month = Signed(1);
  Sign(month.Reading("R-2"), "D-OWN", "2026-06-06");
  Sign(month.Reading("R-3"), "D-2", "2026-06-05");
  EXPECT_EQ(finding(month), "");
}

TEST(ConfirmationsPerDay, AreSummarisedOncePerReadingPhysicianAndDay) {
  ReadingBuilder reading = ReadingBuilder::OwnDraftedBy("D-PT");
  reading.Sign("W-2", 1, "D-OWN", "2026-06-03T11:10");
  reading.Sign("W-3", 1, "D-OWN", "2026-06-04T00:00");
  for (const char* review : {"W-1", "W-2", "W-3"}) {
    reading.Review(review).set_claimant_facility_id("F-OWN");
    reading.Review(review).set_reading_facility_id("F-OWN");
  }
  const auto summary = World().Judge(reading).summary;
  ASSERT_EQ(summary.signings_size(), 2);
  EXPECT_EQ(summary.signings(0).date(), "2026-06-03");
  EXPECT_EQ(summary.signings(0).fact(), "ris#W-2-1");
  EXPECT_EQ(summary.signings(1).date(), "2026-06-04");
  reading.Review("W-3").set_reading_facility_id("F-RECV");
  EXPECT_EQ(World().Judge(reading).summary.signings_size(), 1);
  reading.Add("x1", "2026-06-05T10:00").mutable_reading_cancelled()->set_reading_id("R-1");
  EXPECT_EQ(World().Judge(reading).summary.signings_size(), 0);
}

}  // namespace
}  // namespace kakutei::rules
