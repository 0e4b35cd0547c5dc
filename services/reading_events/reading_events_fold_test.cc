#include "reading_events/reading_events_fold.h"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kakutei/v1/state.pb.h"

#include "facts/kept.h"
#include "facts/testing/examples.h"
#include "runtime/host/testing/folded_state.h"

namespace kakutei::reading_events {
namespace {

using facts::testing::Example;
using runtime::engine::FoldOutcome;
using runtime::host::FoldedState;

v1::Event Order(std::string_view event_id, std::string_view reading, std::uint64_t revision) {
  v1::Event event = Example("r1");
  event.set_event_id(std::string(event_id));
  event.set_source_revision(revision);
  event.mutable_reading_ordered()->set_reading_id(std::string(reading));
  return event;
}

class ReadingFold : public testing::Test {
 protected:
  v1::Dossier Reading(std::string_view reading) const {
    return *facts::Load<v1::Dossier>(folded_.state(), ReadingKey("F-SEND", reading));
  }

  ReadingEventsFold fold_;
  FoldedState folded_{fold_};
};

TEST_F(ReadingFold, KeepsEveryFactOfAReadingTogether) {
  for (const char* example : {"r1", "r2", "r3", "r4", "r5"}) {
    EXPECT_EQ(folded_.Fold(Example(example)), FoldOutcome::kAccepted) << example;
  }
  EXPECT_EQ(folded_.Fold(Example("r6")), FoldOutcome::kAccepted);
  EXPECT_EQ(Reading("R-1").facts_size(), 5);
  EXPECT_EQ(Reading("R-9").facts_size(), 1);
}

TEST_F(ReadingFold, CountsTheSameFactOnce) {
  ASSERT_TRUE(folded_.Fold(Example("r1")));
  const std::string before = folded_.Dump();
  v1::Event again = Example("r1");
  again.mutable_recorded_at()->set_seconds(1);
  EXPECT_EQ(folded_.Fold(again), FoldOutcome::kDuplicate);
  EXPECT_EQ(folded_.Dump(), before);
}

TEST_F(ReadingFold, DoubtsBothContentsOfOneIdentityInBothReadings) {
  ASSERT_TRUE(folded_.Fold(Order("r1", "R-1", 1)));
  EXPECT_EQ(folded_.Fold(Order("r1", "R-2", 1)), FoldOutcome::kIntegrity);
  EXPECT_TRUE(Reading("R-1").facts(0).doubtful());
  EXPECT_TRUE(Reading("R-2").facts(0).doubtful());
}

TEST_F(ReadingFold, ACorrectionIsNotDoubtedForWhatItCorrects) {
  ASSERT_TRUE(folded_.Fold(Order("r1", "R-1", 1)));
  ASSERT_TRUE(folded_.Fold(Order("r1", "R-1", 2)));
  EXPECT_TRUE(Reading("R-1").facts(0).doubtful());
  ASSERT_TRUE(folded_.Fold(Order("r1-corrected", "R-1", 3)));
  ASSERT_EQ(Reading("R-1").facts_size(), 1);
  EXPECT_FALSE(Reading("R-1").facts(0).doubtful());
}

TEST_F(ReadingFold, OrderAndRepetitionDoNotMatter) {
  const std::vector<v1::Event> events = {Order("r1", "R-1", 1), Order("r1", "R-2", 1),
                                         Order("rx", "R-1", 2), Order("ry", "R-1", 2),
                                         Example("r3"),         Example("r5")};
  std::vector<std::size_t> order = {0, 1, 2, 3, 4, 5};
  std::string expected;
  do {
    ReadingEventsFold fold;
    FoldedState folded(fold);
    for (const std::size_t i : order) ASSERT_TRUE(folded.Fold(events[i]));
    ASSERT_EQ(folded.Fold(events[0]), FoldOutcome::kDuplicate);
    if (expected.empty()) expected = folded.Dump();
    ASSERT_EQ(folded.Dump(), expected);
  } while (std::ranges::next_permutation(order).found);
}

TEST_F(ReadingFold, SetsAsideWhatIsNoEvent) {
  const auto folded = folded_.FoldBytes("\xff\xff");
  ASSERT_FALSE(folded);
  EXPECT_EQ(folded.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(folded.error().reason, "NOT_AN_EVENT");
}

TEST_F(ReadingFold, LeavesOtherServicesFactsAlone) {
  EXPECT_EQ(folded_.Fold(Example("g1")), FoldOutcome::kNotOurs);
  EXPECT_EQ(folded_.Dump(), "");
}

}  // namespace
}  // namespace kakutei::reading_events
