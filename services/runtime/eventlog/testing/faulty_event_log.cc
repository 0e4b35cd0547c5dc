#include "runtime/eventlog/testing/faulty_event_log.h"

#include <utility>

#include "base/check.h"

namespace kakutei::runtime {

using base::ErrorCode;

void FaultyEventLog::ScriptAppends(std::initializer_list<AppendFault> faults) {
  const std::lock_guard lock(mutex_);
  append_faults_.insert(append_faults_.end(), faults);
}

void FaultyEventLog::FailReads(int count, ErrorCode code) {
  KAKUTEI_CHECK(code == ErrorCode::kUnavailable || code == ErrorCode::kDataLoss);
  const std::lock_guard lock(mutex_);
  reads_to_fail_ = count;
  read_error_ = code;
}

void FaultyEventLog::BeforeNextAppend(std::function<void()> action) {
  const std::lock_guard lock(mutex_);
  before_next_append_ = std::move(action);
}

std::int64_t FaultyEventLog::appends() const {
  const std::lock_guard lock(mutex_);
  return appends_;
}

std::int64_t FaultyEventLog::reads() const {
  const std::lock_guard lock(mutex_);
  return reads_;
}

base::Result<std::vector<std::int64_t>> FaultyEventLog::Append(std::span<const NewRecord> records) {
  AppendFault fault = AppendFault::kNone;
  std::function<void()> before;
  {
    const std::lock_guard lock(mutex_);
    ++appends_;
    if (!append_faults_.empty()) {
      fault = append_faults_.front();
      append_faults_.pop_front();
    }
    before = std::exchange(before_next_append_, nullptr);
  }
  if (before) {
    before();
  }
  switch (fault) {
    case AppendFault::kNone:
      return log_.Append(records);
    case AppendFault::kNotWritten:
      break;
    case AppendFault::kWritten:
      if (auto written = log_.Append(records); !written) {
        return written;
      }
      break;
    case AppendFault::kDataLoss:
      return base::Fail(ErrorCode::kDataLoss, "SCRIPTED_FAULT", "append failed as scripted");
  }
  return base::Fail(ErrorCode::kUnavailable, "SCRIPTED_FAULT", "append failed as scripted");
}

base::Result<ReadResult> FaultyEventLog::Read(const TopicPartition& from_partition,
                                              std::int64_t from, int max_records,
                                              std::int64_t max_bytes) const {
  {
    const std::lock_guard lock(mutex_);
    ++reads_;
    if (reads_to_fail_ > 0) {
      --reads_to_fail_;
      return base::Fail(read_error_, "SCRIPTED_FAULT", "read failed as scripted");
    }
  }
  return log_.Read(from_partition, from, max_records, max_bytes);
}

base::Result<std::int64_t> FaultyEventLog::End(const TopicPartition& partition) const {
  return log_.End(partition);
}

base::Result<int> FaultyEventLog::Partitions(std::string_view topic) const {
  return log_.Partitions(topic);
}

std::uint64_t FaultyEventLog::WaitForChange(std::uint64_t seen,
                                            std::chrono::milliseconds timeout) const {
  return log_.WaitForChange(seen, timeout);
}

}  // namespace kakutei::runtime
