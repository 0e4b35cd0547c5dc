#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "runtime/engine/task.h"
#include "runtime/engine/testing/chaos.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/engine/testing/toy_domain.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::runtime::engine {

// One task of the toy domain in a world where everything goes wrong, all of it drawn from one seed:
// the facts, their order and duplicates, bad records, the task's limits, and the faults.
class FaultWorld {
 public:
  explicit FaultWorld(std::uint64_t seed);
  ~FaultWorld();

  // So many rounds of arrivals, faults and steps.
  void Rage(int rounds);
  // Everything arrives and the process runs until it rests, or until its `kill_at`-th call of log
  // and store kills it. Number of calls.
  std::int64_t RunCalmly(std::optional<std::int64_t> kill_at, KillSwitch::Moment moment);

  // Ends all faults, lets everything arrive, runs to rest and tells what is wrong then.
  std::vector<std::string> Settle();

  // Faults that really happened, by name.
  const std::map<std::string, int>& faults() const { return faults_; }

 private:
  struct Process;

  std::int64_t Pick(std::int64_t from, std::int64_t to);
  bool Chance(int percent) { return Pick(1, 100) <= percent; }
  void DrawFacts();
  void DrawSpec();
  void Arrive(int count);

  void Restart();
  void StepOwner();
  void StepZombie();
  void OneFault();
  void LoseStore(const MemoryStore::DiskImage& image, const char* name);
  void Hide();
  void WriteJunk();
  void WriteLate();

  bool RunToRest(Process& process);
  std::map<std::string, std::string> Expected() const;
  void CheckRebuild(std::vector<std::string>& wrong);
  void CheckQuarantine(std::vector<std::string>& wrong) const;
  Positions Ends(const std::vector<std::string>& topics) const;

  std::mt19937_64 random_;
  TaskSpec spec_;
  MemoryEventLog log_;
  LogWeather weather_;
  StillClock clock_;
  std::vector<ToyFact> facts_;                                  // all that arrive sooner or later
  std::vector<std::pair<TopicPartition, std::string>> coming_;  // the last one first
  std::vector<TopicPartition> bad_;          // of each bad record that has arrived, where
  std::vector<std::int64_t> bad_positions_;  // and its position
  std::unique_ptr<MemoryStore> disk_;
  std::vector<MemoryStore::DiskImage> images_;
  std::unique_ptr<Process> owner_;
  std::unique_ptr<MemoryStore> zombie_disk_;
  std::unique_ptr<Process> zombie_;
  std::map<std::string, int> faults_;
};

}  // namespace kakutei::runtime::engine
