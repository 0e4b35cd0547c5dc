#include "runtime/eventlog/local/local_event_log.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "runtime/eventlog/local/log_catalog.h"
#include "runtime/eventlog/local/record_codec.h"
#include "runtime/eventlog/log_errors.h"

namespace kakutei::runtime {
namespace {

using base::Error;
using base::ErrorCode;

struct Partition {
  TopicPartition id;
  std::string end_key;
  std::string record_prefix;

  std::string RecordKey(std::int64_t position) const {
    return record_prefix + local_log::Number64(static_cast<std::uint64_t>(position));
  }

  // What readers see; guarded by the log's mutex.
  std::int64_t end = 0;
  // What the next record gets; only the leader touches it, and leadership passes under the mutex.
  std::int64_t next = 0;
};

// One call of Append while it waits for its commit.
struct Waiting {
  struct Record {
    Partition* partition;
    std::string encoded;
  };
  std::vector<Record> records;
  std::int64_t bytes = 0;
  std::vector<std::int64_t> positions;
  std::condition_variable turn;
  bool done = false;
  std::optional<Error> error;
};

class LocalEventLog final : public EventLog {
 public:
  using Topics = std::map<std::string, std::vector<std::unique_ptr<Partition>>, std::less<>>;

  LocalEventLog(std::unique_ptr<ProjectionStore> store, LocalLogSettings settings, Topics topics)
      : store_(std::move(store)), settings_(std::move(settings)), topics_(std::move(topics)) {}

  base::Result<std::vector<std::int64_t>> Append(std::span<const NewRecord> records) override {
    Waiting own;
    if (auto prepared = Prepare(records, own); !prepared) {
      return base::Fail(std::move(prepared.error()));
    }
    std::unique_lock lock(mutex_);
    queue_.push_back(&own);
    own.turn.wait(lock, [&] { return own.done || (!leading_ && queue_.front() == &own); });
    if (!own.done) {
      Lead(lock);
    }
    if (own.error) {
      return base::Fail(std::move(*own.error));
    }
    return std::move(own.positions);
  }

  base::Result<ReadResult> Read(const TopicPartition& from_partition, std::int64_t from,
                                int max_records, std::int64_t max_bytes) const override {
    if (auto checked = CheckRead(from, max_records, max_bytes); !checked) {
      return base::Fail(std::move(checked.error()));
    }
    const auto found = Find(from_partition);
    const auto end = End(from_partition);
    if (!found || !end) {
      return base::Fail(found ? end.error() : found.error());
    }
    if (from > *end) {
      return base::Fail(PositionBeyondEnd(from_partition, from, *end));
    }
    if (from == *end) {
      return ReadResult{{}, from};
    }
    return ReadStored(**found, from, *end, max_records, max_bytes);
  }

  base::Result<std::int64_t> End(const TopicPartition& partition) const override {
    const auto found = Find(partition);
    if (!found) {
      return base::Fail(found.error());
    }
    const std::lock_guard lock(mutex_);
    if (failed_) {
      return base::Fail(*failed_);
    }
    return (*found)->end;
  }

  base::Result<int> Partitions(std::string_view topic) const override {
    const auto found = topics_.find(topic);
    if (found == topics_.end()) {
      return base::Fail(UnknownTopic(topic));
    }
    return static_cast<int>(found->second.size());
  }

  std::uint64_t WaitForChange(std::uint64_t seen,
                              std::chrono::milliseconds timeout) const override {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, timeout, [&] { return changes_ > seen; });
    return changes_;
  }

 private:
  base::Result<Partition*> Find(const TopicPartition& partition) const {
    const auto topic = topics_.find(partition.topic);
    if (topic == topics_.end()) {
      return base::Fail(UnknownTopic(partition.topic));
    }
    const auto partitions = static_cast<int>(topic->second.size());
    if (partition.partition < 0 || partition.partition >= partitions) {
      return base::Fail(UnknownPartition(partition, partitions));
    }
    return topic->second[static_cast<std::size_t>(partition.partition)].get();
  }

  // Checks and encodes what can be checked and encoded without the lock.
  base::Status Prepare(std::span<const NewRecord> records, Waiting& own) {
    if (auto checked = CheckAppend(records, settings_.max_record_bytes); !checked) {
      return checked;
    }
    own.records.reserve(records.size());
    for (const NewRecord& record : records) {
      const auto found = Find(record.to);
      if (!found) {
        return base::Fail(found.error());
      }
      own.bytes += RecordBytes(record);
      if (own.bytes > settings_.max_append_bytes) {
        return base::Fail(ErrorCode::kInvalidArgument, "APPEND_TOO_LARGE",
                          "an append may have " + std::to_string(settings_.max_append_bytes) +
                              " bytes; record " + std::to_string(own.records.size()) +
                              " goes beyond that");
      }
      own.records.push_back({*found, local_log::EncodeRecord(record)});
    }
    return {};
  }

  // Commits the front of the queue, own call included, and hands on the leadership.
  void Lead(std::unique_lock<std::mutex>& lock) {
    leading_ = true;
    const std::vector<Waiting*> group = TakeGroup();
    std::optional<Error> error = failed_;
    std::vector<Partition*> touched;
    if (!error) {
      lock.unlock();
      error = Commit(group, touched);
      lock.lock();
    }
    for (Partition* partition : touched) {
      partition->end = partition->next;
    }
    if (error && error->code == ErrorCode::kDataLoss) {
      failed_ = error;
    }
    ++changes_;
    changed_.notify_all();
    for (Waiting* waiting : group) {
      waiting->error = error;
      waiting->done = true;
      waiting->turn.notify_one();
    }
    leading_ = false;
    if (!queue_.empty()) {
      queue_.front()->turn.notify_one();
    }
  }

  // Takes waiting calls off the queue, at least one, up to the bounds of a commit.
  std::vector<Waiting*> TakeGroup() {
    std::vector<Waiting*> group;
    std::size_t records = 0;
    std::int64_t bytes = 0;
    while (!queue_.empty()) {
      Waiting* waiting = queue_.front();
      records += waiting->records.size();
      bytes += waiting->bytes;
      if (!group.empty() && (records > static_cast<std::size_t>(settings_.max_group_records) ||
                             bytes > settings_.max_group_bytes)) {
        break;
      }
      group.push_back(waiting);
      queue_.pop_front();
    }
    return group;
  }

  // Writes the group in one commit. Afterwards `next` of each touched partition is what the store
  // holds.
  std::optional<Error> Commit(const std::vector<Waiting*>& group,
                              std::vector<Partition*>& touched) {
    const auto overlay = store_->NewOverlay();
    for (Waiting* waiting : group) {
      waiting->positions.reserve(waiting->records.size());
      for (auto& [partition, encoded] : waiting->records) {
        if (std::find(touched.begin(), touched.end(), partition) == touched.end()) {
          touched.push_back(partition);
        }
        const std::string key = partition->RecordKey(partition->next);
        local_log::SealRecord(encoded, key);
        overlay->Put(key, encoded);
        waiting->positions.push_back(partition->next++);
      }
    }
    for (const Partition* partition : touched) {
      overlay->Put(partition->end_key,
                   local_log::Number64(static_cast<std::uint64_t>(partition->next)));
    }
    auto committed = store_->Commit(*overlay, settings_.durability);
    if (committed) {
      return std::nullopt;
    }
    if (committed.error().code == ErrorCode::kDataLoss) {
      touched.clear();
      return std::move(committed.error());
    }
    // Whether the commit happened is the store's to say: a position must never be given twice.
    for (Partition* partition : touched) {
      const auto stored = local_log::StoredEnd(*store_, partition->id);
      if (!stored) {
        touched.clear();
        return Error{ErrorCode::kDataLoss, "LOG_DAMAGED",
                     "the end of " + partition->id.topic +
                         " is unknown after a failed commit: " + stored.error().message};
      }
      partition->next = *stored;
    }
    return std::move(committed.error());
  }

  base::Result<ReadResult> ReadStored(const Partition& partition, std::int64_t from,
                                      std::int64_t end, int max_records,
                                      std::int64_t max_bytes) const {
    ReadResult result{{}, from};
    std::optional<Error> damage;
    std::int64_t bytes = 0;
    bool full = false;
    const auto scanned = store_->Scan(
        partition.record_prefix, partition.RecordKey(from),
        [&](std::string_view key, std::string_view value) {
          const std::int64_t position = result.next_position;
          if (position == end) {
            return false;
          }
          auto record = local_log::DecodeRecord(key, value);
          if (key != partition.RecordKey(position)) {
            damage = local_log::Damaged(partition.id, position, "the record is missing");
          } else if (!record) {
            damage =
                local_log::Damaged(partition.id, position, "the record's checksum does not fit");
          }
          if (damage) {
            return false;
          }
          bytes += static_cast<std::int64_t>(record->key.size() + record->value.size());
          if (!result.records.empty() && bytes > max_bytes) {
            full = true;
            return false;
          }
          record->position = position;
          result.records.push_back(std::move(*record));
          ++result.next_position;
          full = static_cast<int>(result.records.size()) == max_records;
          return !full;
        });
    if (!scanned) {
      return base::Fail(scanned.error());
    }
    if (!damage && !full && result.next_position < end) {
      damage = local_log::Damaged(partition.id, result.next_position, "the record is missing");
    }
    if (damage) {
      return base::Fail(std::move(*damage));
    }
    return result;
  }

  const std::unique_ptr<ProjectionStore> store_;
  const LocalLogSettings settings_;
  const Topics topics_;

  mutable std::mutex mutex_;  // guards the ends and all below
  mutable std::condition_variable changed_;
  std::deque<Waiting*>
      queue_;  // calls of Append in their order; at most one for each calling thread
  bool leading_ = false;
  std::uint64_t changes_ = 0;
  std::optional<Error> failed_;
};

base::Status CheckSettings(const LocalLogSettings& settings) {
  for (const auto& [topic, partitions] : settings.topics) {
    if (!IsTopicName(topic) || partitions < 1 || partitions > local_log::kMaxPartitions) {
      return base::Fail(ErrorCode::kInvalidArgument, "INVALID_TOPIC",
                        "topic \"" + topic + "\" with " + std::to_string(partitions) +
                            " partitions: a name has 1 to 249 of A-Z a-z 0-9 . _ - and a topic 1 "
                            "to " +
                            std::to_string(local_log::kMaxPartitions) + " partitions");
    }
  }
  if (settings.max_record_bytes < 1 || settings.max_append_bytes < settings.max_record_bytes ||
      settings.max_append_bytes > INT64_C(1) << 31 || settings.max_group_records < 1 ||
      settings.max_group_bytes < 1) {
    return base::Fail(ErrorCode::kInvalidArgument, "INVALID_SETTING",
                      "the limits of records, appends and groups must be positive, an append's "
                      "between a record's and 2 GiB");
  }
  return {};
}

}  // namespace

base::Result<std::unique_ptr<EventLog>> OpenLocalEventLog(std::unique_ptr<ProjectionStore> store,
                                                          const LocalLogSettings& settings) {
  if (auto checked = CheckSettings(settings); !checked) {
    return base::Fail(std::move(checked.error()));
  }
  const auto topics = local_log::AgreeOnTopics(*store, settings.topics, settings.durability);
  if (!topics) {
    return base::Fail(topics.error());
  }
  LocalEventLog::Topics recovered;
  for (const auto& [topic, partitions] : *topics) {
    for (int i = 0; i < partitions; ++i) {
      const TopicPartition id{topic, i};
      const auto end = local_log::RecoverEnd(*store, id);
      if (!end) {
        return base::Fail(end.error());
      }
      recovered[topic].push_back(std::make_unique<Partition>(
          Partition{id, local_log::EndKey(id), local_log::RecordPrefix(id), *end, *end}));
    }
  }
  return std::make_unique<LocalEventLog>(std::move(store), settings, std::move(recovered));
}

}  // namespace kakutei::runtime
