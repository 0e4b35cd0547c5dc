#pragma once

#include "runtime/metrics/append_metrics.h"

namespace kakutei::confirmation_review {

inline constexpr char kService[] = "confirmation_review";

// What the service itself measures. Calls are counted by the host, tasks by their own metrics.
struct ConfirmationReviewMetrics {
  explicit ConfirmationReviewMetrics(runtime::metrics::Registry& registry)
      : appends(registry, kService) {}

  runtime::metrics::AppendMetrics appends;
};

}  // namespace kakutei::confirmation_review
