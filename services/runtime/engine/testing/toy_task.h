#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/task.h"
#include "runtime/engine/testing/chaos.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/engine/testing/toy_domain.h"
#include "runtime/eventlog/testing/faulty_event_log.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::runtime::engine {

// Adds up what it is told, by verb; for records by verb and topic, as in "Ignored sums".
class CountingProbe final : public TaskProbe {
 public:
  void Rebuilt() override { ++counts_["Rebuilt"]; }
  void Recovered() override { ++counts_["Recovered"]; }
  void Batch(std::int64_t records) override { counts_["Batch"] += records; }
  void Folded(std::string_view topic, FoldOutcome outcome, std::int64_t records) override;
  void Ignored(std::string_view topic, std::int64_t records) override;
  void SetAside(std::string_view topic, std::int64_t records) override;
  void Judged(std::int64_t subjects, std::chrono::nanoseconds) override {
    counts_["Judged"] += subjects;
  }
  void Published(std::int64_t records, std::chrono::nanoseconds) override {
    counts_["Published"] += records;
  }
  void Repaired(std::int64_t subjects) override { counts_["Repaired"] += subjects; }
  void Dropped() override { ++counts_["Dropped"]; }
  void Lag(std::int64_t records) override { counts_["Lag"] = records; }
  void Dirty(std::int64_t subjects) override { counts_["Dirty"] = subjects; }
  void Stopped(const base::Error&) override { ++counts_["Stopped"]; }

  std::int64_t operator[](const std::string& verb) const {
    const auto found = counts_.find(verb);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, std::int64_t> counts_;
};

// A toy task for groups a and b with everything around it. Facts come in "facts", rates in "rates",
// sums go out to "sums" (three partitions, all of them tailed), bad records to "quarantine".
class ToyTask {
 public:
  explicit ToyTask(TaskLimits limits = {});

  // Positions of what was written.
  std::int64_t Amount(const std::string& account, const std::string& item, std::int64_t number,
                      std::int64_t revision = 1);
  std::int64_t Rate(const std::string& group, std::int64_t number, std::int64_t revision = 1);
  std::int64_t Write(const TopicPartition& to, const std::string& value);

  // Another process on the same disk, or on the given one.
  void Restart();
  void Restart(const MemoryStore::DiskImage& image);
  // As Restart, with another domain or spec.
  void Restart(Domain& other, TaskSpec spec);

  // The task's next step, which must succeed.
  StepOutcome Step();
  // The next step's error, which must be one.
  base::Error FailingStep();
  // Steps until nothing is left to do.
  void Rest();

  // Contents by subject, as the store has them.
  std::map<std::string, std::string> Latest() const;
  // Revisions of a subject, as the store has them; 0 for none.
  std::uint64_t Revisions(std::string_view subject) const;
  std::int64_t End(const std::string& topic) const;

  static TopicPartition OutputOf(const std::string& group);

  TaskSpec spec;
  MemoryEventLog memory_log;
  FaultyEventLog log{memory_log};
  LogWeather weather;
  KillSwitch kill;
  ChaosLog chaos{log, weather, kill};
  std::unique_ptr<MemoryStore> store;
  StillClock clock;
  CountingProbe probe;
  std::unique_ptr<ToyDomain> domain;
  std::unique_ptr<Task> task;
};

}  // namespace kakutei::runtime::engine
