#include "runtime/eventlog/local/log_catalog.h"

#include <cstdint>
#include <utility>

#include "runtime/eventlog/local/record_codec.h"

namespace kakutei::runtime::local_log {

using base::Error;
using base::ErrorCode;

namespace {

constexpr std::uint32_t kFormat = 1;

// Whether the store holds a log of this format; false for a new store.
base::Result<bool> HoldsLog(const StateReader& store) {
  const auto format = store.Get(kFormatKey);
  if (!format) {
    return base::Fail(format.error());
  }
  if (*format) {
    if (ParseNumber32(**format) != kFormat) {
      return base::Fail(ErrorCode::kFailedPrecondition, "LOG_FORMAT",
                        "the log's format is not " + std::to_string(kFormat) +
                            ": it was written by another version");
    }
    return true;
  }
  bool empty = true;
  const auto scanned = store.Scan("", "", [&](std::string_view, std::string_view) {
    empty = false;
    return false;
  });
  if (!scanned) {
    return base::Fail(scanned.error());
  }
  if (!empty) {
    return base::Fail(ErrorCode::kFailedPrecondition, "NOT_A_LOG",
                      "the store holds something other than a log");
  }
  return false;
}

// Topics of the store with their numbers of partitions.
base::Result<std::map<std::string, int>> StoredTopics(const StateReader& store) {
  std::map<std::string, int> topics;
  bool damaged = false;
  const auto scanned =
      store.Scan(kTopicPrefix, "", [&](std::string_view key, std::string_view value) {
        const auto partitions = ParseNumber32(value);
        damaged = !partitions || *partitions < 1 || *partitions > kMaxPartitions;
        if (!damaged) {
          topics.emplace(key.substr(kTopicPrefix.size()), static_cast<int>(*partitions));
        }
        return !damaged;
      });
  if (!scanned) {
    return base::Fail(scanned.error());
  }
  if (damaged) {
    return base::Fail(ErrorCode::kDataLoss, "LOG_DAMAGED", "the stored list of topics is damaged");
  }
  return topics;
}

}  // namespace

Error Damaged(const TopicPartition& partition, std::int64_t position, const std::string& what) {
  return {ErrorCode::kDataLoss, "LOG_DAMAGED",
          partition.topic + "/" + std::to_string(partition.partition) + " at position " +
              std::to_string(position) + ": " + what};
}

base::Result<std::map<std::string, int>> AgreeOnTopics(ProjectionStore& store,
                                                       const std::map<std::string, int>& wanted,
                                                       Durability durability) {
  const auto holds_log = HoldsLog(store);
  if (!holds_log) {
    return base::Fail(holds_log.error());
  }
  auto topics = StoredTopics(store);
  if (!topics) {
    return topics;
  }
  const auto overlay = store.NewOverlay();
  if (!*holds_log) {
    overlay->Put(kFormatKey, Number32(kFormat));
  }
  for (const auto& [topic, partitions] : wanted) {
    const auto [stored, is_new] = topics->emplace(topic, partitions);
    if (is_new) {
      overlay->Put(TopicKey(topic), Number32(static_cast<std::uint32_t>(partitions)));
    } else if (stored->second != partitions) {
      return base::Fail(ErrorCode::kFailedPrecondition, "PARTITIONS_DIFFER",
                        "topic " + topic + " has " + std::to_string(stored->second) +
                            " partitions in the log, but " + std::to_string(partitions) +
                            " are wanted; the number is fixed when a topic is made");
    }
  }
  if (overlay->changes() > 0) {
    if (auto committed = store.Commit(*overlay, durability); !committed) {
      return base::Fail(std::move(committed.error()));
    }
  }
  return topics;
}

base::Result<std::int64_t> StoredEnd(const StateReader& store, const TopicPartition& partition) {
  const auto stored = store.Get(EndKey(partition));
  if (!stored) {
    return base::Fail(stored.error());
  }
  if (!*stored) {
    return 0;
  }
  const auto end = ParseNumber64(**stored);
  if (!end || *end == 0 || *end > INT64_MAX) {
    return base::Fail(Damaged(partition, 0, "the stored end is no number above 0"));
  }
  return static_cast<std::int64_t>(*end);
}

base::Result<std::int64_t> RecoverEnd(const StateReader& store, const TopicPartition& partition) {
  const auto end = StoredEnd(store, partition);
  if (!end) {
    return end;
  }
  const std::string prefix = RecordPrefix(partition);
  if (*end > 0) {
    const std::string key = prefix + Number64(static_cast<std::uint64_t>(*end - 1));
    const auto last = store.Get(key);
    if (!last) {
      return base::Fail(last.error());
    }
    if (!*last || !DecodeRecord(key, **last)) {
      return base::Fail(Damaged(partition, *end - 1, "the last record is missing or damaged"));
    }
  }
  bool beyond = false;
  const auto scanned = store.Scan(prefix, prefix + Number64(static_cast<std::uint64_t>(*end)),
                                  [&](std::string_view, std::string_view) {
                                    beyond = true;
                                    return false;
                                  });
  if (!scanned) {
    return base::Fail(scanned.error());
  }
  if (beyond) {
    return base::Fail(Damaged(partition, *end, "a record stands beyond the stored end"));
  }
  return end;
}

}  // namespace kakutei::runtime::local_log
