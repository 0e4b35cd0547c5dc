#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "bench/cost.h"
#include "bench/network_facts.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::bench {

// The least that anybody could do with the facts: parse each and put its bytes into RocksDB under a
// running number, a commit every 1,000. No log, no fold, no rule.
base::Result<Cost> RunCeiling(const NetworkFacts& network, runtime::Durability durability,
                              const base::Clock& clock);

}  // namespace kakutei::bench
