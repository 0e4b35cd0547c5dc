#include "contract/descriptor_lines.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <utility>

namespace kakutei::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::ServiceDescriptor;

// The lines of each message, enum and service by its heading, so that files can be moved between.
using Sections = std::map<std::string, std::vector<std::string>>;

std::string TypeOf(const FieldDescriptor& field) {
  if (field.message_type() != nullptr) return field.message_type()->full_name();
  if (field.enum_type() != nullptr) return field.enum_type()->full_name();
  return field.type_name();
}

std::string LabelOf(const FieldDescriptor& field) {
  if (field.is_repeated()) return field.is_packed() ? "repeated-packed" : "repeated";
  return field.has_optional_keyword() ? "optional" : "singular";
}

std::string FieldText(const FieldDescriptor& field) {
  std::string text =
      field.name() + " " + LabelOf(field) + " " + TypeOf(field) + " json " + field.json_name();
  if (const auto* oneof = field.real_containing_oneof(); oneof != nullptr) {
    text += " oneof " + oneof->name();
  }
  return text;
}

// Both ends included.
std::string Numbers(int first, int last) {
  return first == last ? std::to_string(first)
                       : std::to_string(first) + ".." + std::to_string(last);
}

void Take(const EnumDescriptor& words, Sections& sections) {
  const std::string heading = "enum " + words.full_name();
  std::map<std::pair<int, std::string>, std::string> values;
  for (int i = 0; i < words.value_count(); ++i) {
    const auto& value = *words.value(i);
    values[{value.number(), value.name()}] =
        heading + " value " + std::to_string(value.number()) + " " + value.name();
  }
  auto& lines = sections[heading];
  for (auto& [number, line] : values) lines.push_back(std::move(line));
  for (int i = 0; i < words.reserved_range_count(); ++i) {
    const auto* range = words.reserved_range(i);
    lines.push_back(heading + " reserved " + Numbers(range->start, range->end));
  }
  for (int i = 0; i < words.reserved_name_count(); ++i) {
    lines.push_back(heading + " reserved-name " + words.reserved_name(i));
  }
}

void Take(const Descriptor& message, Sections& sections) {
  const std::string heading = "message " + message.full_name();
  std::map<int, std::string> fields;
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& field = *message.field(i);
    fields[field.number()] =
        heading + " field " + std::to_string(field.number()) + " " + FieldText(field);
  }
  auto& lines = sections[heading];
  for (auto& [number, line] : fields) lines.push_back(std::move(line));
  for (int i = 0; i < message.reserved_range_count(); ++i) {
    const auto* range = message.reserved_range(i);
    lines.push_back(heading + " reserved " + Numbers(range->start, range->end - 1));
  }
  for (int i = 0; i < message.reserved_name_count(); ++i) {
    lines.push_back(heading + " reserved-name " + message.reserved_name(i));
  }
  for (int i = 0; i < message.nested_type_count(); ++i) Take(*message.nested_type(i), sections);
  for (int i = 0; i < message.enum_type_count(); ++i) Take(*message.enum_type(i), sections);
}

void Take(const ServiceDescriptor& service, Sections& sections) {
  const std::string heading = "service " + service.full_name();
  auto& lines = sections[heading];
  for (int i = 0; i < service.method_count(); ++i) {
    const auto& method = *service.method(i);
    lines.push_back(
        heading + " rpc " + method.name() + (method.client_streaming() ? " stream " : " ") +
        method.input_type()->full_name() + " returns" +
        (method.server_streaming() ? " stream " : " ") + method.output_type()->full_name());
  }
  std::sort(lines.begin(), lines.end());
}

void Take(const FileDescriptor& file, Sections& sections) {
  for (int i = 0; i < file.message_type_count(); ++i) Take(*file.message_type(i), sections);
  for (int i = 0; i < file.enum_type_count(); ++i) Take(*file.enum_type(i), sections);
  for (int i = 0; i < file.service_count(); ++i) Take(*file.service(i), sections);
}

std::vector<std::string> Joined(Sections sections) {
  std::vector<std::string> lines;
  for (auto& [heading, parts] : sections) {
    lines.push_back(heading);
    std::move(parts.begin(), parts.end(), std::back_inserter(lines));
  }
  return lines;
}

}  // namespace

std::vector<std::string> DescriptorLines(const FileDescriptor& file) {
  Sections sections;
  Take(file, sections);
  return Joined(std::move(sections));
}

base::Result<std::vector<std::string>> LinkedContract(const std::string& proto_root) {
  Sections sections;
  const std::string package = "kakutei/v1/";
  for (const auto& entry : std::filesystem::directory_iterator(proto_root + "/" + package)) {
    if (entry.path().extension() != ".proto") continue;
    const std::string name = package + entry.path().filename().string();
    const auto* file = DescriptorPool::generated_pool()->FindFileByName(name);
    if (file == nullptr) {
      return base::Fail(base::ErrorCode::kFailedPrecondition, "PROTO_NOT_LINKED",
                        name + " is not linked into this program");
    }
    Take(*file, sections);
  }
  return Joined(std::move(sections));
}

}  // namespace kakutei::contract
