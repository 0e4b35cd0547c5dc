#include "runtime/engine/dirty_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/engine/testing/toy_domain.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::runtime::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DirtyQueueTest : public ::testing::Test {
 protected:
  DirtyQueueTest() { Open(); }

  void Open() {
    queue_ = std::make_unique<DirtyQueue>(domain_, 2);
    overlay_ = store_.NewOverlay();
    ASSERT_TRUE(queue_->Open(*overlay_).has_value());
  }
  void Save() {
    ASSERT_TRUE(queue_->Save(*overlay_).has_value());
    ASSERT_TRUE(store_.Commit(*overlay_, Durability::kProcessCrash).has_value());
  }
  // Takes up to `count` subjects in one round.
  std::vector<std::string> Take(int count) {
    EXPECT_TRUE(queue_->Fetch(*overlay_, count).has_value());
    std::vector<std::string> subjects;
    for (int i = 0; i < count; ++i) {
      const auto subject = queue_->Take();
      if (!subject) {
        break;
      }
      subjects.push_back(subject->subject);
    }
    return subjects;
  }
  std::int64_t StoredKeys() const {
    std::int64_t keys = 0;
    EXPECT_TRUE(store_.Scan({}, {}, [&](auto, auto) { return ++keys, true; }).has_value());
    return keys;
  }

  ToyDomain domain_{{"a", "b"}};
  MemoryStore store_;
  std::unique_ptr<Overlay> overlay_;
  std::unique_ptr<DirtyQueue> queue_;
};

TEST_F(DirtyQueueTest, GivesSubjectsByStratumAndName) {
  queue_->Mark("total/a", "");
  queue_->Mark("sum/b", "");
  queue_->Mark("sum/a", "");
  queue_->Mark("sum/b", "");
  EXPECT_THAT(Take(10), ElementsAre("sum/a", "sum/b", "total/a"));
  EXPECT_TRUE(queue_->empty());
}

TEST_F(DirtyQueueTest, StoresNothingThatWasTakenInItsBatch) {
  queue_->Mark("sum/a", "");
  Take(10);
  Save();
  EXPECT_EQ(StoredKeys(), 0);
}

TEST_F(DirtyQueueTest, KeepsWhatIsLeftAcrossARestart) {
  queue_->Mark("sum/a", "x#1");
  queue_->Mark("sum/b", "x#2");
  EXPECT_THAT(Take(1), ElementsAre("sum/a"));
  Save();
  Open();
  EXPECT_EQ(queue_->size(), 1);
  ASSERT_TRUE(queue_->Fetch(*overlay_, 1).has_value());
  const auto subject = queue_->Take();
  ASSERT_TRUE(subject.has_value());
  EXPECT_EQ(subject->subject, "sum/b");
  EXPECT_THAT(subject->causes, ElementsAre("x#2"));
  Save();
  EXPECT_EQ(StoredKeys(), 0);
}

TEST_F(DirtyQueueTest, MixesStoredAndMarkedSubjectsInOrder) {
  for (const char* subject : {"sum/b", "sum/d", "sum/f"}) {
    queue_->Mark(subject, "");
  }
  Save();
  queue_->Mark("sum/a", "");
  queue_->Mark("sum/e", "");
  EXPECT_THAT(Take(3), ElementsAre("sum/a", "sum/b", "sum/d"));
  Save();
  EXPECT_EQ(queue_->size(), 2);
  EXPECT_THAT(Take(3), ElementsAre("sum/e", "sum/f"));
}

TEST_F(DirtyQueueTest, FindsWhatWasMarkedBelowTheLastOneTaken) {
  queue_->Mark("sum/m", "");
  queue_->Mark("sum/n", "");
  Save();
  EXPECT_THAT(Take(1), ElementsAre("sum/m"));
  Save();
  queue_->Mark("sum/c", "");
  Save();
  EXPECT_THAT(Take(5), ElementsAre("sum/c", "sum/n"));
}

TEST_F(DirtyQueueTest, CountsASubjectOnceThatIsStoredAndMarkedAgain) {
  queue_->Mark("sum/a", "x#1");
  Save();
  queue_->Mark("sum/a", "x#2");
  Save();
  EXPECT_EQ(queue_->size(), 1);
  ASSERT_TRUE(queue_->Fetch(*overlay_, 1).has_value());
  EXPECT_THAT(queue_->Take()->causes, ElementsAre("x#2", "x#1"));
}

TEST_F(DirtyQueueTest, TakesASubjectAgainThatIsMarkedAfterItWasTaken) {
  queue_->Mark("sum/a", "");
  Save();
  EXPECT_THAT(Take(1), ElementsAre("sum/a"));
  queue_->Mark("sum/a", "");
  Save();
  EXPECT_EQ(queue_->size(), 1);
  EXPECT_THAT(Take(2), ElementsAre("sum/a"));
  Save();
  EXPECT_THAT(Take(2), IsEmpty());
}

TEST_F(DirtyQueueTest, KeepsDistinctPrintableCausesUpToTheLimit) {
  for (const char* cause : {"x#1", "", "\xff", "x#1", "x#2", "x#3"}) {
    queue_->Mark("sum/a", cause);
  }
  EXPECT_THAT(queue_->Take()->causes, ElementsAre("x#1", "x#2"));
}

TEST_F(DirtyQueueTest, TellsAFailingStoreAsDataLoss) {
  queue_->Mark("sum/a", "");
  Save();
  store_.FailNextRead({base::ErrorCode::kUnavailable, "DISK", "disk"});
  const auto fetched = queue_->Fetch(*overlay_, 1);
  ASSERT_FALSE(fetched.has_value());
  EXPECT_EQ(fetched.error().code, base::ErrorCode::kDataLoss);
}

}  // namespace
}  // namespace kakutei::runtime::engine
