#include "confirmation_review/awaiting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"
#include "rules/testing/review_builder.h"

namespace kakutei::confirmation_review {
namespace {

using rules::testing::JstTimestamp;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;
using rules::testing::ReviewBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

class Awaiting : public testing::Test {
 protected:
  std::optional<AwaitingDraft> Find(const ReadingBuilder& reading) const {
    rules::Registry registry;
    RegistryBuilder::Complete().FoldInto(registry);
    return FindAwaiting(claimant_, "R-1", reading.Build(), reviews_, registry);
  }
  // Version 1, by somebody who is not on record at F-OWN.
  static ReadingBuilder Draft() {
    ReadingBuilder reading = ReadingBuilder::Own();
    reading.Report().set_author_physician_id("D-PT");
    return reading;
  }
  static v1::Dossier Opened() {
    ReviewBuilder review;
    review.Open("w1", "D-OWN", "2026-06-03T11:10");
    return review.Build();
  }

  std::string claimant_ = "F-OWN";
  std::vector<v1::Dossier> reviews_;
};

TEST_F(Awaiting, IsAnOwnDraftOfSomebodyNotFullTimeAndDedicated) {
  const auto awaiting = Find(Draft());
  ASSERT_TRUE(awaiting);
  EXPECT_EQ(awaiting->reading_facility_id, "F-OWN");
  EXPECT_EQ(awaiting->draft.claimant_facility_id(), "F-OWN");
  EXPECT_EQ(awaiting->draft.reading_id(), "R-1");
  EXPECT_EQ(awaiting->draft.report_version(), 1);
  EXPECT_EQ(awaiting->draft.author_physician_id(), "D-PT");
  EXPECT_EQ(awaiting->draft.since().seconds(), JstTimestamp("2026-06-03T11:00").seconds());
  EXPECT_THAT(awaiting->draft.review_ids(), IsEmpty());
}

TEST_F(Awaiting, IsNotWhatAFullTimeDedicatedPhysicianWrote) {
  EXPECT_FALSE(Find(ReadingBuilder::Own()));
}

TEST_F(Awaiting, IsNotAReceivedCaseWithoutReview) {
  claimant_ = "F-SEND";
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-PT");
  EXPECT_FALSE(Find(reading));
}

TEST_F(Awaiting, IsWhateverAReviewIsOpenOf) {
  claimant_ = "F-SEND";
  reviews_ = {Opened()};
  const auto awaiting = Find(ReadingBuilder::Received());
  ASSERT_TRUE(awaiting);
  EXPECT_EQ(awaiting->reading_facility_id, "F-OWN");  // the review's, not the order's
  EXPECT_THAT(awaiting->draft.review_ids(), ElementsAre("W-1"));
}

TEST_F(Awaiting, NamesOpenReviewsInOrderAndOnce) {
  ReviewBuilder other;
  other.Open("w2", "D-OWN", "2026-06-03T11:05").set_review_id("W-0");
  reviews_ = {Opened(), other.Build()};
  EXPECT_THAT(Find(Draft())->draft.review_ids(), ElementsAre("W-0", "W-1"));
}

TEST_F(Awaiting, EndsWithTheSignature) {
  reviews_ = {ReviewBuilder::Complete().Build()};
  EXPECT_FALSE(Find(Draft()));
}

TEST_F(Awaiting, BeginsAgainWithANewerVersion) {
  reviews_ = {ReviewBuilder::Complete().Build()};
  ReadingBuilder reading = Draft();
  reading.Author("a2", 2, "D-PT", "2026-06-03T14:00");
  const auto awaiting = Find(reading);
  ASSERT_TRUE(awaiting);
  EXPECT_EQ(awaiting->draft.report_version(), 2);
  EXPECT_EQ(awaiting->draft.since().seconds(), JstTimestamp("2026-06-03T14:00").seconds());
}

TEST_F(Awaiting, ACorrectionAwaitsItsOwnSignature) {
  ReviewBuilder review;
  review.Open("w1", "D-OWN", "2026-06-03T11:10");
  review.Correct("c1", 1, 2, "2026-06-03T11:30");
  reviews_ = {review.Build()};
  const auto awaiting = Find(Draft());
  ASSERT_TRUE(awaiting);
  EXPECT_EQ(awaiting->draft.report_version(), 2);
  // Nobody reported who wrote version 2, so it stands since the review was opened.
  EXPECT_EQ(awaiting->draft.author_physician_id(), "");
  EXPECT_EQ(awaiting->draft.since().seconds(), JstTimestamp("2026-06-03T11:10").seconds());
  review.Sign("s2", 2, "2026-06-03T11:40");
  reviews_ = {review.Build()};
  EXPECT_FALSE(Find(Draft()));
}

TEST_F(Awaiting, ASignatureOfAnOlderVersionDoesNotCount) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Open("w1b", "D-OWN", "2026-06-03T11:12").set_report_version(3);
  reviews_ = {review.Build()};
  EXPECT_EQ(Find(Draft())->draft.report_version(), 3);
}

TEST_F(Awaiting, TheLastStepOfAVersionCounts) {
  ReadingBuilder reading = Draft();
  reading.Author("a2", 1, "D-OWN", "2026-06-03T11:05")
      .set_step(v1::ReportAuthored::Step::SECONDARY_READ);
  EXPECT_FALSE(Find(reading));
  reading.At("a2", "2026-06-03T10:55");
  EXPECT_EQ(Find(reading)->draft.author_physician_id(), "D-PT");
}

TEST_F(Awaiting, IsJudgedOnTheDayOfTheReport) {
  RegistryBuilder builder = RegistryBuilder::Complete();
  builder.Employment("E-OWN").set_valid_from("2026-06-03");
  rules::Registry registry;
  builder.FoldInto(registry);
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.At("a1", "2026-06-03T00:00");
  EXPECT_FALSE(FindAwaiting("F-OWN", "R-1", reading.Build(), {}, registry));
  reading.At("a1", "2026-06-02T23:59:59");
  EXPECT_TRUE(FindAwaiting("F-OWN", "R-1", reading.Build(), {}, registry));
}

TEST_F(Awaiting, IsNothingWithoutAVersionOrOrder) {
  ReadingBuilder reading = Draft();
  reading.Remove("a1");
  EXPECT_FALSE(Find(reading));
  reading = Draft();
  reading.Remove("o1");
  EXPECT_FALSE(Find(reading));
}

}  // namespace
}  // namespace kakutei::confirmation_review
