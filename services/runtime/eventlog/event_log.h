#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kakutei::runtime {

struct TopicPartition {
  std::string topic;
  int partition = 0;
  auto operator<=>(const TopicPartition&) const = default;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

// A record to be appended.
struct NewRecord {
  TopicPartition to;
  std::string key;
  std::string value;
  Headers headers = {};
};

// A record as it stands in the log. Positions of a partition start at 0 and have no gaps for local
// readers; readers must not rely on more than that they grow.
struct LogRecord {
  std::int64_t position = 0;
  std::string key;
  std::string value;
  Headers headers = {};
};

// What a Read brings back: records in order, and the position at which to go on.
struct ReadResult {
  std::vector<LogRecord> records;
  std::int64_t next_position = 0;
};

// An ordered, durable log of records in topics and partitions. Any number of readers and writers;
// thread-safe.
//
// Guarantees: records of one Append appear at once or not at all, in order, per partition without
// foreign records between them. Append returns only when they are durable (power loss included). A
// record that was read once is read again, unchanged, at the same position, for ever.
//
// It does not remove duplicates, interpret values, or fence writers.
//
// Errors: kUnavailable from Append means that the records may or may not have been written: read
// the log to find out. kUnavailable from reads means try again. kInvalidArgument: an unknown topic
// or partition, or a record that is too large (nothing was written). kResourceExhausted from
// Append: no room at the moment (nothing was written). kDataLoss: stored bytes are damaged, or a
// position beyond the end was asked for, which only somebody can do who has read what is no longer
// there; the caller stops. log_errors.h lists the reasons.
class EventLog {
 public:
  virtual ~EventLog() = default;

  // Positions of the records, in the order given. An empty batch is an error of the caller
  // (kInvalidArgument).
  virtual base::Result<std::vector<std::int64_t>> Append(std::span<const NewRecord> records) = 0;

  // At most max_records (> 0) records and, beyond the first, at most max_bytes of keys and values,
  // from `from` on. At the end of the partition the result is empty; beyond it is kDataLoss. Never
  // blocks for new records.
  virtual base::Result<ReadResult> Read(const TopicPartition& from_partition, std::int64_t from,
                                        int max_records, std::int64_t max_bytes) const = 0;

  // The position that the next record will get.
  virtual base::Result<std::int64_t> End(const TopicPartition& partition) const = 0;

  // Number of partitions of a topic; kInvalidArgument when there is no such topic.
  virtual base::Result<int> Partitions(std::string_view topic) const = 0;

  // Returns when something was appended after `seen` changes, or when `timeout` is over; gives the
  // number of changes seen now. Start with 0.
  virtual std::uint64_t WaitForChange(std::uint64_t seen,
                                      std::chrono::milliseconds timeout) const = 0;
};

}  // namespace kakutei::runtime
