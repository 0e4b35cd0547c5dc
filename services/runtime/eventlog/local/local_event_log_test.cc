#include "runtime/eventlog/local/local_event_log.h"

#include <atomic>
#include <functional>
#include <map>
#include <thread>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/eventlog/local/record_codec.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::runtime {
namespace {

using base::ErrorCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const TopicPartition kFirst{"t", 0};
const TopicPartition kSecond{"t", 1};
const LocalLogSettings kSettings = {.topics = {{"t", 2}}};

template <typename T>
void ExpectError(const base::Result<T>& result, ErrorCode code, std::string_view reason) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().reason, reason);
}

// Hands a store of the test's own to a log; counts its commits and can hold them back.
class BorrowedStore final : public ProjectionStore {
 public:
  explicit BorrowedStore(MemoryStore& store) : store_(store) {}

  base::Result<std::optional<std::string>> Get(std::string_view key) const override {
    return store_.Get(key);
  }
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override {
    return store_.Scan(prefix, from, visitor);
  }
  std::unique_ptr<StateReader> Snapshot() const override { return store_.Snapshot(); }
  std::unique_ptr<Overlay> NewOverlay() override { return store_.NewOverlay(); }
  base::Status Commit(Overlay& overlay, Durability durability) override {
    held_back_.wait(true);
    ++commits_;
    durability_ = durability;
    return store_.Commit(overlay, durability);
  }
  void VisitStatistics(
      const std::function<void(std::string_view, std::int64_t)>& visitor) const override {
    store_.VisitStatistics(visitor);
  }

  int commits() const { return commits_; }
  Durability durability() const { return durability_; }
  void HoldBack() { held_back_ = true; }
  void LetGo() {
    held_back_ = false;
    held_back_.notify_all();
  }

 private:
  MemoryStore& store_;
  std::atomic<int> commits_ = 0;
  std::atomic<Durability> durability_ = Durability::kProcessCrash;
  std::atomic<bool> held_back_ = false;
};

// A log over a disk in memory that the test can look at, change and break.
class LocalEventLogTest : public testing::Test {
 protected:
  base::Result<std::unique_ptr<EventLog>> TryOpen(const LocalLogSettings& settings = kSettings) {
    log_.reset();
    return OpenLocalEventLog(std::make_unique<BorrowedStore>(disk_), settings);
  }
  void Open(const LocalLogSettings& settings = kSettings) {
    auto opened = TryOpen(settings);
    ASSERT_TRUE(opened.has_value()) << opened.error().message;
    log_ = std::move(*opened);
  }
  // Changes the disk behind the log's back.
  void Damage(const std::function<void(MemoryStore::Contents&)>& change) {
    auto contents = std::make_shared<MemoryStore::Contents>(*disk_.Image());
    change(*contents);
    disk_.Restore(contents);
  }
  static std::string RecordKey(const TopicPartition& partition, std::uint64_t position) {
    return local_log::RecordPrefix(partition) + local_log::Number64(position);
  }

  base::Result<std::vector<std::int64_t>> Append(const TopicPartition& to, std::string value) {
    const NewRecord record[] = {{to, "", std::move(value)}};
    return log_->Append(record);
  }
  std::vector<std::string> Values(const TopicPartition& partition) {
    std::vector<std::string> values;
    const auto read = log_->Read(partition, 0, 1000, 1 << 20);
    EXPECT_TRUE(read.has_value()) << read.error().message;
    for (const LogRecord& record : read ? read->records : std::vector<LogRecord>()) {
      values.push_back(record.value);
    }
    return values;
  }

  MemoryStore disk_;
  std::unique_ptr<EventLog> log_;
};

TEST_F(LocalEventLogTest, RefusesAnotherNumberOfPartitionsAndNamesBoth) {
  Open();
  const auto before = disk_.Image();
  const auto opened = TryOpen({.topics = {{"t", 3}, {"new", 1}}});
  ExpectError(opened, ErrorCode::kFailedPrecondition, "PARTITIONS_DIFFER");
  EXPECT_THAT(opened.error().message, HasSubstr("topic t has 2 partitions in the log, but 3"));
  EXPECT_EQ(*disk_.Image(), *before) << "a refused opening has written something";
}

TEST_F(LocalEventLogTest, AddsNewTopicsAndKeepsThoseThatAreNoLongerNamed) {
  Open();
  ASSERT_TRUE(Append(kSecond, "kept"));
  Open({.topics = {{"u", 5}}});
  EXPECT_EQ(log_->Partitions("t"), 2);
  EXPECT_EQ(log_->Partitions("u"), 5);
  EXPECT_THAT(Values(kSecond), ElementsAre("kept"));
}

TEST_F(LocalEventLogTest, RefusesTopicsAndLimitsOutOfBounds) {
  for (const auto& [topic, partitions] : std::map<std::string, int>{
           {"", 1}, {"a b", 1}, {"..", 1}, {"zero", 0}, {std::string(250, 'a'), 1}}) {
    ExpectError(TryOpen({.topics = {{topic, partitions}}}), ErrorCode::kInvalidArgument,
                "INVALID_TOPIC");
  }
  ExpectError(TryOpen({.topics = {}, .max_record_bytes = 0}), ErrorCode::kInvalidArgument,
              "INVALID_SETTING");
}

TEST_F(LocalEventLogTest, RefusesAStoreThatHoldsSomethingElse) {
  Damage([](auto& contents) { contents["a"] = "projection"; });
  ExpectError(TryOpen(), ErrorCode::kFailedPrecondition, "NOT_A_LOG");
  Damage([](auto& contents) { contents["f"] = local_log::Number32(2); });
  ExpectError(TryOpen(), ErrorCode::kFailedPrecondition, "LOG_FORMAT");
}

TEST_F(LocalEventLogTest, RefusesAnAppendBeyondItsLimit) {
  LocalLogSettings settings = kSettings;
  settings.max_record_bytes = 10;
  settings.max_append_bytes = 25;
  Open(settings);
  const std::vector<NewRecord> two(2, {kFirst, "", "0123456789"});
  const std::vector<NewRecord> three(3, two[0]);
  EXPECT_TRUE(log_->Append(two).has_value());
  ExpectError(log_->Append(three), ErrorCode::kInvalidArgument, "APPEND_TOO_LARGE");
  EXPECT_EQ(log_->End(kFirst), 2);
}

TEST_F(LocalEventLogTest, FindsADamagedRecordWhenItIsRead) {
  Open();
  for (const char* value : {"a", "b", "c"}) {
    ASSERT_TRUE(Append(kFirst, value));
  }
  Damage([](auto& contents) { contents[RecordKey(kFirst, 1)].back() ^= 1; });
  Open();
  EXPECT_EQ(log_->Read(kFirst, 0, 1, 100)->records.at(0).value, "a");
  ExpectError(log_->Read(kFirst, 0, 10, 100), ErrorCode::kDataLoss, "LOG_DAMAGED");
  ExpectError(log_->Read(kFirst, 1, 10, 100), ErrorCode::kDataLoss, "LOG_DAMAGED");
  EXPECT_THAT(log_->Read(kFirst, 1, 10, 100).error().message, HasSubstr("t/0 at position 1"));
}

TEST_F(LocalEventLogTest, FindsAMissingRecordWhenItIsRead) {
  Open();
  for (const char* value : {"a", "b", "c"}) {
    ASSERT_TRUE(Append(kFirst, value));
  }
  Damage([](auto& contents) { contents.erase(RecordKey(kFirst, 1)); });
  Open();
  ExpectError(log_->Read(kFirst, 0, 10, 100), ErrorCode::kDataLoss, "LOG_DAMAGED");
  ExpectError(log_->Read(kFirst, 1, 10, 100), ErrorCode::kDataLoss, "LOG_DAMAGED");
  ExpectError(log_->Read(kFirst, 1, 1, 100), ErrorCode::kDataLoss, "LOG_DAMAGED");
  EXPECT_TRUE(log_->Read(kFirst, 2, 10, 100).has_value());
  Damage([](auto& contents) { contents.erase(RecordKey(kFirst, 2)); });
  ExpectError(log_->Read(kFirst, 2, 10, 100), ErrorCode::kDataLoss, "LOG_DAMAGED");
}

TEST_F(LocalEventLogTest, RefusesToOpenWhenAnEndAndItsRecordsDisagree) {
  Open();
  ASSERT_TRUE(Append(kFirst, "a"));
  ASSERT_TRUE(Append(kFirst, "b"));
  const auto good = disk_.Image();
  const std::string end_key = local_log::EndKey(kFirst);
  const std::function<void(MemoryStore::Contents&)> damages[] = {
      [&](auto& contents) { contents.erase(end_key); },
      [&](auto& contents) { contents[end_key] = local_log::Number64(1); },
      [&](auto& contents) { contents[end_key] = local_log::Number64(3); },
      [&](auto& contents) { contents[end_key] = "2"; },
      [&](auto& contents) { contents.erase(RecordKey(kFirst, 1)); },
      [&](auto& contents) { contents[RecordKey(kFirst, 1)].back() ^= 1; },
      [&](auto& contents) { contents[local_log::TopicKey("t")] = "two"; },
  };
  for (const auto& damage : damages) {
    disk_.Restore(good);
    Damage(damage);
    ExpectError(TryOpen(), ErrorCode::kDataLoss, "LOG_DAMAGED");
  }
}

TEST_F(LocalEventLogTest, GoesOnAfterACommitThatWroteNothing) {
  Open();
  ASSERT_TRUE(Append(kFirst, "a"));
  disk_.FailNextCommit({ErrorCode::kResourceExhausted, "DISK_ALMOST_FULL", "as scripted"});
  ExpectError(Append(kFirst, "lost"), ErrorCode::kResourceExhausted, "DISK_ALMOST_FULL");
  EXPECT_EQ(log_->End(kFirst), 1);
  EXPECT_THAT(*Append(kFirst, "b"), ElementsAre(1));
  EXPECT_THAT(Values(kFirst), ElementsAre("a", "b"));
}

TEST_F(LocalEventLogTest, GivesNoPositionTwiceAfterACommitThatDidHappen) {
  Open();
  disk_.FailNextCommitAfterWriting({ErrorCode::kUnavailable, "FSYNC", "as scripted"});
  ExpectError(Append(kFirst, "a"), ErrorCode::kUnavailable, "FSYNC");
  EXPECT_THAT(*Append(kFirst, "b"), ElementsAre(1));
  EXPECT_THAT(Values(kFirst), ElementsAre("a", "b"));
}

TEST_F(LocalEventLogTest, StopsForGoodWhenTheStoreIsDamaged) {
  Open();
  ASSERT_TRUE(Append(kFirst, "a"));
  const std::uint64_t seen = log_->WaitForChange(0, std::chrono::milliseconds(0));
  disk_.FailNextCommit({ErrorCode::kDataLoss, "STORE_DAMAGED", "as scripted"});
  for (int i = 0; i < 2; ++i) {
    ExpectError(Append(kFirst, "b"), ErrorCode::kDataLoss, "STORE_DAMAGED");
    ExpectError(log_->Read(kFirst, 0, 1, 1), ErrorCode::kDataLoss, "STORE_DAMAGED");
    ExpectError(log_->End(kSecond), ErrorCode::kDataLoss, "STORE_DAMAGED");
  }
  EXPECT_GT(log_->WaitForChange(seen, std::chrono::seconds(30)), seen)
      << "waiting readers must wake to see the damage";
}

TEST_F(LocalEventLogTest, StopsWhenItCannotTellWhetherACommitHappened) {
  Open();
  disk_.FailNextCommit({ErrorCode::kUnavailable, "BUSY", "as scripted"});
  disk_.FailNextRead({ErrorCode::kUnavailable, "BUSY", "as scripted"});
  ExpectError(Append(kFirst, "a"), ErrorCode::kDataLoss, "LOG_DAMAGED");
  ExpectError(Append(kFirst, "a"), ErrorCode::kDataLoss, "LOG_DAMAGED");
}

TEST_F(LocalEventLogTest, PassesOnAFailedRead) {
  Open();
  ASSERT_TRUE(Append(kFirst, "a"));
  disk_.FailNextRead({ErrorCode::kUnavailable, "BUSY", "as scripted"});
  ExpectError(log_->Read(kFirst, 0, 1, 1), ErrorCode::kUnavailable, "BUSY");
  EXPECT_THAT(Values(kFirst), ElementsAre("a"));
}

// Eight threads append while the first commit is held back; gives the number of commits that it
// took.
int CommitsForEightAppends(const LocalLogSettings& settings) {
  MemoryStore disk;
  auto owned = std::make_unique<BorrowedStore>(disk);
  BorrowedStore& store = *owned;
  const auto log = std::move(*OpenLocalEventLog(std::move(owned), settings));
  const int before = store.commits();
  store.HoldBack();
  std::atomic<int> started = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        const NewRecord records[] = {{kFirst, "", "x"}, {kSecond, "", "y"}};
        ++started;
        started.notify_one();
        EXPECT_TRUE(log->Append(records).has_value());
      });
    }
    for (int seen = started; seen < 8; seen = started) {
      started.wait(seen);
    }
    store.LetGo();
  }
  EXPECT_EQ(log->End(kFirst), 8);
  EXPECT_EQ(log->End(kSecond), 8);
  return store.commits() - before;
}

TEST(LocalEventLogCommits, SurviveAPowerLoss) {
  MemoryStore disk;
  auto owned = std::make_unique<BorrowedStore>(disk);
  const BorrowedStore& store = *owned;
  const auto log = std::move(*OpenLocalEventLog(std::move(owned), kSettings));
  const NewRecord record[] = {{kFirst, "", "a"}};
  ASSERT_TRUE(log->Append(record).has_value());
  EXPECT_EQ(store.durability(), Durability::kPowerLoss);
}

TEST(LocalEventLogGroups, ShareOneCommit) {
  // A thread may have started without having reached the queue, so that one round need not show it.
  int commits = 8;
  for (int round = 0; round < 200 && commits == 8; ++round) {
    commits = CommitsForEightAppends(kSettings);
  }
  EXPECT_LT(commits, 8);
}

TEST(LocalEventLogGroups, AreBounded) {
  LocalLogSettings by_records = kSettings;
  by_records.max_group_records = 1;
  EXPECT_EQ(CommitsForEightAppends(by_records), 8);
  LocalLogSettings by_bytes = kSettings;
  by_bytes.max_group_bytes = 3;
  EXPECT_EQ(CommitsForEightAppends(by_bytes), 8);
}

}  // namespace
}  // namespace kakutei::runtime
