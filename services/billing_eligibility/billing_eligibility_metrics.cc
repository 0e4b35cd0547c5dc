#include "billing_eligibility/billing_eligibility_metrics.h"

#include <algorithm>

#include "billing_eligibility/policies_kept.h"
#include "facts/kept.h"
#include "rules/messages.h"
#include "runtime/engine/standing.h"

namespace kakutei::billing_eligibility {
namespace {

using runtime::metrics::ClosedLabel;

// The words of an enum but for the first, which means that nothing was said.
template <typename Name>
std::vector<std::string> Words(const google::protobuf::EnumDescriptor* words, const Name& include) {
  std::vector<std::string> names;
  for (int i = 1; i < words->value_count(); ++i) {
    if (include(words->value(i)->number())) names.push_back(words->value(i)->name());
  }
  return names;
}

std::vector<std::string> Kinds() {
  return {"reading", "unit", "facility-month", "partnership-month"};
}

std::vector<std::string> Statuses() {
  return Words(v1::Status::Value_descriptor(), [](int) { return true; });
}

std::vector<std::string> RuleIds() {
  std::vector<std::string> ids;
  for (const rules::RuleHeader* rule : rules::AllRules()) ids.emplace_back(rule->id);
  return ids;
}

runtime::metrics::Gauge Activations(runtime::metrics::Registry& registry, const char* outcome) {
  return registry.AddGauge(
      {"kakutei_policy_activations",
       "Policy activations known, by whether they apply over the packs of this release."},
      {{"service", kService}, {"outcome", outcome}});
}

}  // namespace

JudgementMetrics::JudgementMetrics(runtime::metrics::Registry& registry)
    : verdicts_(registry,
                {"kakutei_verdicts_judged_total",
                 "Judgements made, those that changed nothing included."},
                {{"service", kService}}, ClosedLabel{"kind", Kinds()},
                ClosedLabel{"status", Statuses()}),
      findings_(registry, {"kakutei_findings_total", "Findings of all judgements made."},
                {{"service", kService}}, ClosedLabel{"rule", RuleIds()},
                ClosedLabel{"outcome", Words(v1::Status::Value_descriptor(), [](int status) {
                              return status > v1::Status::ELIGIBLE &&
                                     status < v1::Status::WITHDRAWN;
                            })}) {}

void JudgementMetrics::Judged(const v1::Verdict& verdict) {
  verdicts_.With(facts::Part(verdict.subject(), 0), v1::Status::Value_Name(verdict.status())).Add();
  for (const auto& finding : verdict.findings()) {
    findings_.With(finding.rule_id(), v1::Status::Value_Name(finding.outcome())).Add();
  }
}

StandingMetrics::Gauges& StandingMetrics::GaugesOf(const std::string& task) {
  Gauges& gauges = tasks_[task];
  if (!gauges.empty()) return gauges;
  for (const std::string& kind : Kinds()) {
    for (const std::string& status : Statuses()) {
      gauges.emplace(
          kind + " " + status,
          registry_.AddGauge(
              {"kakutei_verdicts_standing",
               "Subjects by the verdict that is published of them now."},
              {{"service", kService}, {"task", task}, {"kind", kind}, {"status", status}}));
    }
  }
  return gauges;
}

void StandingMetrics::Collect(const std::string& task, const runtime::StateReader& store) {
  Gauges& gauges = GaugesOf(task);
  const auto standing = runtime::engine::StandingOf(store);
  if (!standing) return;
  for (auto& [group, gauge] : gauges) {
    const auto found = standing->find(group);
    gauge.Set(found == standing->end() ? 0 : static_cast<double>(found->second));
  }
}

ActivationMetrics::ActivationMetrics(runtime::metrics::Registry& registry)
    : applied_(Activations(registry, "applied")),
      not_applied_(Activations(registry, "not_applied")) {}

void ActivationMetrics::Collect(const runtime::StateReader& store, const rules::Policy& start) {
  const auto book = PoliciesIn(store, start);
  if (!book) return;
  const auto refused = std::count_if(book->entries().begin(), book->entries().end(),
                                     [](const auto& entry) { return entry.refused.has_value(); });
  applied_.Set(static_cast<double>(static_cast<std::ptrdiff_t>(book->entries().size()) - refused));
  not_applied_.Set(static_cast<double>(refused));
}

BillingEligibilityMetrics::BillingEligibilityMetrics(runtime::metrics::Registry& registry)
    : appends(registry, kService),
      judgements(registry),
      standing(registry),
      activations(registry),
      failed_ticks(registry.AddCounter(
          {"kakutei_clock_ticks_failed_total", "Clock ticks that could not be appended."},
          {{"service", kService}})) {}

}  // namespace kakutei::billing_eligibility
