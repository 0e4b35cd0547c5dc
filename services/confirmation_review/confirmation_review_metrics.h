#pragma once

#include <memory>
#include <vector>

#include "runtime/engine/task_spec.h"
#include "runtime/metrics/append_metrics.h"
#include "runtime/metrics/task_metrics.h"

namespace kakutei::confirmation_review {

inline constexpr char kService[] = "confirmation_review";

// All that the service measures. Calls are counted by the host.
struct ConfirmationReviewMetrics {
  ConfirmationReviewMetrics(runtime::metrics::Registry& registry,
                            const std::vector<runtime::engine::TaskSpec>& specs)
      : appends(registry, kService) {
    for (const auto& spec : specs) {
      tasks.push_back(std::make_unique<runtime::metrics::TaskMetrics>(registry, kService, spec));
    }
  }

  runtime::metrics::AppendMetrics appends;
  std::vector<std::unique_ptr<runtime::metrics::TaskMetrics>> tasks;
};

}  // namespace kakutei::confirmation_review
