#include "rules/testing/declared_reads.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "rules/messages.h"
#include "rules/testing/world.h"

namespace kakutei::rules::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Another value of the field than any pack or test has.
void Change(const FieldDescriptor* field, Message& message) {
  const auto* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      // A caution above its limit is refused.
      return reflection->SetInt32(&message, field,
                                  field->name() == "ratio_caution_percent" ? 3 : 97);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection->SetDouble(&message, field, 97);
    case FieldDescriptor::CPPTYPE_ENUM:
      if (field->is_repeated()) return reflection->AddEnumValue(&message, field, 1);
      return reflection->SetEnumValue(&message, field, field->enum_type()->value_count() - 1);
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      Message& inner = *reflection->MutableMessage(&message, field);
      for (int i = 0; i < inner.GetDescriptor()->field_count(); ++i)
        Change(inner.GetDescriptor()->field(i), inner);
      return;
    }
    default:
      FAIL() << field->full_name() << " has a type that no test changes";
  }
}

struct Changed {
  const FieldDescriptor* parameter;
  Policy policy;
};

const std::vector<Changed>& PoliciesChanged() {
  static const std::vector<Changed> kChanged = [] {
    std::vector<Changed> changed;
    const auto* parameters = v1::Parameters::descriptor();
    for (int i = 0; i < parameters->field_count(); ++i) {
      v1::Parameters other;
      Change(parameters->field(i), other);
      changed.push_back({parameters->field(i), PolicyWith(other)});
    }
    return changed;
  }();
  return kChanged;
}

// By rule, without what names the policy.
std::map<std::string, std::string> FindingsOf(const v1::Verdict& verdict) {
  std::map<std::string, std::string> findings;
  for (v1::Finding finding : verdict.findings()) {
    finding.clear_citation();
    findings[finding.rule_id()] += finding.ShortDebugString();
  }
  return findings;
}

// Expects the findings of every rule that does not declare what was changed to be the same.
void ExpectDeclared(const v1::Verdict& before, const v1::Verdict& after, const std::string& changed,
                    const std::function<bool(const Reads& reads)>& declares) {
  const auto then = FindingsOf(before), now = FindingsOf(after);
  if (now == then) return;
  for (const RuleHeader* rule : AllRules()) {
    if (declares(rule->reads)) continue;
    const std::string id(rule->id);
    const auto in = [&](const auto& findings) {
      const auto found = findings.find(id);
      return found == findings.end() ? std::string() : found->second;
    };
    EXPECT_EQ(in(now), in(then)) << id << " depends on " << changed << " without declaring it";
  }
}

bool IsOfShippedPacks(const v1::Verdict& verdict) {
  static const std::set<std::string> kShipped = [] {
    std::set<std::string> digests;
    const Policy shipped = Policy::Shipped();
    for (const auto& period : shipped.periods()) digests.insert(period.policy.digest());
    return digests;
  }();
  return kShipped.contains(verdict.policy());
}

}  // namespace

void ExpectOnlyWhatIsDeclaredCounts(const v1::Verdict& judged, const JudgedAgain& again) {
  if (IsOfShippedPacks(judged)) {
    for (const Changed& changed : PoliciesChanged()) {
      ExpectDeclared(
          judged, again.with(changed.policy), changed.parameter->name(),
          [&](const Reads& reads) { return reads.parameters.Has(changed.parameter->number()); });
    }
  }
  const auto* facts = v1::Event::descriptor()->FindOneofByName("fact");
  for (int i = 0; i < facts->field_count(); ++i) {
    const FieldDescriptor* kind = facts->field(i);
    if (kReadByAll.Has(kind->number())) continue;
    const auto after = again.without(static_cast<FactKind>(kind->number()));
    if (!after) continue;
    ExpectDeclared(judged, *after, kind->name(),
                   [&](const Reads& reads) { return reads.facts.Has(kind->number()); });
  }
}

}  // namespace kakutei::rules::testing
