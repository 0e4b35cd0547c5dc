#include "runtime/engine/reflection_tracker.h"

#include <gtest/gtest.h>

namespace kakutei::runtime::engine {
namespace {

const TopicPartition kIn{"in", 0};
const TopicPartition kOut{"out", 0};

ReflectionTracker::Standing At(std::int64_t in, std::int64_t out, std::int64_t pending_up_to,
                               bool nothing_dirty, std::int64_t repairs = 0) {
  ReflectionTracker::Standing standing{{{kIn, in}}, {{kOut, out}}, {}, nothing_dirty, repairs};
  if (pending_up_to > 0) {
    standing.pending_up_to[kOut] = pending_up_to;
  }
  return standing;
}

TEST(ReflectionTracker, ReflectsAtOnceWhenNothingIsDirtyOrPending) {
  ReflectionTracker tracker;
  const auto news = tracker.Observe(At(5, 3, 0, true));
  ASSERT_TRUE(news.has_value());
  EXPECT_EQ(news->inputs.at(kIn), 5);
  EXPECT_EQ(news->outputs.at(kOut), 3);
}

TEST(ReflectionTracker, WaitsWhileSubjectsAreDirty) {
  ReflectionTracker tracker;
  EXPECT_FALSE(tracker.Observe(At(5, 3, 0, false)).has_value());
}

TEST(ReflectionTracker, ReflectsAnEarlierCommitOnceItsRecordsAreReadBack) {
  ReflectionTracker tracker;
  EXPECT_FALSE(tracker.Observe(At(5, 0, 4, true)).has_value());
  EXPECT_FALSE(tracker.Observe(At(7, 3, 6, true)).has_value());
  const auto news = tracker.Observe(At(9, 4, 8, true));
  ASSERT_TRUE(news.has_value());
  EXPECT_EQ(news->inputs.at(kIn), 5);
  EXPECT_EQ(news->outputs.at(kOut), 4);
}

TEST(ReflectionTracker, ForgetsAnEarlierCommitWhenTheLedgerHeldAnythingElse) {
  ReflectionTracker tracker;
  EXPECT_FALSE(tracker.Observe(At(5, 0, 4, true, 0)).has_value());
  EXPECT_FALSE(tracker.Observe(At(5, 4, 0, false, 1)).has_value());
  EXPECT_TRUE(tracker.Observe(At(5, 5, 0, true, 1)).has_value());
}

}  // namespace
}  // namespace kakutei::runtime::engine
