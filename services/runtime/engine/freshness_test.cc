#include "runtime/engine/freshness.h"

#include <thread>

#include <gtest/gtest.h>

namespace kakutei::runtime::engine {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;

const TopicPartition kFacts{"facts", 0};
const TopicPartition kSums{"sums", 1};

class FreshnessTest : public ::testing::Test {
 protected:
  FreshnessTest() { freshness_.Know({{kFacts, 0}, {kSums, 0}}); }
  Freshness freshness_;
};

TEST_F(FreshnessTest, ReflectsNothingAtFirst) {
  EXPECT_FALSE(freshness_.Reflects({{kFacts, 0}}));
  EXPECT_TRUE(freshness_.Reflects({}));
  EXPECT_FALSE(freshness_.Ready());
}

TEST_F(FreshnessTest, AppliedIsNotReflected) {
  freshness_.Apply({{kFacts, 5}});
  EXPECT_EQ(freshness_.Applied().at(kFacts), 5);
  EXPECT_FALSE(freshness_.Reflects({{kFacts, 5}}));
}

TEST_F(FreshnessTest, ReflectsInputsAndOutputsUpToTheirPositions) {
  freshness_.Reflect({{{kFacts, 5}}, {{kSums, 2}}});
  EXPECT_TRUE(freshness_.Reflects({{kFacts, 5}, {kSums, 2}}));
  EXPECT_FALSE(freshness_.Reflects({{kFacts, 6}, {kSums, 2}}));
  EXPECT_FALSE(freshness_.Reflects({{kFacts, 5}, {kSums, 3}}));
}

TEST_F(FreshnessTest, RefusesToWaitForAPartitionThatIsNotRead) {
  const auto waited = freshness_.WaitUntilReflects({{{"other", 0}, 1}}, milliseconds(0));
  ASSERT_FALSE(waited.has_value());
  EXPECT_EQ(waited.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(waited.error().reason, "PARTITION_NOT_READ");
}

TEST_F(FreshnessTest, GivesUpAfterTheTimeout) {
  const auto waited = freshness_.WaitUntilReflects({{kFacts, 1}}, milliseconds(1));
  ASSERT_FALSE(waited.has_value());
  EXPECT_EQ(waited.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(waited.error().reason, "NOT_YET_REFLECTED");
}

TEST_F(FreshnessTest, WakesAWaiterWhenThePositionsAreReflected) {
  std::jthread task([this] { freshness_.Reflect({{{kFacts, 1}}, {}}); });
  EXPECT_TRUE(freshness_.WaitUntilReflects({{kFacts, 1}}, std::chrono::minutes(1)).has_value());
}

TEST_F(FreshnessTest, WakesAWaiterWhenTheTaskStops) {
  std::jthread task([this] { freshness_.Stop(); });
  const auto waited = freshness_.WaitUntilReflects({{kFacts, 1}}, std::chrono::minutes(1));
  ASSERT_FALSE(waited.has_value());
  EXPECT_EQ(waited.error().reason, "TASK_STOPPED");
}

}  // namespace
}  // namespace kakutei::runtime::engine
