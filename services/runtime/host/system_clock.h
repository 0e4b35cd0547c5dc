#pragma once

#include "base/clock.h"

namespace kakutei::runtime::host {

// The machine's own clocks. The only place, beside main, that asks them.
class SystemClock final : public base::Clock {
 public:
  base::Instant Now() const override { return std::chrono::system_clock::now(); }
  std::chrono::steady_clock::time_point Steady() const override {
    return std::chrono::steady_clock::now();
  }
};

}  // namespace kakutei::runtime::host
