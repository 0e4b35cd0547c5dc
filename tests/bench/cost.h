#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace kakutei::bench {

// What some work took. CPU seconds are those of the whole process: background threads of the store
// count, waiting for the disk and other programs on the machine do not.
struct Cost {
  double wall_seconds = 0;
  double cpu_seconds = 0;
};

// The smaller of each: noise of a busy machine only ever adds.
Cost Best(const std::optional<Cost>& so_far, const Cost& cost);

// Runs from its making. The clock outlives it.
class Stopwatch {
 public:
  explicit Stopwatch(const base::Clock& clock);
  Cost Elapsed() const;

 private:
  const base::Clock& clock_;
  const std::chrono::steady_clock::time_point began_;
  const double cpu_began_;
};

// Memory that the process holds now, and the most that it held since ForgetPeak (where the kernel
// allows that, otherwise since its start). 0 where /proc does not tell.
struct Memory {
  std::int64_t resident_bytes = 0;
  std::int64_t peak_bytes = 0;
};
Memory ReadMemory();
void ForgetPeak();

}  // namespace kakutei::bench
