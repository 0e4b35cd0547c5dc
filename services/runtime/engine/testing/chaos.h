#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

// Faults that a process meets between itself and its log and store. One thread.
namespace kakutei::runtime::engine {

// Kills a process at one of its calls: from then on every call fails, and nothing of it has an
// effect.
class KillSwitch {
 public:
  enum class Moment { kBeforeCall, kAfterCall };
  // How a call fares.
  enum class Fate { kLives, kDiesBefore, kDiesAfter };

  // The `calls`-th call from now (1: the next) is the last.
  void Arm(std::int64_t calls, Moment moment) {
    left_ = calls;
    moment_ = moment;
  }
  Fate NextCall();
  bool dead() const { return dead_; }
  // Calls so far, those of the dead not counted.
  std::int64_t calls() const { return calls_; }

 private:
  bool dead_ = false;
  std::int64_t left_ = -1;  // negative: not armed
  Moment moment_ = Moment::kBeforeCall;
  std::int64_t calls_ = 0;
};

// How an append ends: all but the first with kUnavailable.
enum class AppendFate { kWell, kNotWritten, kWritten, kLate };

// What the processes share in their log.
struct LogWeather {
  // Records from here on are durable and not shown yet.
  std::map<TopicPartition, std::int64_t> hidden_from;
  AppendFate next_append = AppendFate::kWell;
  // Records of late appends, left to be written at any time or never.
  std::vector<std::vector<NewRecord>> late;
  // A stranger's record for the same subject and revision lands just before the next append.
  bool overtake_next_append = false;
  int reads_to_fail = 0;
  // Appends and reads that met a fault.
  int failed_appends = 0;
  int failed_reads = 0;
  int overtaken_appends = 0;
};

class ChaosLog final : public EventLog {
 public:
  ChaosLog(EventLog& log, LogWeather& weather, KillSwitch& kill)
      : log_(log), weather_(weather), kill_(kill) {}

  base::Result<std::vector<std::int64_t>> Append(std::span<const NewRecord> records) override;
  base::Result<ReadResult> Read(const TopicPartition& partition, std::int64_t from, int max_records,
                                std::int64_t max_bytes) const override;
  base::Result<std::int64_t> End(const TopicPartition& partition) const override;
  base::Result<int> Partitions(std::string_view topic) const override;
  std::uint64_t WaitForChange(std::uint64_t seen, std::chrono::milliseconds timeout) const override;

 private:
  void Overtake(std::span<const NewRecord> records);

  EventLog& log_;
  LogWeather& weather_;
  KillSwitch& kill_;
};

// Commits meet the kill switch; reads of a dead process do no harm.
class ChaosStore final : public ProjectionStore {
 public:
  ChaosStore(ProjectionStore& store, KillSwitch& kill) : store_(store), kill_(kill) {}

  base::Result<std::optional<std::string>> Get(std::string_view key) const override;
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override;
  std::unique_ptr<StateReader> Snapshot() const override { return store_.Snapshot(); }
  std::unique_ptr<Overlay> NewOverlay() override { return store_.NewOverlay(); }
  base::Status Commit(Overlay& overlay, Durability durability) override;
  void VisitStatistics(const std::function<void(std::string_view name, std::int64_t value)>&
                           visitor) const override {
    store_.VisitStatistics(visitor);
  }

 private:
  ProjectionStore& store_;
  KillSwitch& kill_;
};

}  // namespace kakutei::runtime::engine
