#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/result.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

// What a local log knows about itself besides its records: format, topics, and where partitions
// end.
namespace kakutei::runtime::local_log {

inline constexpr int kMaxPartitions = 65536;

// kDataLoss, LOG_DAMAGED.
base::Error Damaged(const TopicPartition& partition, std::int64_t position,
                    const std::string& what);

// Makes the store a log if it is empty, adds the wanted topics that it does not have, and gives all
// its topics with their numbers of partitions. Errors: those of opening in local_event_log.h;
// nothing was written then.
base::Result<std::map<std::string, int>> AgreeOnTopics(ProjectionStore& store,
                                                       const std::map<std::string, int>& wanted,
                                                       Durability durability);

// The end of a partition as it is stored.
base::Result<std::int64_t> StoredEnd(const StateReader& store, const TopicPartition& partition);

// The same, after seeing that the partition's records agree with it; kDataLoss if they do not.
base::Result<std::int64_t> RecoverEnd(const StateReader& store, const TopicPartition& partition);

}  // namespace kakutei::runtime::local_log
