#include "billing_eligibility/billing_eligibility_metrics.h"

#include "facts/kept.h"
#include "rules/messages.h"

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

std::vector<std::string> RuleIds() {
  std::vector<std::string> ids;
  for (const rules::RuleHeader* rule : rules::AllRules()) ids.emplace_back(rule->id);
  return ids;
}

}  // namespace

JudgementMetrics::JudgementMetrics(runtime::metrics::Registry& registry)
    : verdicts_(
          registry,
          {"kakutei_verdicts_judged_total",
           "Judgements made, those that changed nothing included."},
          {{"service", kService}}, ClosedLabel{"kind", {"reading", "unit", "facility-month"}},
          ClosedLabel{"status", Words(v1::Status::Value_descriptor(), [](int) { return true; })}),
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

BillingEligibilityMetrics::BillingEligibilityMetrics(runtime::metrics::Registry& registry)
    : appends(registry, kService),
      judgements(registry),
      failed_ticks(registry.AddCounter(
          {"kakutei_clock_ticks_failed_total", "Clock ticks that could not be appended."},
          {{"service", kService}})) {}

}  // namespace kakutei::billing_eligibility
