#include "runtime/eventlog/log_errors.h"

#include <algorithm>
#include <string>

namespace kakutei::runtime {

using base::ErrorCode;

base::Error UnknownTopic(std::string_view topic) {
  return {ErrorCode::kInvalidArgument, "UNKNOWN_TOPIC",
          "the log has no topic " + std::string(topic)};
}

base::Error UnknownPartition(const TopicPartition& partition, int partitions) {
  return {ErrorCode::kInvalidArgument, "UNKNOWN_PARTITION",
          "topic " + partition.topic + " has partitions 0 to " + std::to_string(partitions - 1) +
              ", not " + std::to_string(partition.partition)};
}

base::Error PositionBeyondEnd(const TopicPartition& partition, std::int64_t position,
                              std::int64_t end) {
  return {ErrorCode::kDataLoss, "POSITION_BEYOND_END",
          "position " + std::to_string(position) + " of " + partition.topic + "/" +
              std::to_string(partition.partition) + " was asked for, but the log ends at " +
              std::to_string(end) + ": records were lost, or this is another log"};
}

std::int64_t RecordBytes(const NewRecord& record) {
  std::size_t bytes = record.key.size() + record.value.size();
  for (const auto& [name, value] : record.headers) {
    bytes += name.size() + value.size();
  }
  return static_cast<std::int64_t>(bytes);
}

base::Status CheckAppend(std::span<const NewRecord> records, std::int64_t max_record_bytes) {
  if (records.empty()) {
    return base::Fail(ErrorCode::kInvalidArgument, "EMPTY_APPEND",
                      "an append needs at least one record");
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (const std::int64_t bytes = RecordBytes(records[i]); bytes > max_record_bytes) {
      return base::Fail(ErrorCode::kInvalidArgument, "RECORD_TOO_LARGE",
                        "record " + std::to_string(i) + " for topic " + records[i].to.topic +
                            " has " + std::to_string(bytes) + " bytes; the limit is " +
                            std::to_string(max_record_bytes));
    }
  }
  return {};
}

base::Status CheckRead(std::int64_t from, int max_records, std::int64_t max_bytes) {
  if (from < 0 || max_records < 1 || max_bytes < 1) {
    return base::Fail(ErrorCode::kInvalidArgument, "INVALID_READ",
                      "a read needs a position of at least 0 and limits of at least 1; given were "
                      "position " +
                          std::to_string(from) + ", records " + std::to_string(max_records) +
                          ", bytes " + std::to_string(max_bytes));
  }
  return {};
}

bool IsTopicName(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= 249 && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace kakutei::runtime
