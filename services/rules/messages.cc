#include "rules/messages.h"

#include <algorithm>

#include "rules/facility_month_case.h"
#include "rules/partnership_month_case.h"
#include "rules/reading_case.h"
#include "rules/unit_case.h"

namespace kakutei::rules {
namespace {

const Message* FindMessage(const v1::Finding& finding) {
  for (const RuleHeader* rule : AllRules()) {
    if (rule->id != finding.rule_id()) continue;
    for (const Message& message : rule->messages) {
      if (finding.message_code().size() == rule->id.size() + 1 + message.branch.size() &&
          finding.message_code().ends_with(message.branch)) {
        return &message;
      }
    }
  }
  return nullptr;
}

}  // namespace

std::vector<const RuleHeader*> AllRules() {
  std::vector<const RuleHeader*> rules;
  for (const auto* rule : ReadingRules()) rules.push_back(&rule->header);
  for (const auto* rule : UnitRules()) rules.push_back(&rule->header);
  for (const auto* rule : FacilityMonthRules()) rules.push_back(&rule->header);
  for (const auto* rule : PartnershipMonthRules()) rules.push_back(&rule->header);
  std::stable_sort(rules.begin(), rules.end(),
                   [](const auto* a, const auto* b) { return a->id < b->id; });
  // Both kinds of month have some rules in common.
  rules.erase(std::unique(rules.begin(), rules.end(),
                          [](const auto* a, const auto* b) { return a->id == b->id; }),
              rules.end());
  return rules;
}

v1::LocalizedText Render(const v1::Finding& finding) {
  v1::LocalizedText text;
  const Message* message = FindMessage(finding);
  text.set_ja(message == nullptr ? finding.message_code() : FillArguments(message->ja, finding));
  text.set_en(message == nullptr ? finding.message_code() : FillArguments(message->en, finding));
  return text;
}

v1::LocalizedText RenderRemedy(const v1::Finding& finding) {
  const Message* message = FindMessage(finding);
  return message == nullptr ? v1::LocalizedText() : Render(message->remedy, finding);
}

void RenderAll(v1::Verdict& verdict) {
  for (auto& finding : *verdict.mutable_findings()) *finding.mutable_message() = Render(finding);
}

}  // namespace kakutei::rules
