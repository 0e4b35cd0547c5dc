#include "runtime/engine/ledger_tail.h"

#include <gtest/gtest.h>

#include "base/digest.h"
#include "runtime/engine/dirty_queue.h"
#include "runtime/engine/ledger.h"
#include "runtime/engine/testing/toy_task.h"

namespace kakutei::runtime::engine {
namespace {

class LedgerTailTest : public ::testing::Test {
 protected:
  LedgerTailTest() { Open(); }

  void Open() {
    overlay_ = toy_.store->NewOverlay();
    ASSERT_TRUE(dirty_.Open(*overlay_).has_value());
    ASSERT_TRUE(tail_.Open(*overlay_, dirty_).has_value());
  }
  void Commit() {
    tail_.Save(*overlay_);
    ASSERT_TRUE(toy_.store->Commit(*overlay_, Durability::kProcessCrash).has_value());
  }
  void Advance() { ASSERT_TRUE(tail_.Advance(*overlay_, dirty_).has_value()); }
  static v1::LedgerRecord Record(const std::string& content) {
    return NextRecord(nullptr, "sum/a0", content, base::Sha256(content), {});
  }
  // Written, and expected there.
  void Publish(const v1::LedgerRecord& record) {
    const std::int64_t position = toy_.Write(output_, record.SerializeAsString());
    tail_.Expect(record, output_.partition, position);
  }

  ToyTask toy_;
  const TopicPartition output_ = ToyTask::OutputOf("a");
  LedgerTail tail_{toy_.spec, toy_.memory_log, *toy_.domain, toy_.probe};
  DirtyQueue dirty_{*toy_.domain, 8};
  std::unique_ptr<Overlay> overlay_;
};

TEST_F(LedgerTailTest, SettlesAnOwnRecordThatIsAccepted) {
  Publish(Record("x"));
  EXPECT_TRUE(tail_.IsPending("sum/a0"));
  EXPECT_EQ(tail_.PendingUpTo().at(output_), 1);
  Advance();
  EXPECT_FALSE(tail_.IsPending("sum/a0"));
  EXPECT_TRUE(dirty_.empty());
  EXPECT_EQ(tail_.repairs(), 0);
}

TEST_F(LedgerTailTest, MarksAnOwnRecordThatWasOvertaken) {
  toy_.Write(output_, Record("foreign").SerializeAsString());
  Publish(Record("x"));
  Advance();
  EXPECT_FALSE(tail_.IsPending("sum/a0"));
  EXPECT_EQ(dirty_.Take()->subject, "sum/a0");
}

TEST_F(LedgerTailTest, IsContentWithASameRecordOfSomebodyElse) {
  toy_.Write(output_, Record("x").SerializeAsString());
  Publish(Record("x"));
  Advance();
  EXPECT_FALSE(tail_.IsPending("sum/a0"));
  EXPECT_TRUE(dirty_.empty());
}

TEST_F(LedgerTailTest, MarksAnOwnRecordThatNeverCame) {
  tail_.Expect(Record("x"), output_.partition, 0);
  toy_.Write(output_, "no record");
  Advance();
  EXPECT_FALSE(tail_.IsPending("sum/a0"));
  EXPECT_EQ(dirty_.Take()->subject, "sum/a0");
}

TEST_F(LedgerTailTest, MarksWhatWasPendingWhenTheProcessEnded) {
  tail_.Expect(Record("x"), output_.partition, 0);
  Commit();
  Open();
  EXPECT_FALSE(tail_.IsPending("sum/a0"));
  EXPECT_EQ(dirty_.Take()->subject, "sum/a0");
  Commit();
  Open();
  EXPECT_TRUE(dirty_.empty());
}

TEST_F(LedgerTailTest, GoesOnWhereItHasCommitted) {
  toy_.Write(output_, Record("x").SerializeAsString());
  Advance();
  Commit();
  Open();
  EXPECT_EQ(tail_.positions().at(output_), 1);
  EXPECT_TRUE(tail_.AtEnd().value());
}

}  // namespace
}  // namespace kakutei::runtime::engine
