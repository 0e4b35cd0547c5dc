#pragma once

#include "base/civil_time.h"

namespace kakutei::base {

// What tells the time to code that may know it: hosts and tickers, never rules. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  // Civil time, may jump.
  virtual Instant Now() const = 0;
  // For deadlines and durations; never goes back.
  virtual std::chrono::steady_clock::time_point Steady() const = 0;
};

}  // namespace kakutei::base
