#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::ReviewBuilder;
using testing::RulesOf;
using testing::World;

constexpr auto kBulk = v1::ConfirmationSigned::Mode::BULK;
constexpr auto kAutomatic = v1::ConfirmationSigned::Mode::AUTOMATIC;

// An own case that D-PT wrote and D-OWN confirmed in this review.
ReadingBuilder ConfirmedBy(
    const World& world, const ReviewBuilder& review,
    v1::ReadingOrdered::Modality::Value modality = v1::ReadingOrdered::Modality::CT) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Report().set_author_physician_id("D-PT");
  reading.Review("W-1") = world.Assess(review, modality);
  return reading;
}

World WithPartTime() {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  return world;
}

std::string JudgeOf(const ReviewBuilder& review, std::string_view rule) {
  const World world = WithPartTime();
  return FindingOf(world.Judge(ConfirmedBy(world, review)), rule);
}

TEST(RubberStamp, PassesForASubstantiveConfirmation) {
  const World world = WithPartTime();
  EXPECT_THAT(RulesOf(world.Judge(ConfirmedBy(world, ReviewBuilder::Complete())).verdict),
              ::testing::ElementsAre("ATS2-3.2"));
}

TEST(RubberStamp, IsIneligibleForABulkConfirmationOfTheException) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Signature().set_mode(kBulk);
  EXPECT_EQ(JudgeOf(review, "ATS2-N1.1"), "INELIGIBLE bulk ris#s1");
  EXPECT_EQ(JudgeOf(review, "ATS2-3.2"), "INELIGIBLE formal_only ris#a1 ris#s1");
}

TEST(RubberStamp, IsIneligibleForAnAutomaticConfirmationOfTheException) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Signature().set_mode(kAutomatic);
  EXPECT_EQ(JudgeOf(review, "ATS2-N1.1"), "INELIGIBLE automatic ris#s1");
}

TEST(RubberStamp, IsIneligibleWhereNoSeriesWasViewed) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Viewed().set_series_viewed(0);
  EXPECT_EQ(JudgeOf(review, "ATS2-N1.1"), "INELIGIBLE no_series_viewed ris#s1 ris#v1");
  const World world = WithPartTime();
  EXPECT_EQ(testing::CitationOf(world.Judge(ConfirmedBy(world, review)).verdict, "ATS2-N1.1"),
            "ATS2 注1 2026-06-20");
}

TEST(RubberStamp, IsACautionWhereTheConfirmationWasNotNeeded) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Signature().set_mode(kBulk);
  const World world;
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Review("W-1") = world.Assess(review);
  const auto judged = world.Judge(reading);
  EXPECT_EQ(FindingOf(judged, "ATS2-N1.1"), "CAUTION bulk ris#s1");
  EXPECT_THAT(RulesOf(judged.verdict), ::testing::ElementsAre("ATS2-N1.1"));
}

TEST(RubberStamp, IsACautionInAReceivedCase) {
  ReadingBuilder reading = ReadingBuilder::Received();
  auto& signature = reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  signature.set_formal(true);
  auto& finding = *signature.add_findings();
  finding.set_rule_id("ATS2-N1.1");
  finding.set_message_code("automatic");
  finding.set_outcome(v1::Assessment::FORMAL_ONLY);
  finding.add_facts("ris#W-1-1");
  EXPECT_EQ(FindingOf(World().Judge(reading), "ATS2-N1.1"), "CAUTION automatic ris#W-1-1");
}

TEST(RubberStamp, IsACautionForAFormalSignatureAfterTheDelivery) {
  // The exception is in question, but what it rests on is not this signature.
  ReviewBuilder review;
  review.Sign("s2", 1, "2026-06-04T09:00").set_mode(kBulk);
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Author("a1", 1, "D-PT", "2026-06-03T11:00");
  reading.Author("a2", 2, "D-OWN", "2026-06-03T11:10");
  reading.Deliver("d1", 2, "2026-06-03T11:30");
  reading.Review("W-2") = world.Assess(review);
  const auto judged = world.Judge(reading);
  EXPECT_EQ(FindingOf(judged, "ATS2-N1.1"), "CAUTION bulk ris#s2");
  EXPECT_EQ(FindingOf(judged, "ATS2-N1.2"), "");
}

TEST(RubberStamp, SaysNothingOfOtherConfirmationsWhereTheExceptionRestsOnOne) {
  ReviewBuilder second;
  second.Sign("s2", 1, "2026-06-04T09:00").set_mode(kBulk);
  const World world = WithPartTime();
  ReadingBuilder reading = ConfirmedBy(world, ReviewBuilder::Complete());
  reading.Review("W-2") = world.Assess(second);
  EXPECT_EQ(FindingOf(world.Judge(reading), "ATS2-N1.1"), "");
}

TEST(Comparison, NeedsReviewWhereTooFewSeriesWereViewed) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Viewed().set_series_viewed(1);
  EXPECT_EQ(JudgeOf(review, "ATS2-N1.2"), "NEEDS_REVIEW too_few_series ris#s1 ris#v1");
  EXPECT_EQ(JudgeOf(review, "ATS2-3.2"), "NEEDS_REVIEW insufficient_evidence ris#a1 ris#s1");
}

TEST(Comparison, NeedsReviewWhereTheImagesWereViewedTooShort) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Viewed().set_active_seconds(29);
  EXPECT_EQ(JudgeOf(review, "ATS2-N1.2"), "NEEDS_REVIEW too_short ris#s1 ris#v1");
}

TEST(Comparison, IsMissingWithoutViewedImages) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Remove("v1");
  EXPECT_EQ(JudgeOf(review, "ATS2-N1.2"), "PENDING no_images_viewed ris#s1");
  const World world = WithPartTime();
  EXPECT_EQ(FindingOf(world.JudgeClosed(ConfirmedBy(world, review)), "ATS2-N1.2"),
            "NEEDS_REVIEW no_images_viewed ris#s1");
}

TEST(Comparison, IsMissingWithoutAComparison) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Remove("p1");
  EXPECT_EQ(JudgeOf(review, "ATS2-N1.2"), "PENDING not_compared ris#s1");
  const World world = WithPartTime();
  EXPECT_EQ(FindingOf(world.JudgeClosed(ConfirmedBy(world, review)), "ATS2-N1.2"),
            "NEEDS_REVIEW not_compared ris#s1");
}

TEST(Comparison, IsMissingWhereTheModalityWasUnknown) {
  const World world = WithPartTime();
  const ReadingBuilder reading = ConfirmedBy(world, ReviewBuilder::Complete(),
                                             v1::ReadingOrdered::Modality::MODALITY_UNSPECIFIED);
  EXPECT_EQ(FindingOf(world.Judge(reading), "ATS2-N1.2"), "PENDING modality_unknown ris#s1 ris#v1");
  EXPECT_EQ(FindingOf(world.JudgeClosed(reading), "ATS2-N1.2"),
            "NEEDS_REVIEW modality_unknown ris#s1 ris#v1");
}

TEST(Comparison, TakesTheWorseFindingWhereEvidenceIsBothShortAndPending) {
  // The assessment is EVIDENCE_PENDING, which outranks; each branch keeps its own outcome.
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Viewed().set_active_seconds(1);
  review.Remove("p1");
  EXPECT_EQ(JudgeOf(review, "ATS2-3.2"), "PENDING evidence_pending ris#a1 ris#s1");
  EXPECT_EQ(JudgeOf(review, "ATS2-N1.2"), "NEEDS_REVIEW too_short ris#s1 ris#v1");
}

TEST(Comparison, IsNoFindingWhereTheConfirmationWasNotNeeded) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Remove("v1");
  const World world;
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Review("W-1") = world.Assess(review);
  EXPECT_THAT(RulesOf(world.Judge(reading).verdict), ::testing::IsEmpty());
}

TEST(Burst, NeedsReviewWhereTheConfirmerSignedTooManyWithinAMinute) {
  World world = WithPartTime();
  for (int i = 0; i < 10; ++i) {
    world.signings.push_back({"F-OWN/R-" + std::to_string(i), testing::Jst("2026-06-03T11:20:10")});
  }
  world.signings.push_back({"F-OWN/R-1", testing::Jst("2026-06-03T11:20")});
  const ReadingBuilder reading = ConfirmedBy(world, ReviewBuilder::Complete());
  EXPECT_EQ(FindingOf(world.Judge(reading), "ATS2-N1.3"), "NEEDS_REVIEW burst ris#s1");
  EXPECT_EQ(FindingOf(world.Judge(reading), "ATS2-3.2"),
            "NEEDS_REVIEW insufficient_evidence ris#a1 ris#s1");
  ReadingBuilder not_needed = ReadingBuilder::Own();
  not_needed.Review("W-1") = world.Assess(ReviewBuilder::Complete());
  EXPECT_EQ(FindingOf(world.Judge(not_needed), "ATS2-N1.3"), "");
}

}  // namespace
}  // namespace kakutei::rules
