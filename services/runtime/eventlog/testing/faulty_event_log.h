#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "runtime/eventlog/event_log.h"

namespace kakutei::runtime {

// What happens to one Append.
enum class AppendFault {
  kNone,
  kNotWritten,  // kUnavailable, and nothing is in the log
  kWritten,     // kUnavailable, although the records are in the log
  kDataLoss,    // kDataLoss, and nothing is in the log
};

// Puts scripted faults before any EventLog and counts the calls. Without a script it changes
// nothing. Thread-safe; the log behind it must outlive it.
class FaultyEventLog final : public EventLog {
 public:
  explicit FaultyEventLog(EventLog& log) : log_(log) {}

  // The next appends meet these, one each and in order, after those scripted before.
  void ScriptAppends(std::initializer_list<AppendFault> faults);
  // The next `count` reads answer this code (kUnavailable or kDataLoss). Only Read is meant, not
  // End.
  void FailReads(int count, base::ErrorCode code);
  // Runs once inside the next Append, before anything is written: a place for a competing writer.
  void BeforeNextAppend(std::function<void()> action);

  // Calls so far, those that failed included.
  std::int64_t appends() const;
  std::int64_t reads() const;

  base::Result<std::vector<std::int64_t>> Append(std::span<const NewRecord> records) override;
  base::Result<ReadResult> Read(const TopicPartition& from_partition, std::int64_t from,
                                int max_records, std::int64_t max_bytes) const override;
  base::Result<std::int64_t> End(const TopicPartition& partition) const override;
  base::Result<int> Partitions(std::string_view topic) const override;
  std::uint64_t WaitForChange(std::uint64_t seen, std::chrono::milliseconds timeout) const override;

 private:
  EventLog& log_;
  mutable std::mutex mutex_;  // guards the script and the counts
  std::deque<AppendFault> append_faults_;
  std::function<void()> before_next_append_;
  mutable int reads_to_fail_ = 0;
  base::ErrorCode read_error_ = base::ErrorCode::kUnavailable;
  std::int64_t appends_ = 0;
  mutable std::int64_t reads_ = 0;
};

}  // namespace kakutei::runtime
