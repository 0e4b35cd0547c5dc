#include "runtime/eventlog/testing/faulty_event_log.h"

#include <gtest/gtest.h>

#include "runtime/eventlog/testing/memory_event_log.h"

namespace kakutei::runtime {
namespace {

using base::ErrorCode;

const TopicPartition kPartition{"t", 0};

class FaultyEventLogTest : public testing::Test {
 protected:
  MemoryEventLog log_{{{"t", 1}}};
  FaultyEventLog faulty_{log_};
  const std::vector<NewRecord> record_ = {{kPartition, "k", "v"}};
};

TEST_F(FaultyEventLogTest, ChangesNothingWithoutAScript) {
  EXPECT_EQ(faulty_.Append(record_)->at(0), 0);
  EXPECT_EQ(faulty_.Read(kPartition, 0, 1, 1)->records.at(0).value, "v");
  EXPECT_EQ(faulty_.End(kPartition), 1);
  EXPECT_EQ(faulty_.Partitions("t"), 1);
  EXPECT_EQ(faulty_.WaitForChange(0, std::chrono::milliseconds(0)), 1u);
}

TEST_F(FaultyEventLogTest, FailsAppendsAsScriptedAndCountsThem) {
  faulty_.ScriptAppends({AppendFault::kNone, AppendFault::kNotWritten});
  faulty_.ScriptAppends({AppendFault::kWritten, AppendFault::kDataLoss});
  EXPECT_TRUE(faulty_.Append(record_));
  EXPECT_EQ(faulty_.Append(record_).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(log_.End(kPartition), 1);
  EXPECT_EQ(faulty_.Append(record_).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(log_.End(kPartition), 2);
  EXPECT_EQ(faulty_.Append(record_).error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(log_.End(kPartition), 2);
  EXPECT_TRUE(faulty_.Append(record_));
  EXPECT_EQ(faulty_.appends(), 5);
}

TEST_F(FaultyEventLogTest, FailsReadsAsOftenAsScriptedAndCountsThem) {
  for (const ErrorCode code : {ErrorCode::kUnavailable, ErrorCode::kDataLoss}) {
    faulty_.FailReads(2, code);
    EXPECT_EQ(faulty_.Read(kPartition, 0, 1, 1).error().code, code);
    EXPECT_EQ(faulty_.Read(kPartition, 0, 1, 1).error().code, code);
    EXPECT_TRUE(faulty_.Read(kPartition, 0, 1, 1));
  }
  EXPECT_EQ(faulty_.reads(), 6);
}

TEST_F(FaultyEventLogTest, LetsACompetitorWriteFirstOnce) {
  faulty_.BeforeNextAppend([&] { ASSERT_TRUE(log_.Append(record_)); });
  EXPECT_EQ(faulty_.Append(record_)->at(0), 1);
  EXPECT_EQ(faulty_.Append(record_)->at(0), 2);
}

}  // namespace
}  // namespace kakutei::runtime
