#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "billing_eligibility/billing_eligibility_queries.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/host/module.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::simulation {

// The judging services as their own wiring makes them, on a log and stores in memory and in several
// partitions, stepped by hand: facts may arrive, tasks be stepped and processes end in any order.
// Only what has been appended exists for it. Failures are failed CHECKs. Not thread-safe.
class StepwiseMesh {
 public:
  static constexpr int kPartitions = 3;

  StepwiseMesh();
  ~StepwiseMesh();
  StepwiseMesh(const StepwiseMesh&) = delete;
  StepwiseMesh& operator=(const StepwiseMesh&) = delete;

  // Puts a well-formed fact where its service would put it.
  void Append(const v1::Event& event);
  // One step of the task at `index`, counted around.
  void Step(std::size_t index);
  // Steps every task until none has anything left to do, and keeps the stores as they are then for
  // RollBack.
  void Rest();

  // The process ends and begins again: on the stores as they are, as they were at the last Rest, or
  // on empty ones.
  void Restart();
  void RollBack();
  void Rebuild();

  // The latest verdicts of all partitions, each partition's in the order of subjects.
  void VisitVerdicts(const billing_eligibility::VerdictVisitor& visitor) const;
  // Records that stand in the ledgers of verdicts and assessments.
  std::int64_t PublishedRecords() const;
  // Sentences about what is wrong with the published ledgers, by a checker that does not use the
  // engine's rule: one owner writes no record that a reader ignores, so every revision follows the
  // one before it and names its digest; none repeats the content before it; the stores show the
  // same histories. Asked at rest.
  std::vector<std::string> LedgerFaults() const;

 private:
  using Images = std::map<std::string, runtime::MemoryStore::DiskImage>;

  void Start(const Images& images);
  Images TakeImages() const;

  runtime::MemoryEventLog log_;
  const runtime::engine::StillClock clock_;
  Images rested_;
  // What one life of the process has. The modules own the stores.
  struct Life;
  std::unique_ptr<Life> life_;
};

}  // namespace kakutei::simulation
