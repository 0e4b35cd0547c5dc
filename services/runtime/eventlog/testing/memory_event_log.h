#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "runtime/eventlog/event_log.h"

namespace kakutei::runtime {

// An EventLog in memory for tests and simulations. It passes the same conformance suite as the real
// ones, but keeps nothing beyond its own life. Thread-safe.
class MemoryEventLog final : public EventLog {
 public:
  // Topics with their numbers of partitions (> 0).
  explicit MemoryEventLog(const std::map<std::string, int>& topics,
                          std::int64_t max_record_bytes = 1 << 20);

  base::Result<std::vector<std::int64_t>> Append(std::span<const NewRecord> records) override;
  base::Result<ReadResult> Read(const TopicPartition& from_partition, std::int64_t from,
                                int max_records, std::int64_t max_bytes) const override;
  base::Result<std::int64_t> End(const TopicPartition& partition) const override;
  base::Result<int> Partitions(std::string_view topic) const override;
  std::uint64_t WaitForChange(std::uint64_t seen, std::chrono::milliseconds timeout) const override;

 private:
  using Partition = std::vector<LogRecord>;

  // Where a partition stands, or why there is none. The mutex must be held to look inside.
  base::Result<const Partition*> Find(const TopicPartition& partition) const;

  const std::int64_t max_record_bytes_;
  mutable std::mutex mutex_;  // guards the partitions and changes_; the set of topics never changes
  mutable std::condition_variable changed_;
  std::map<std::string, std::vector<Partition>, std::less<>> topics_;
  std::uint64_t changes_ = 0;
};

}  // namespace kakutei::runtime
