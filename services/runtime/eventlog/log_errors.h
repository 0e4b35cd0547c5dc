#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "runtime/eventlog/event_log.h"

// What every implementation of EventLog answers to calls that cannot be carried out, so that
// callers meet the same codes and reasons whichever log they use.
namespace kakutei::runtime {

// kInvalidArgument, UNKNOWN_TOPIC.
base::Error UnknownTopic(std::string_view topic);
// kInvalidArgument, UNKNOWN_PARTITION. The topic has partitions 0 .. `partitions` - 1.
base::Error UnknownPartition(const TopicPartition& partition, int partitions);
// kDataLoss, POSITION_BEYOND_END: somebody has read what is no longer there.
base::Error PositionBeyondEnd(const TopicPartition& partition, std::int64_t position,
                              std::int64_t end);

// Bytes of key, value and headers together: what a record's limit counts.
std::int64_t RecordBytes(const NewRecord& record);

// kInvalidArgument with EMPTY_APPEND or RECORD_TOO_LARGE (the record's number in the batch is
// named).
base::Status CheckAppend(std::span<const NewRecord> records, std::int64_t max_record_bytes);
// kInvalidArgument, INVALID_READ: a negative position, or a limit below 1.
base::Status CheckRead(std::int64_t from, int max_records, std::int64_t max_bytes);
// 1-249 of A-Z a-z 0-9 . _ - other than "." and "..": the names that Kafka allows too.
bool IsTopicName(std::string_view name);

}  // namespace kakutei::runtime
