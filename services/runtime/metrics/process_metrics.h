#pragma once

#include "runtime/metrics/metrics.h"

namespace kakutei::runtime::metrics {

// What /proc says about this process, under the names that every Prometheus client uses. One thread
// at a time.
class ProcessMetrics {
 public:
  explicit ProcessMetrics(Registry& registry);
  void Collect();

 private:
  Counter cpu_seconds_;
  Gauge resident_bytes_;
  Gauge virtual_bytes_;
  Gauge open_fds_;
  Gauge max_fds_;
  Gauge start_time_;
  Gauge threads_;
};

}  // namespace kakutei::runtime::metrics
