#include "runtime/rpc/unknown_fields.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/unknown_field_set.h>

namespace kakutei::runtime::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string Within(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

}  // namespace

void AddOwnUnknownFields(const Message& message, const std::string& path, std::size_t most,
                         std::vector<base::FieldViolation>& violations) {
  const auto& fields = message.GetReflection()->GetUnknownFields(message);
  for (int i = 0; i < fields.field_count() && violations.size() < most; ++i) {
    const std::string number = std::to_string(fields.field(i).number());
    violations.push_back({Within(path, number), "",
                          "Unknown field: this release's " + message.GetDescriptor()->full_name() +
                              " has no field number " + number + "."});
  }
}

void AddUnknownFields(const Message& message, const std::string& path, std::size_t most,
                      std::vector<base::FieldViolation>& violations) {
  AddOwnUnknownFields(message, path, most, violations);
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const std::string name = Within(path, field->json_name());
    if (!field->is_repeated()) {
      AddUnknownFields(reflection->GetMessage(message, field), name, most, violations);
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      AddUnknownFields(reflection->GetRepeatedMessage(message, field, i),
                       name + "[" + std::to_string(i) + "]", most, violations);
    }
  }
}

}  // namespace kakutei::runtime::rpc
