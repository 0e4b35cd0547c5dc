#pragma once

#include "billing_eligibility/judgement_probe.h"
#include "runtime/metrics/append_metrics.h"
#include "runtime/metrics/metrics.h"

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

// What the service itself measures. Calls are counted by the host, tasks by their own metrics.
struct BillingEligibilityMetrics {
  explicit BillingEligibilityMetrics(runtime::metrics::Registry& registry);

  runtime::metrics::AppendMetrics appends;
  JudgementMetrics judgements;
  runtime::metrics::Counter failed_ticks;
};

}  // namespace kakutei::billing_eligibility
