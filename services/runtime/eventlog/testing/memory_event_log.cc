#include "runtime/eventlog/testing/memory_event_log.h"

#include <utility>

#include "base/check.h"
#include "runtime/eventlog/log_errors.h"

namespace kakutei::runtime {

MemoryEventLog::MemoryEventLog(const std::map<std::string, int>& topics,
                               std::int64_t max_record_bytes)
    : max_record_bytes_(max_record_bytes) {
  for (const auto& [topic, partitions] : topics) {
    KAKUTEI_CHECK(IsTopicName(topic) && partitions > 0);
    topics_[topic].resize(static_cast<std::size_t>(partitions));
  }
}

base::Result<std::vector<std::int64_t>> MemoryEventLog::Append(std::span<const NewRecord> records) {
  if (auto checked = CheckAppend(records, max_record_bytes_); !checked) {
    return base::Fail(std::move(checked.error()));
  }
  std::vector<std::int64_t> positions;
  positions.reserve(records.size());
  {
    const std::lock_guard lock(mutex_);
    for (const NewRecord& record : records) {
      if (auto found = Find(record.to); !found) {
        return base::Fail(std::move(found.error()));
      }
    }
    for (const NewRecord& record : records) {
      Partition& partition =
          topics_.find(record.to.topic)->second[static_cast<std::size_t>(record.to.partition)];
      positions.push_back(static_cast<std::int64_t>(partition.size()));
      partition.push_back({positions.back(), record.key, record.value, record.headers});
    }
    ++changes_;
  }
  changed_.notify_all();
  return positions;
}

base::Result<ReadResult> MemoryEventLog::Read(const TopicPartition& from_partition,
                                              std::int64_t from, int max_records,
                                              std::int64_t max_bytes) const {
  if (auto checked = CheckRead(from, max_records, max_bytes); !checked) {
    return base::Fail(std::move(checked.error()));
  }
  const std::lock_guard lock(mutex_);
  const auto partition = Find(from_partition);
  if (!partition) {
    return base::Fail(partition.error());
  }
  const auto end = static_cast<std::int64_t>((*partition)->size());
  if (from > end) {
    return base::Fail(PositionBeyondEnd(from_partition, from, end));
  }
  ReadResult result{{}, from};
  std::int64_t bytes = 0;
  while (result.next_position < end && static_cast<int>(result.records.size()) < max_records) {
    const LogRecord& record = (**partition)[static_cast<std::size_t>(result.next_position)];
    bytes += static_cast<std::int64_t>(record.key.size() + record.value.size());
    if (!result.records.empty() && bytes > max_bytes) {
      break;
    }
    result.records.push_back(record);
    ++result.next_position;
  }
  return result;
}

base::Result<std::int64_t> MemoryEventLog::End(const TopicPartition& partition) const {
  const std::lock_guard lock(mutex_);
  const auto found = Find(partition);
  if (!found) {
    return base::Fail(found.error());
  }
  return static_cast<std::int64_t>((*found)->size());
}

base::Result<int> MemoryEventLog::Partitions(std::string_view topic) const {
  const auto found = topics_.find(topic);
  if (found == topics_.end()) {
    return base::Fail(UnknownTopic(topic));
  }
  return static_cast<int>(found->second.size());
}

std::uint64_t MemoryEventLog::WaitForChange(std::uint64_t seen,
                                            std::chrono::milliseconds timeout) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, timeout, [&] { return changes_ > seen; });
  return changes_;
}

base::Result<const MemoryEventLog::Partition*> MemoryEventLog::Find(
    const TopicPartition& partition) const {
  const auto topic = topics_.find(partition.topic);
  if (topic == topics_.end()) {
    return base::Fail(UnknownTopic(partition.topic));
  }
  const auto partitions = static_cast<int>(topic->second.size());
  if (partition.partition < 0 || partition.partition >= partitions) {
    return base::Fail(UnknownPartition(partition, partitions));
  }
  return &topic->second[static_cast<std::size_t>(partition.partition)];
}

}  // namespace kakutei::runtime
