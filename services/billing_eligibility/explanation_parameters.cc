#include "billing_eligibility/explanation_parameters.h"

#include <google/protobuf/text_format.h>

#include "billing_eligibility/explanation_words.h"
#include "rules/messages.h"
#include "rules/rule.h"

namespace kakutei::billing_eligibility {
namespace {

using google::protobuf::FieldDescriptor;

const rules::RuleHeader* RuleOf(const v1::Finding& finding) {
  for (const rules::RuleHeader* rule : rules::AllRules()) {
    if (rule->id == finding.rule_id()) return rule;
  }
  return nullptr;
}

std::string ValueOf(const v1::Parameters& parameters, const FieldDescriptor* field) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  std::string text;
  if (field->message_type() == nullptr) {
    printer.PrintFieldValueToString(parameters, field, -1, &text);
    return text;
  }
  printer.PrintToString(parameters.GetReflection()->GetMessage(parameters, field), &text);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace

std::vector<v1::ExplainedParameter> ParametersOf(const v1::Finding& finding,
                                                 const std::vector<v1::PolicyPack>& packs) {
  std::vector<v1::ExplainedParameter> explained;
  const rules::RuleHeader* rule = RuleOf(finding);
  if (rule == nullptr) return explained;
  const auto* descriptor = v1::Parameters::descriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (!rule->reads.parameters.Has(field->number())) continue;
    for (const auto& pack : packs) {
      if (!pack.parameters().GetReflection()->HasField(pack.parameters(), field)) continue;
      auto& parameter = explained.emplace_back();
      parameter.set_name(field->name());
      parameter.set_value(ValueOf(pack.parameters(), field));
      parameter.set_pack(pack.pack_id());
      *parameter.mutable_sentence() = ParameterSentence(parameter);
    }
  }
  return explained;
}

}  // namespace kakutei::billing_eligibility
