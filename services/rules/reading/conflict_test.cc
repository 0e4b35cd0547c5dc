#include <gtest/gtest.h>

#include "base/digest.h"
#include "rules/testing/packs.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::Status;
using testing::World;

// The report once more, by another source.
v1::ReportAuthored& OtherReport(ReadingBuilder& reading) {
  auto& report = reading.Author("a9", 1, "D-FT", "2026-06-03T10:59");
  reading.Event("a9").set_source("his");
  return report;
}

TEST(Conflict, NeedsReviewWhereTwoSourcesDifferAndNamesBoth) {
  ReadingBuilder reading = ReadingBuilder::Received();
  OtherReport(reading).set_place(v1::Place::OFF_SITE);
  const World world;
  const auto judged = world.Judge(reading);
  EXPECT_EQ(FindingOf(judged, "CONFLICT"), "NEEDS_REVIEW sources_differ his#a9 ris#a1");
  EXPECT_EQ(CitationOf(judged.verdict, "CONFLICT"),
            "OPERATOR CONFLICT " +
                base::DigestText(base::Sha256(testing::PackSet().TextOf("operator-thresholds"))));
  EXPECT_EQ(ArgumentOf(judged.verdict, "CONFLICT", "one"), "his#a9");
  EXPECT_EQ(ArgumentOf(judged.verdict, "CONFLICT", "other"), "ris#a1");
  EXPECT_EQ(judged.verdict.status(), Status::NEEDS_REVIEW);
  EXPECT_EQ(judged.verdict.legal_status(), Status::ELIGIBLE);
}

TEST(Conflict, IsNoneWhereOneSourceLeavesTheFieldOut) {
  ReadingBuilder reading = ReadingBuilder::Received();
  auto& report = OtherReport(reading);
  report.clear_remote_system();
  report.clear_electronic_signature();
  EXPECT_EQ(FindingOf(World().Judge(reading), "CONFLICT"), "");
  report.set_electronic_signature(false);
  EXPECT_NE(FindingOf(World().Judge(reading), "CONFLICT"), "");
}

TEST(Conflict, IsNoneBetweenDifferentSlots) {
  ReadingBuilder reading = ReadingBuilder::Received();
  auto& report = OtherReport(reading);
  report.set_place(v1::Place::OFF_SITE);
  report.set_step(v1::ReportAuthored::Step::ADDENDUM);
  EXPECT_EQ(FindingOf(World().Judge(reading), "CONFLICT"), "");
}

TEST(Conflict, NeedsReviewWhereTheSourcesOfAReviewDiffer) {
  ReadingBuilder reading = ReadingBuilder::Received();
  auto& review = reading.Review("W-1");
  review.add_conflicting_facts("his#w1");
  review.add_conflicting_facts("ris#w1");
  EXPECT_EQ(FindingOf(World().Judge(reading), "CONFLICT"),
            "NEEDS_REVIEW sources_differ his#w1 ris#w1");
}

// One review, of which two sources name different reading facilities.
ReadingBuilder AtTwoFacilities(const std::string& source, int version) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  reading.Correct("W-1", 1, 2, "2026-06-03T12:20");
  reading.Sign("W-1b", version, "D-FT", "2026-06-03T11:21").set_fact(source + "#s9");
  reading.Correct("W-1b", 1, version + 1, "2026-06-03T12:21").set_fact(source + "#c9");
  reading.Review("W-1b").set_review_id("W-1");
  reading.Review("W-1b").set_reading_facility_id("F-SEND");
  return reading;
}

TEST(Conflict, NeedsReviewWhereAReviewIsSaidToBeOfTwoFacilities) {
  EXPECT_EQ(FindingOf(World().Judge(AtTwoFacilities("his", 1)), "CONFLICT"),
            "NEEDS_REVIEW sources_differ his#c9 his#s9 ris#W-1-1 ris#W-1-c2");
  EXPECT_EQ(FindingOf(World().Judge(AtTwoFacilities("his", 7)), "CONFLICT"), "");
  EXPECT_EQ(FindingOf(World().Judge(AtTwoFacilities("ris", 1)), "CONFLICT"), "");
}

TEST(Conflict, SeesPastAFacilityOfTheSameReviewInBetween) {
  ReadingBuilder reading = AtTwoFacilities("his", 1);
  // A third facility, of which nothing is signed.
  reading.Review("W-1a").set_review_id("W-1");
  reading.Review("W-1a").set_reading_facility_id("F-OWN");
  EXPECT_EQ(FindingOf(World().Judge(reading), "CONFLICT"),
            "NEEDS_REVIEW sources_differ his#c9 his#s9 ris#W-1-1 ris#W-1-c2");
}

}  // namespace
}  // namespace kakutei::rules
