#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "runtime/engine/dirty_queue.h"
#include "runtime/engine/domain.h"
#include "runtime/engine/freshness.h"
#include "runtime/engine/input_reader.h"
#include "runtime/engine/judgement.h"
#include "runtime/engine/ledger_tail.h"
#include "runtime/engine/positions.h"
#include "runtime/engine/probe.h"
#include "runtime/engine/quarantine.h"
#include "runtime/engine/reflection_tracker.h"
#include "runtime/engine/task_spec.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime::engine {

// What one step did. All zero: nothing was left to do.
struct StepOutcome {
  std::int64_t folded = 0;     // records taken from the inputs
  std::int64_t tailed = 0;     // records read from output and quarantine partitions
  std::int64_t judged = 0;     // judgements made
  std::int64_t published = 0;  // records appended, those set aside included
  // The task is still reading what is published; it has not folded or judged yet.
  bool recovering = false;

  bool Progressed() const { return recovering || folded + tailed + judged + published > 0; }
};

// One thread's worth of work on one store: folds inputs into a projection, judges what they touch
// and publishes what differs from the published ledger. README.md beside this file shows the loop.
//
// Guarantees: whatever fails and whenever, once inputs rest and steps go on, the accepted head of
// every owned subject is Judge's answer on all inputs; accepted revisions are dense; no revision is
// published whose content the published head, as far as it was read, already has. The store never
// runs ahead of what is published. Losing the store, or putting an earlier state of it back, costs
// time only. Does not: fence other writers, retry by itself, or sleep.
//
// Threads: Step from one thread at a time; freshness() from any. The log, store, domain, probe and
// clock outlive the task.
class Task {
 public:
  Task(TaskSpec spec, EventLog& log, ProjectionStore& store, Domain& domain, TaskProbe& probe,
       const base::Clock& clock);
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task();

  // Does one bounded round without waiting for new records. Errors of kUnavailable,
  // kDeadlineExceeded, kAborted and kResourceExhausted: nothing is lost, step again later. Any
  // other error has stopped the task: kDataLoss for a damaged store or log, else a mistake of our
  // own; every further step returns it again.
  base::Result<StepOutcome> Step();

  bool Stopped() const { return freshness_.Stopped(); }
  // What the store reflects, for queries. Thread-safe.
  const Freshness& freshness() const { return freshness_; }
  const TaskSpec& spec() const { return spec_; }

 private:
  enum class Phase { kClosed, kCatchingUp, kRunning };

  base::Result<StepOutcome> StepUnguarded();
  base::Status Open();
  base::Result<StepOutcome> CatchUp();
  base::Result<StepOutcome> Work();
  base::Status Fold(const InputBatch& batch, std::vector<NewRecord>& out);
  bool MayJudge(const InputBatch& batch);
  base::Result<std::int64_t> Judge(std::vector<Draft>& drafts);
  base::Status Publish(std::vector<NewRecord> out, std::vector<Draft> drafts);
  base::Result<std::int64_t> ReadBack();
  base::Status Commit();
  void Tell(std::int64_t lag);
  DirtySubjects& dirty_subjects();

  const TaskSpec spec_;
  EventLog& log_;
  ProjectionStore& store_;
  Domain& domain_;
  TaskProbe& probe_;
  const base::Clock& clock_;

  // The task's thread only, up to freshness_.
  Phase phase_ = Phase::kClosed;
  std::unique_ptr<Overlay> overlay_;
  DirtyQueue dirty_;
  NothingDirty nothing_dirty_;
  InputReader inputs_;
  LedgerTail tail_;
  Quarantine quarantine_;
  ReflectionTracker reflection_;
  // Nothing is judged before the inputs are read up to where they ended at the recovery: what was
  // published up to then rests on them. Empty once that is so.
  Positions barrier_;
  bool from_nothing_ = false;
  bool told_ = false;  // freshness_ knows of the last commit
  int silent_steps_ = 0;
  std::optional<base::Error> stopped_with_;

  Freshness freshness_;
};

}  // namespace kakutei::runtime::engine
