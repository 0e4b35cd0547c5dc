#include "facts/event_json.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "base/check.h"
#include "base/civil_time.h"
#include "facts/field_checks.h"
#include "facts/json_scanner.h"
#include "facts/patient_information.h"
#include "facts/validation.h"

namespace kakutei::facts {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Timestamp;

// The decimal text of an integer, also as 1.0 or 1e2; nothing when it is no integer of that type.
template <typename Integer>
std::optional<Integer> ToInteger(std::string_view text) {
  Integer value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end) return value;
  double real = 0;
  const auto [real_stop, real_error] = std::from_chars(text.data(), end, real);
  if (real_error != std::errc() || real_stop != end || std::trunc(real) != real) return std::nullopt;
  // 2^64 as a double lies outside, and so does 2^31.
  constexpr double kEnd = static_cast<double>(std::numeric_limits<Integer>::max() / 2 + 1) * 2;
  if (real < static_cast<double>(std::numeric_limits<Integer>::min()) || real >= kEnd) return std::nullopt;
  return static_cast<Integer>(real);
}

std::optional<double> ToDouble(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

template <typename Integer>
std::string WholeNumberRule() {
  return "A whole number from " + std::to_string(std::numeric_limits<Integer>::min()) + " to " +
         std::to_string(std::numeric_limits<Integer>::max()) + ".";
}

// Only years near the allowed ones are converted: far ones do not fit an Instant.
bool ToTimestamp(std::string_view text, Timestamp& time) {
  int year = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 4), year);
  if (error != std::errc() || year < kFirstYear - 1 || year > kLastYear + 1) return false;
  const auto instant = base::ParseInstant(text);
  if (!instant) return false;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(*instant);
  time.set_seconds(seconds.time_since_epoch().count());
  time.set_nanos(static_cast<std::int32_t>((*instant - seconds).count()));
  return true;
}

std::string InstantRule() {
  std::string rule(kInstantMeaning);
  rule[0] = 'A';
  return rule;
}

class EventReader {
 public:
  EventReader(std::string_view line, EventJson& result) : scanner_(line), result_(result) {}

  void Read() {
    const char first = scanner_.Peek();
    if (first != '{') {
      result_.syntax = {"", scanner_.Offender(),
                        first == '[' ? "A line is one JSON object; this is an array." : "A line is one JSON object."};
      return;
    }
    Object(result_.event);
    scanner_.ExpectEnd();
    if (scanner_.failed()) result_.syntax = {"", scanner_.Offender(), scanner_.problem()};
  }

 private:
  // Each of these takes one value from the scanner, whatever is wrong with it, unless it is no JSON.
  void Object(Message& message) {
    const Descriptor& descriptor = *message.GetDescriptor();
    KAKUTEI_CHECK(descriptor.field_count() <= 64);
    std::uint64_t seen = 0;
    scanner_.Expect('{');
    if (scanner_.Take('}')) return;
    std::string_view key;
    do {
      if (!scanner_.String(key)) return;
      const FieldDescriptor* field = Find(descriptor, key);
      if (field == nullptr) {
        Unknown(descriptor, key);
        continue;
      }
      if (!scanner_.Expect(':')) return;
      const std::uint64_t bit = std::uint64_t{1} << field->index();
      if ((seen & bit) != 0) {
        Refuse(*field, "A field stands once in its object.");
      } else {
        Field(message, *field);
      }
      seen |= bit;
    } while (scanner_.Take(','));
    scanner_.Expect('}');
  }

  // JSON names are unique in camel case; a proto name is accepted as well, as the mapping says.
  const FieldDescriptor* Find(const Descriptor& descriptor, std::string_view key) {
    name_.assign(key);
    const FieldDescriptor* field = descriptor.FindFieldByCamelcaseName(name_);
    return field != nullptr ? field : descriptor.FindFieldByName(name_);
  }

  void Field(Message& message, const FieldDescriptor& field) {
    if (scanner_.Peek() == 'n') {
      scanner_.Literal("null");
      return;
    }
    if (field.real_containing_oneof() != nullptr) {
      if (result_.names_fact) {
        Refuse(field, "One fact per event; this one already carries " + fact_name_ + ".");
        return;
      }
      result_.names_fact = true;
      fact_name_ = field.json_name();
    }
    if (!field.is_repeated()) {
      Value(message, field);
    } else if (scanner_.Peek() == '[') {
      Array(message, field);
    } else {
      Refuse(field, "A list in brackets.");
    }
  }

  void Array(Message& message, const FieldDescriptor& field) {
    scanner_.Expect('[');
    if (scanner_.Take(']')) return;
    entry_ = 0;
    do {
      const int entry = entry_;
      Value(message, field);
      entry_ = entry + 1;
    } while (scanner_.Take(',') && !Full());
    entry_ = -1;
    if (!Full()) scanner_.Expect(']');
  }

  void Value(Message& message, const FieldDescriptor& field) {
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return StringValue(message, field);
      case FieldDescriptor::CPPTYPE_ENUM:
        return EnumValue(message, field);
      case FieldDescriptor::CPPTYPE_BOOL:
        return BoolValue(message, field);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return MessageValue(message, field);
      default:
        return NumberValue(message, field);
    }
  }
