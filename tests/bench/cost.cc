#include "bench/cost.h"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace kakutei::bench {
namespace {

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
}

}  // namespace

Cost Best(const std::optional<Cost>& so_far, const Cost& cost) {
  if (!so_far) return cost;
  return {std::min(so_far->wall_seconds, cost.wall_seconds),
          std::min(so_far->cpu_seconds, cost.cpu_seconds)};
}

Stopwatch::Stopwatch(const base::Clock& clock)
    : clock_(clock), began_(clock.Steady()), cpu_began_(CpuSeconds()) {}

Cost Stopwatch::Elapsed() const {
  return {std::chrono::duration<double>(clock_.Steady() - began_).count(),
          CpuSeconds() - cpu_began_};
}

Memory ReadMemory() {
  std::ifstream status("/proc/self/status");
  Memory memory;
  for (std::string word; status >> word;) {
    std::int64_t kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) memory.resident_bytes = kilobytes * 1024;
    if (word == "VmHWM:" && status >> kilobytes) memory.peak_bytes = kilobytes * 1024;
  }
  return memory;
}

void ForgetPeak() {
  // proc(5): 5 resets VmHWM.
  std::ofstream("/proc/self/clear_refs") << "5";
}

}  // namespace kakutei::bench
