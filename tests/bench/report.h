#pragma once

#include <cstdint>
#include <optional>
#include <ostream>

#include "bench/cost.h"
#include "bench/engine_run.h"
#include "bench/rules_run.h"

namespace kakutei::bench {

// What one run of the benchmark found: of each part the best round.
struct Figures {
  int readings = 0;
  std::uint64_t seed = 0;
  int rounds = 0;
  std::int64_t facts = 0;
  std::int64_t bytes = 0;

  std::optional<Cost> rules;
  PreparedMonth::Outcome judged;
  std::optional<Cost> offline, unjudged, live;
  EngineOutcome offline_work, live_work;
  std::optional<Cost> ceiling, synced_ceiling;
  // Around the first offline run.
  std::int64_t resident_before = 0;
  std::int64_t peak_after = 0;
};

// One line per figure, each beginning with its name, then the ratios and what they mean. Requires
// all parts.
void Print(const Figures& figures, std::ostream& out);

}  // namespace kakutei::bench
