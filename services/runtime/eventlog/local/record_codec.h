#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/eventlog/event_log.h"

// The bytes of the local log, as FORMAT.md in this folder lays them down: keys of the store, and
// records.
namespace kakutei::runtime::local_log {

// Key of the format's version.
inline constexpr std::string_view kFormatKey = "f";
// Beginning of the keys of topics; the name follows.
inline constexpr std::string_view kTopicPrefix = "t";

// Unsigned, most significant byte first, so that the order of the bytes is that of the numbers.
std::string Number32(std::uint32_t number);
std::string Number64(std::uint64_t number);
// nullopt unless there are exactly four or eight bytes.
std::optional<std::uint32_t> ParseNumber32(std::string_view bytes);
std::optional<std::uint64_t> ParseNumber64(std::string_view bytes);

std::string TopicKey(std::string_view topic);
// Key under which the end of a partition is kept.
std::string EndKey(const TopicPartition& partition);
// What the keys of a partition's records begin with; Number64 of the position follows.
std::string RecordPrefix(const TopicPartition& partition);

// A record without its checksum, which needs the record's key: EncodeRecord, then SealRecord.
std::string EncodeRecord(const NewRecord& record);
// Fills in the checksum of an encoded record that is to be stored under this key.
void SealRecord(std::string& encoded, std::string_view store_key);
// nullopt: the bytes are not those that were sealed for this key. The position is left at 0.
std::optional<LogRecord> DecodeRecord(std::string_view store_key, std::string_view encoded);

}  // namespace kakutei::runtime::local_log
