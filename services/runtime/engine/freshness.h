#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/result.h"
#include "runtime/engine/positions.h"

namespace kakutei::runtime::engine {

// What a reader of the store can rely on to be in it.
struct Reflection {
  // Of these inputs every record is folded, and every subject that they touched is judged and
  // published.
  Positions inputs;
  // The accepted records of these output partitions are in the store; it includes all that `inputs`
  // led to.
  Positions outputs;
};

// Tells readers how far a task has come. Thread-safe: the task writes after each commit, anybody
// reads or waits.
class Freshness {
 public:
  // Inputs whose records are in the store, judged or not.
  Positions Applied() const;
  Reflection Reflected() const;
  // Whether every position given is reflected. A partition that the task neither reads nor tails
  // never is.
  bool Reflects(const Positions& positions) const;
  // Returns once Reflects(positions). Errors: kUnavailable NOT_YET_REFLECTED when `timeout` is
  // over, TASK_STOPPED when the task has stopped; kFailedPrecondition PARTITION_NOT_READ for a
  // partition that the task never reads.
  base::Status WaitUntilReflects(const Positions& positions,
                                 std::chrono::milliseconds timeout) const;
  // Whether the task has caught up with its inputs once since it was made.
  bool Ready() const;
  bool Stopped() const;

  // For the task. `known` are the partitions that it reads or tails.
  void Know(Positions known);
  void Apply(const Positions& applied);
  void Reflect(Reflection reflection);
  void BecomeReady();
  void Stop();

 private:
  bool ReflectsLocked(const Positions& positions) const;

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  Positions known_;  // guarded by mutex_, as all below
  Positions applied_;
  Reflection reflection_;
  bool ready_ = false;
  bool stopped_ = false;
};

}  // namespace kakutei::runtime::engine
