#pragma once

#include <cstdint>
#include <functional>

#include "base/clock.h"
#include "base/result.h"
#include "bench/cost.h"
#include "bench/network_facts.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::bench {

enum class EngineMode {
  // As `kakutei judge`: all facts are appended, then folded, then judged once; nothing waits for
  // the disk.
  kOffline,
  // The same with tasks that are projections only: nothing is judged or published.
  kOfflineWithoutJudging,
  // As `kakutei serve` at its busiest: appends of 1,000 facts that wait for the disk, and after
  // each
  // both tasks fold and judge until nothing is left to do.
  kLive,
};

struct EngineOutcome {
  Cost cost;
  std::int64_t judged = 0;
  std::int64_t published = 0;
};

// Takes the facts from end to end on the embedded log, in one partition and on one thread, in a
// temporary directory: append, fold, judge, publish, commit, by the confirmation and the billing
// task. Opening and closing stores is not counted. `look`, if any, sees the billing task's store
// afterwards.
base::Result<EngineOutcome> RunEngine(
    const NetworkFacts& network, EngineMode mode, const base::Clock& clock,
    const std::function<base::Status(const runtime::StateReader&)>& look = {});

}  // namespace kakutei::bench
