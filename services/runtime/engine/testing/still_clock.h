#pragma once

#include <chrono>

#include "base/clock.h"

namespace kakutei::runtime::engine {

// A clock that moves only when told to, from one thread.
class StillClock final : public base::Clock {
 public:
  base::Instant Now() const override { return base::Instant{}; }
  std::chrono::steady_clock::time_point Steady() const override { return now_; }
  void Advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  std::chrono::steady_clock::time_point now_{};
};

}  // namespace kakutei::runtime::engine
