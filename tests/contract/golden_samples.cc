#include "contract/golden_samples.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

namespace kakutei::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::Reflection;

constexpr std::size_t kDigitsPerLine = 64;

auto Bad(const std::string& file, const std::string& why) {
  return base::Fail(base::ErrorCode::kInvalidArgument, "GOLDEN_FILE", file + ": " + why);
}

std::string ReadText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Names of samples and whether each has its JSON and its bytes.
struct Halves {
  bool json = false, hex = false;
};
base::Result<std::map<std::string, Halves>> ListSamples(const std::string& folder) {
  std::map<std::string, Halves> samples;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    const auto extension = entry.path().extension();
    if (extension == ".json") {
      samples[name].json = true;
    } else if (extension == ".hex") {
      samples[name].hex = true;
    } else {
      return Bad(entry.path().string(), "neither .json nor .hex");
    }
  }
  return samples;
}

base::Result<std::unique_ptr<Message>> EmptyMessage(const std::string& name) {
  const std::string type = "kakutei.v1." + name.substr(0, name.find('.'));
  const auto* descriptor = DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return Bad(name, type + " is no message of the contract");
  return std::unique_ptr<Message>(
      MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
}

base::Result<std::unique_ptr<Message>> FromJson(const std::string& folder,
                                                const std::string& name) {
  auto message = EmptyMessage(name);
  if (!message) return message;
  const auto read = google::protobuf::util::JsonStringToMessage(
      ReadText(folder + "/" + name + ".json"), message->get());
  if (!read.ok()) return Bad(name + ".json", read.ToString());
  return message;
}

class Coverage {
 public:
  void See(const Message& message) {
    seen_.insert(message.GetDescriptor()->full_name());
    const Reflection& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const auto* field : fields) {
      seen_.insert(field->full_name());
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
      if (!field->is_repeated()) {
        See(reflection.GetMessage(message, field));
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        See(reflection.GetRepeatedMessage(message, field, i));
      }
    }
  }

  // Adds what was not seen of the type and of what its fields hold.
  void Miss(const Descriptor& type, std::set<std::string>& missing) {
    if (!visited_.insert(type.full_name()).second) return;
    if (!seen_.contains(type.full_name())) {
      // Types that only hold an enum never stand anywhere.
      if (type.field_count() > 0) missing.insert(type.full_name());
      return;
    }
    for (int i = 0; i < type.field_count(); ++i) {
      const auto& field = *type.field(i);
      // protobuf's own types, such as an instant at the full second, are not ours to pin down.
      if (type.file()->package() == "google.protobuf") continue;
      if (!seen_.contains(field.full_name())) missing.insert(field.full_name());
      if (field.message_type() != nullptr) Miss(*field.message_type(), missing);
    }
  }

 private:
  std::set<std::string> seen_, visited_;
};

}  // namespace

std::string ToHexText(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  std::size_t digits = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
    digits += 2;
    if (digits % kDigitsPerLine == 0) text.push_back('\n');
  }
  if (digits % kDigitsPerLine != 0) text.push_back('\n');
  return text;
}

base::Result<std::string> FromHexText(std::string_view text) {
  std::string bytes;
  int high = -1;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == ' ') continue;
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) {
      return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_HEX",
                        std::string("no digit of 0-9 a-f: ").append(1, c));
    }
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<char>(high * 16 + digit));
      high = -1;
    }
  }
  if (high >= 0) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_HEX", "an odd number of digits");
  }
  return bytes;
}

base::Result<std::vector<GoldenSample>> ReadGoldenSamples(const std::string& folder) {
  auto listed = ListSamples(folder);
  if (!listed) return base::Fail(std::move(listed).error());
  std::vector<GoldenSample> samples;
  for (const auto& [name, halves] : *listed) {
    if (!halves.json) return Bad(name + ".hex", "its JSON is missing");
    if (!halves.hex) return Bad(name + ".json", "its bytes are missing: run --add-golden");
    GoldenSample sample;
    sample.name = name;
    auto bytes = FromHexText(ReadText(folder + "/" + name + ".hex"));
    if (!bytes) return Bad(name + ".hex", bytes.error().message);
    sample.bytes = *std::move(bytes);
    auto json = FromJson(folder, name);
    if (!json) return base::Fail(std::move(json).error());
    sample.from_json = *std::move(json);
    sample.from_bytes.reset(sample.from_json->New());
    if (!sample.from_bytes->ParseFromString(sample.bytes)) {
      return Bad(name + ".hex", "cannot be parsed as " + sample.from_json->GetTypeName());
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

base::Result<std::vector<std::string>> WriteMissingBytes(const std::string& folder) {
  auto listed = ListSamples(folder);
  if (!listed) return base::Fail(std::move(listed).error());
  std::vector<std::string> written;
  for (const auto& [name, halves] : *listed) {
    if (halves.hex) continue;
    auto message = FromJson(folder, name);
    if (!message) return base::Fail(std::move(message).error());
    std::ofstream file(folder + "/" + name + ".hex", std::ios::binary);
    file << ToHexText((*message)->SerializeAsString());
    if (!file.flush()) return Bad(name + ".hex", "cannot be written");
    written.push_back(name);
  }
  return written;
}

std::vector<std::string> FieldsNeverSet(const std::vector<std::string>& types,
                                        const std::vector<const Message*>& messages) {
  Coverage coverage;
  for (const Message* message : messages) coverage.See(*message);
  std::set<std::string> missing;
  for (const auto& type : types) {
    const auto* descriptor = DescriptorPool::generated_pool()->FindMessageTypeByName(type);
    if (descriptor == nullptr) {
      missing.insert(type);
    } else {
      coverage.Miss(*descriptor, missing);
    }
  }
  return {missing.begin(), missing.end()};
}

}  // namespace kakutei::contract
