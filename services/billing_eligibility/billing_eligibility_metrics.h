#pragma once

#include <map>
#include <string>

#include "billing_eligibility/judgement_probe.h"
#include "rules/policy.h"
#include "runtime/metrics/append_metrics.h"
#include "runtime/metrics/metrics.h"
#include "runtime/projection/projection_store.h"

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

// How many subjects of each kind have which verdict now, per task: read from the tasks' stores,
// before a scrape.
class StandingMetrics {
 public:
  explicit StandingMetrics(runtime::metrics::Registry& registry) : registry_(registry) {}
  // From one thread at a time. A store that fails keeps its last figures.
  void Collect(const std::string& task, const runtime::StateReader& store);

 private:
  using Gauges = std::map<std::string, runtime::metrics::Gauge, std::less<>>;  // by group
  Gauges& GaugesOf(const std::string& task);

  runtime::metrics::Registry& registry_;
  std::map<std::string, Gauges> tasks_;
};

// How many policy activations apply, and how many do not since they do not fit with the packs of
// their moment: read from one task's store, before a scrape.
class ActivationMetrics {
 public:
  explicit ActivationMetrics(runtime::metrics::Registry& registry);
  // From one thread at a time. A store that fails keeps the last figures.
  void Collect(const runtime::StateReader& store, const rules::Policy& start);

 private:
  runtime::metrics::Gauge applied_;
  runtime::metrics::Gauge not_applied_;
};

// What the service itself measures. Calls are counted by the host, tasks by their own metrics.
struct BillingEligibilityMetrics {
  explicit BillingEligibilityMetrics(runtime::metrics::Registry& registry);

  runtime::metrics::AppendMetrics appends;
  JudgementMetrics judgements;
  StandingMetrics standing;
  ActivationMetrics activations;
  runtime::metrics::Counter failed_ticks;
};

}  // namespace kakutei::billing_eligibility
