#include "rules/messages.h"

#include <algorithm>

#include "rules/facility_month_case.h"
#include "rules/reading_case.h"
#include "rules/unit_case.h"

namespace kakutei::rules {
namespace {

std::string Fill(std::string_view sentence, const v1::Finding& finding) {
  std::string text(sentence);
  for (const auto& argument : finding.arguments()) {
    const std::string name = "{" + argument.name() + "}";
    for (auto at = text.find(name); at != std::string::npos;
         at = text.find(name, at + argument.value().size())) {
      text.replace(at, name.size(), argument.value());
    }
  }
  return text;
}

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
  std::sort(rules.begin(), rules.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  return rules;
}

v1::LocalizedText Render(const v1::Finding& finding) {
  v1::LocalizedText text;
  const Message* message = FindMessage(finding);
  text.set_ja(message == nullptr ? finding.message_code() : Fill(message->ja, finding));
  text.set_en(message == nullptr ? finding.message_code() : Fill(message->en, finding));
  return text;
}

void RenderAll(v1::Verdict& verdict) {
  for (auto& finding : *verdict.mutable_findings()) *finding.mutable_message() = Render(finding);
}

}  // namespace kakutei::rules
