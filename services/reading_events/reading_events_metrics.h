#pragma once

#include <memory>
#include <vector>

#include "runtime/engine/task_spec.h"
#include "runtime/metrics/append_metrics.h"
#include "runtime/metrics/task_metrics.h"

namespace kakutei::reading_events {

inline constexpr char kService[] = "reading_events";

// All that the service measures. Calls are counted by the host.
struct ReadingEventsMetrics {
  ReadingEventsMetrics(runtime::metrics::Registry& registry,
                       const std::vector<runtime::engine::TaskSpec>& specs)
      : appends(registry, kService) {
    for (const auto& spec : specs) {
      tasks.push_back(std::make_unique<runtime::metrics::TaskMetrics>(registry, kService, spec));
    }
  }

  runtime::metrics::AppendMetrics appends;
  std::vector<std::unique_ptr<runtime::metrics::TaskMetrics>> tasks;
};

}  // namespace kakutei::reading_events
