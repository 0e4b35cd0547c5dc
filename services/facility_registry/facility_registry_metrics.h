#pragma once

#include "runtime/engine/task_spec.h"
#include "runtime/metrics/append_metrics.h"
#include "runtime/metrics/task_metrics.h"

namespace kakutei::facility_registry {

inline constexpr char kService[] = "facility_registry";

// All that the service measures. Calls are counted by the host.
struct FacilityRegistryMetrics {
  FacilityRegistryMetrics(runtime::metrics::Registry& registry,
                          const runtime::engine::TaskSpec& spec)
      : appends(registry, kService), task(registry, kService, spec) {}

  runtime::metrics::AppendMetrics appends;
  runtime::metrics::TaskMetrics task;
};

}  // namespace kakutei::facility_registry
