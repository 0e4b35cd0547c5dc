#pragma once

#include "base/clock.h"

namespace kakutei::runtime::host {

// The machine's clock; only hosts and mains have one.
class SystemClock final : public base::Clock {
 public:
  base::Instant Now() const override {
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
  }
  std::chrono::steady_clock::time_point Steady() const override {
    return std::chrono::steady_clock::now();
  }
};

}  // namespace kakutei::runtime::host
