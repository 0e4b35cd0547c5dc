#pragma once

#include "runtime/metrics/append_metrics.h"

namespace kakutei::facility_registry {

inline constexpr char kService[] = "facility_registry";

// What the service itself measures. Calls are counted by the host, tasks by their own metrics.
struct FacilityRegistryMetrics {
  explicit FacilityRegistryMetrics(runtime::metrics::Registry& registry)
      : appends(registry, kService) {}

  runtime::metrics::AppendMetrics appends;
};

}  // namespace kakutei::facility_registry
