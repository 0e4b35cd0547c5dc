#pragma once

#include "runtime/metrics/append_metrics.h"

namespace kakutei::reading_events {

inline constexpr char kService[] = "reading_events";

// What the service itself measures. Calls are counted by the host, tasks by their own metrics.
struct ReadingEventsMetrics {
  explicit ReadingEventsMetrics(runtime::metrics::Registry& registry)
      : appends(registry, kService) {}

  runtime::metrics::AppendMetrics appends;
};

}  // namespace kakutei::reading_events
