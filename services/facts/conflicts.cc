#include "facts/conflicts.h"

#include <set>
#include <string>

#include <google/protobuf/text_format.h>

namespace kakutei::facts {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The fact inside an event.
const Message& BodyOf(const v1::Event& event) {
  const auto* field = v1::Event::descriptor()->FindFieldByNumber(event.fact_case());
  return event.GetReflection()->GetMessage(event, field);
}

bool States(const Message& body, const FieldDescriptor& field) {
  if (field.is_repeated()) return body.GetReflection()->FieldSize(body, &field) > 0;
  const bool zero_is_a_number = !field.has_presence() &&
                                field.cpp_type() != FieldDescriptor::CPPTYPE_STRING &&
                                field.cpp_type() != FieldDescriptor::CPPTYPE_ENUM;
  return zero_is_a_number || body.GetReflection()->HasField(body, &field);
}

std::string ValueOf(const Message& body, const FieldDescriptor& field) {
  std::string value, entry;
  const int entries = field.is_repeated() ? body.GetReflection()->FieldSize(body, &field) : 1;
  for (int i = 0; i < entries; ++i) {
    google::protobuf::TextFormat::PrintFieldValueToString(body, &field,
                                                          field.is_repeated() ? i : -1, &entry);
    value += entry + "\n";
  }
  return value;
}

// Of the sources' values of one slot.
ConflictingValues ConflictsAmong(const std::vector<const v1::SlotFact*>& values) {
  std::set<const v1::SlotFact*> found;
  const auto* descriptor = BodyOf(values.front()->event()).GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor& field = *descriptor->field(i);
    std::set<std::string> stated;
    std::vector<const v1::SlotFact*> stating;
    for (const v1::SlotFact* fact : values) {
      const Message& body = BodyOf(fact->event());
      if (!States(body, field)) continue;
      stated.insert(ValueOf(body, field));
      stating.push_back(fact);
    }
    if (stated.size() > 1) found.insert(stating.begin(), stating.end());
  }
  ConflictingValues conflicting;
  for (const v1::SlotFact* fact : values) {
    if (found.contains(fact)) conflicting.push_back(fact);
  }
  return conflicting;
}

}  // namespace

std::vector<ConflictingValues> Conflicts(const v1::Dossier& dossier) {
  std::vector<ConflictingValues> conflicts;
  std::vector<const v1::SlotFact*> slot;
  const auto conclude = [&] {
    if (slot.size() > 1) {
      if (auto found = ConflictsAmong(slot); !found.empty()) conflicts.push_back(std::move(found));
    }
    slot.clear();
  };
  for (const auto& fact : dossier.facts()) {
    if (!slot.empty() && slot.front()->slot() != fact.slot()) conclude();
    slot.push_back(&fact);
  }
  conclude();
  return conflicts;
}

}  // namespace kakutei::facts
