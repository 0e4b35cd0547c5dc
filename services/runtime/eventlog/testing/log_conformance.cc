#include "runtime/eventlog/testing/log_conformance.h"

#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include <gmock/gmock.h>

#include "runtime/eventlog/testing/faulty_event_log.h"

namespace kakutei::runtime {

LogMaker::LogMaker(std::string log_name, Make make_log)
    : name(std::move(log_name)), make(std::move(make_log)) {}

std::ostream& operator<<(std::ostream& out, const LogMaker& maker) { return out << maker.name; }

LogConformance::LogConformance() : tested_(GetParam().make()) {}

std::vector<std::int64_t> LogConformance::Append(const std::vector<NewRecord>& records) {
  auto positions = log().Append(records);
  EXPECT_TRUE(positions.has_value()) << positions.error().message;
  return positions ? *positions : std::vector<std::int64_t>();
}

std::vector<LogRecord> LogConformance::ReadAll(const TopicPartition& partition) {
  std::vector<LogRecord> all;
  std::int64_t position = 0;
  while (true) {
    auto read = log().Read(partition, position, 7, 1 << 20);
    EXPECT_TRUE(read.has_value()) << read.error().message;
    if (!read || read->records.empty()) {
      return all;
    }
    EXPECT_GT(read->next_position, read->records.back().position);
    position = read->next_position;
    std::move(read->records.begin(), read->records.end(), std::back_inserter(all));
  }
}

std::vector<std::string> LogConformance::Values(const TopicPartition& partition) {
  std::vector<std::string> values;
  for (const LogRecord& record : ReadAll(partition)) {
    values.push_back(record.value);
  }
  return values;
}

namespace {

using base::ErrorCode;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr milliseconds kLong = std::chrono::seconds(30);
constexpr std::int64_t kPlenty = 1 << 24;

template <typename T>
void ExpectError(const base::Result<T>& result, ErrorCode code, std::string_view reason) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().reason, reason);
}

TEST_P(LogConformance, BeginsEmpty) {
  EXPECT_EQ(log().Partitions(narrow().topic), 1);
  EXPECT_EQ(log().Partitions(wide(0).topic), 4);
  EXPECT_EQ(log().End(narrow()), 0);
  EXPECT_THAT(ReadAll(wide(3)), IsEmpty());
}

TEST_P(LogConformance, KeepsTheOrderOfAppendsAndOfTheirRecords) {
  const auto first = Append({{narrow(), "k", "a"}, {narrow(), "k", "b"}});
  const auto second = Append({{narrow(), "k", "c"}});
  ASSERT_EQ(first.size(), 2u);
  EXPECT_LT(first[0], first[1]);
  EXPECT_LT(first[1], second.at(0));
  EXPECT_THAT(Values(narrow()), ElementsAre("a", "b", "c"));
  const auto records = ReadAll(narrow());
  EXPECT_EQ(records[1].position, first[1]);
  EXPECT_GT(*log().End(narrow()), second[0]);
}

TEST_P(LogConformance, CountsPositionsWithoutGaps) {
  if (!capabilities().gap_free) {
    return;  // this log's positions may have gaps
  }
  EXPECT_THAT(Append({{wide(1), "", "a"}, {wide(2), "", "b"}, {wide(1), "", "c"}}),
              ElementsAre(0, 0, 1));
  EXPECT_THAT(Append({{wide(1), "", "d"}}), ElementsAre(2));
  EXPECT_EQ(log().End(wide(1)), 3);
  EXPECT_EQ(log().End(wide(2)), 1);
  EXPECT_EQ(log().End(wide(0)), 0);
  EXPECT_EQ(log().Read(wide(1), 1, 10, kPlenty)->next_position, 3);
}

TEST_P(LogConformance, GivesBackEveryByte) {
  std::string all_bytes;
  for (int byte = 0; byte < 256; ++byte) {
    all_bytes.push_back(static_cast<char>(byte));
  }
  const Headers headers = {{"ce_id", all_bytes}, {"twice", "1"}, {"twice", "2"}, {"empty", ""}};
  Append({{narrow(), all_bytes, all_bytes, headers}, {narrow(), "k", "", {}}});
  const auto records = ReadAll(narrow());
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].key, all_bytes);
  EXPECT_EQ(records[0].value, all_bytes);
  EXPECT_EQ(records[0].headers, headers);
  EXPECT_EQ(records[1].value, "");
  EXPECT_THAT(records[1].headers, IsEmpty());
}

TEST_P(LogConformance, KeepsTopicsAndPartitionsApart) {
  Append({{narrow(), "", "n"}, {wide(0), "", "w0"}, {wide(3), "", "w3"}});
  EXPECT_THAT(Values(narrow()), ElementsAre("n"));
  EXPECT_THAT(Values(wide(0)), ElementsAre("w0"));
  EXPECT_THAT(Values(wide(1)), IsEmpty());
  EXPECT_THAT(Values(wide(3)), ElementsAre("w3"));
}

TEST_P(LogConformance, ReadsFromAnyPositionAndNothingAtTheEnd) {
  const auto positions = Append({{narrow(), "", "a"}, {narrow(), "", "b"}, {narrow(), "", "c"}});
  const auto tail = log().Read(narrow(), positions[1], 10, kPlenty);
  ASSERT_TRUE(tail.has_value());
  ASSERT_EQ(tail->records.size(), 2u);
  EXPECT_EQ(tail->records[0].value, "b");
  const auto nothing = log().Read(narrow(), tail->next_position, 10, kPlenty);
  ASSERT_TRUE(nothing.has_value());
  EXPECT_THAT(nothing->records, IsEmpty());
  EXPECT_EQ(nothing->next_position, tail->next_position);
  Append({{narrow(), "", "d"}});
  EXPECT_EQ(log().Read(narrow(), tail->next_position, 10, kPlenty)->records.at(0).value, "d");
}

TEST_P(LogConformance, BoundsAReadByRecordsAndBytesButGivesAtLeastOne) {
  const std::string hundred(100, 'x');
  Append({{narrow(), "", hundred}, {narrow(), "", hundred}, {narrow(), "", hundred}});
  const auto read = [&](int max_records, std::int64_t max_bytes) {
    return log().Read(narrow(), 0, max_records, max_bytes)->records.size();
  };
  EXPECT_EQ(read(1, kPlenty), 1u);
  EXPECT_EQ(read(2, kPlenty), 2u);
  EXPECT_EQ(read(10, kPlenty), 3u);
  EXPECT_EQ(read(10, 1), 1u);
  EXPECT_EQ(read(10, 199), 1u);
  EXPECT_EQ(read(10, 200), 2u);
}

TEST_P(LogConformance, ServesTwoReadersIndependently) {
  Append({{narrow(), "", "a"}, {narrow(), "", "b"}});
  const auto slow = log().Read(narrow(), 0, 1, kPlenty);
  EXPECT_THAT(Values(narrow()), ElementsAre("a", "b"));
  const auto slow_again = log().Read(narrow(), slow->next_position, 1, kPlenty);
  EXPECT_EQ(slow_again->records.at(0).value, "b");
}

TEST_P(LogConformance, RefusesUnknownTopicsAndPartitions) {
  const std::pair<TopicPartition, std::string> wrong[] = {{{"no.such.topic", 0}, "UNKNOWN_TOPIC"},
                                                          {wide(4), "UNKNOWN_PARTITION"},
                                                          {wide(-1), "UNKNOWN_PARTITION"}};
  for (const auto& [partition, reason] : wrong) {
    const NewRecord records[] = {{narrow(), "", "good"}, {partition, "", "bad"}};
    ExpectError(log().Append(records), ErrorCode::kInvalidArgument, reason);
    ExpectError(log().Read(partition, 0, 1, 1), ErrorCode::kInvalidArgument, reason);
    ExpectError(log().End(partition), ErrorCode::kInvalidArgument, reason);
  }
  ExpectError(log().Partitions("no.such.topic"), ErrorCode::kInvalidArgument, "UNKNOWN_TOPIC");
  EXPECT_THAT(Values(narrow()), IsEmpty()) << "a refused append has written something";
}

TEST_P(LogConformance, RefusesARecordThatIsTooLargeAndWritesNothing) {
  const std::int64_t limit = capabilities().max_record_bytes;
  const std::string body(static_cast<std::size_t>(limit) - 6, 'x');
  const NewRecord largest{narrow(), "key", body, {{"h", "vv"}}};
  NewRecord too_large = largest;
  too_large.value += 'x';
  const NewRecord records[] = {{narrow(), "", "small"}, too_large};
  ExpectError(log().Append(records), ErrorCode::kInvalidArgument, "RECORD_TOO_LARGE");
  EXPECT_THAT(Values(narrow()), IsEmpty());
  Append({largest});
  EXPECT_EQ(ReadAll(narrow()).size(), 1u);
}

TEST_P(LogConformance, RefusesAnEmptyAppend) {
  ExpectError(log().Append({}), ErrorCode::kInvalidArgument, "EMPTY_APPEND");
}

TEST_P(LogConformance, RefusesReadsOutOfBounds) {
  Append({{narrow(), "", "a"}});
  ExpectError(log().Read(narrow(), -1, 1, 1), ErrorCode::kInvalidArgument, "INVALID_READ");
  ExpectError(log().Read(narrow(), 0, 0, 1), ErrorCode::kInvalidArgument, "INVALID_READ");
  ExpectError(log().Read(narrow(), 0, 1, 0), ErrorCode::kInvalidArgument, "INVALID_READ");
  ExpectError(log().Read(narrow(), *log().End(narrow()) + 1, 1, 1), ErrorCode::kDataLoss,
              "POSITION_BEYOND_END");
}

TEST_P(LogConformance, KeepsEverythingAcrossReopening) {
  if (!capabilities().reopens) {
    return;  // this log keeps nothing beyond its own life
  }
  const auto before = Append({{wide(1), "k", "a", {{"h", "1"}}}, {wide(2), "", "b"}});
  Reopen();
  EXPECT_EQ(log().Partitions(wide(0).topic), 4);
  const auto records = ReadAll(wide(1));
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].position, before[0]);
  EXPECT_EQ(records[0].headers, (Headers{{"h", "1"}}));
  const auto after = Append({{wide(1), "k", "c"}});
  EXPECT_GT(after.at(0), before[0]);
  Reopen();
  EXPECT_THAT(Values(wide(1)), ElementsAre("a", "c"));
  EXPECT_THAT(Values(wide(2)), ElementsAre("b"));
}

// Whoever has seen a record of an append finds the others, in whichever partition.
TEST_P(LogConformance, ShowsAnAppendOverSeveralPartitionsAtOnce) {
  constexpr int kAppends = 200;
  std::atomic<bool> done = false;
  std::jthread writer([&] {
    for (int i = 0; i < kAppends; ++i) {
      Append({{wide(0), "", std::to_string(i)}, {wide(1), "", std::to_string(i)}});
    }
    done = true;
  });
  while (!done) {
    for (const auto& [seen_first, seen_second] : {std::pair(0, 1), std::pair(1, 0)}) {
      const auto first = Values(wide(seen_first));
      const auto second = Values(wide(seen_second));
      ASSERT_GE(second.size(), first.size()) << "half an append was visible";
    }
  }
  writer.join();
  EXPECT_EQ(Values(wide(0)).size(), static_cast<std::size_t>(kAppends));
  EXPECT_EQ(Values(wide(0)), Values(wide(1)));
}

// Several writers: each append stands together, each writer's appends are in order, positions are
// unique.
TEST_P(LogConformance, TakesConcurrentAppendsOneAfterTheOther) {
  constexpr int kWriters = 8;
  constexpr int kAppends = 40;
  constexpr int kRecords = 3;
  std::vector<std::vector<std::int64_t>> given(kWriters);
  {
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back([&, writer] {
        for (int i = 0; i < kAppends; ++i) {
          const std::string value = std::to_string(writer) + ":" + std::to_string(i);
          const auto positions = Append(std::vector<NewRecord>(kRecords, {narrow(), "", value}));
          given[static_cast<std::size_t>(writer)].insert(
              given[static_cast<std::size_t>(writer)].end(), positions.begin(), positions.end());
        }
      });
    }
  }
  const auto records = ReadAll(narrow());
  ASSERT_EQ(records.size(), static_cast<std::size_t>(kWriters * kAppends * kRecords));
  std::map<std::int64_t, std::string> stored;
  std::map<char, int> next;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string& value = records[i].value;
    EXPECT_EQ(value, records[i - i % kRecords].value) << "a foreign record stands inside an append";
    if (i % kRecords == 0) {
      EXPECT_EQ(value, std::string(1, value[0]) + ":" + std::to_string(next[value[0]]++));
    }
    if (capabilities().gap_free) {
      EXPECT_EQ(records[i].position, static_cast<std::int64_t>(i));
    }
    EXPECT_TRUE(stored.emplace(records[i].position, value).second) << "a position appears twice";
  }
  for (int writer = 0; writer < kWriters; ++writer) {
    const auto& positions = given[static_cast<std::size_t>(writer)];
    for (std::size_t i = 0; i < positions.size(); ++i) {
      EXPECT_EQ(stored[positions[i]], std::to_string(writer) + ":" + std::to_string(i / kRecords));
    }
  }
}

TEST_P(LogConformance, ReadsTheSameAgainWhileOthersAppend) {
  Append({{narrow(), "", "first"}});
  std::atomic<bool> done = false;
  std::jthread writer([&] {
    for (int i = 0; i < 100; ++i) {
      Append({{narrow(), "", std::to_string(i)}});
    }
    done = true;
  });
  std::vector<std::string> seen;
  while (!done) {
    const auto values = Values(narrow());
    ASSERT_GE(values.size(), seen.size());
    ASSERT_TRUE(std::equal(seen.begin(), seen.end(), values.begin()));
    seen = values;
  }
}

TEST_P(LogConformance, WakesThoseWhoWaitForAChange) {
  const std::uint64_t seen = log().WaitForChange(0, milliseconds(0));
  std::jthread writer([&] { Append({{wide(2), "", "a"}}); });
  const std::uint64_t now = log().WaitForChange(seen, kLong);
  EXPECT_GT(now, seen);
  writer.join();
  EXPECT_THAT(Values(wide(2)), ElementsAre("a"));
  EXPECT_GE(log().WaitForChange(seen, kLong), now) << "an old count must not wait";
}

TEST_P(LogConformance, StopsWaitingAtTheTimeout) {
  const std::uint64_t seen = log().WaitForChange(0, milliseconds(0));
  EXPECT_EQ(log().WaitForChange(seen, milliseconds(1)), seen);
}

TEST_P(LogConformance, StaysUsableBehindAppendsThatFailed) {
  FaultyEventLog faulty(log());
  const NewRecord record[] = {{narrow(), "", "a"}};
  faulty.ScriptAppends({AppendFault::kNotWritten, AppendFault::kWritten, AppendFault::kNone});
  ExpectError(faulty.Append(record), ErrorCode::kUnavailable, "SCRIPTED_FAULT");
  EXPECT_THAT(Values(narrow()), IsEmpty());
  ExpectError(faulty.Append(record), ErrorCode::kUnavailable, "SCRIPTED_FAULT");
  EXPECT_THAT(Values(narrow()), ElementsAre("a"));
  EXPECT_TRUE(faulty.Append(record).has_value());
  EXPECT_THAT(Values(narrow()), ElementsAre("a", "a")) << "a log does not remove duplicates";
}

}  // namespace
}  // namespace kakutei::runtime
