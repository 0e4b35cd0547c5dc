#pragma once

#include <memory>
#include <vector>

#include "billing_eligibility/judgement_probe.h"
#include "runtime/metrics/append_metrics.h"
#include "runtime/metrics/metrics.h"
#include "runtime/metrics/task_metrics.h"

namespace kakutei::billing_eligibility {

inline constexpr char kService[] = "billing_eligibility";

// What judging says, counted: verdicts by kind of subject and status, findings by rule and outcome.
class JudgementMetrics final : public JudgementProbe {
 public:
  explicit JudgementMetrics(runtime::metrics::Registry& registry);
  void Judged(const v1::Verdict& verdict) override;

 private:
  runtime::metrics::CounterFamily verdicts_;
  runtime::metrics::CounterFamily findings_;
};

// All that the service measures. Calls are counted by the host.
struct BillingEligibilityMetrics {
  BillingEligibilityMetrics(runtime::metrics::Registry& registry,
                            const std::vector<runtime::engine::TaskSpec>& specs);

  runtime::metrics::AppendMetrics appends;
  JudgementMetrics judgements;
  runtime::metrics::Counter failed_ticks;
  std::vector<std::unique_ptr<runtime::metrics::TaskMetrics>> tasks;
};

}  // namespace kakutei::billing_eligibility
