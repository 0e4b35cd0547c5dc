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

// The decimal text of an integer, out of quotes also as 1.0 or 1e2; nothing when it is no integer
// of that type.
template <typename Integer>
std::optional<Integer> ToInteger(std::string_view text, bool quoted) {
  Integer value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end) return value;
  if (quoted) return std::nullopt;
  double real = 0;
  const auto [real_stop, real_error] = std::from_chars(text.data(), end, real);
  if (real_error != std::errc() || real_stop != end || std::trunc(real) != real)
    return std::nullopt;
  // 2^64 as a double lies outside, and so does 2^31.
  constexpr double kEnd = static_cast<double>(std::numeric_limits<Integer>::max() / 2 + 1) * 2;
  if (real < static_cast<double>(std::numeric_limits<Integer>::min()) || real >= kEnd)
    return std::nullopt;
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
  const auto [stop, error] =
      std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 4), year);
  if (error != std::errc() || year < kFirstYear - 1 || year > kLastYear + 1) return false;
  const auto instant = base::ParseInstant(text);
  if (!instant) return false;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(*instant);
  time.set_seconds(seconds.time_since_epoch().count());
  time.set_nanos(static_cast<std::int32_t>((*instant - seconds).count()));
  return true;
}

// Where a value goes: a field, or one entry of a repeated field.
struct Target {
  Message& message;
  const FieldDescriptor& field;
  int entry = -1;

  const google::protobuf::Reflection& reflection() const { return *message.GetReflection(); }
  bool is_entry() const { return entry >= 0; }
};

class EventReader {
 public:
  EventReader(std::string_view line, EventJson& result) : scanner_(line), result_(result) {}

  void Read() {
    const char first = scanner_.Peek();
    if (first != '{') {
      result_.syntax = base::FieldViolation{
          "", scanner_.Offender(),
          first == '[' ? "Not JSON as asked for: a line is one object, not an array."
                       : "Not JSON as asked for: a line is one object."};
      return;
    }
    Object(result_.event);
    scanner_.ExpectEnd();
    if (scanner_.failed())
      result_.syntax = base::FieldViolation{"", scanner_.Offender(), scanner_.problem()};
  }

 private:
  // Each of these takes what it is named after from the scanner, whatever is wrong with it, unless
  // it is no JSON.
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
      if (!scanner_.Expect(':')) return;
      if (field == nullptr) {
        Unknown(descriptor);
        continue;
      }
      const std::uint64_t bit = std::uint64_t{1} << field->index();
      if ((seen & bit) != 0) {
        Refuse(Path(*field, -1), "A field stands once in its object.");
      } else {
        Member(message, *field);
      }
      seen |= bit;
    } while (scanner_.Take(','));
    scanner_.Expect('}');
  }

  // A proto name is accepted beside the JSON name, as the mapping says. Leaves the key in key_.
  const FieldDescriptor* Find(const Descriptor& descriptor, std::string_view key) {
    key_.assign(key);
    const FieldDescriptor* field = descriptor.FindFieldByCamelcaseName(key_);
    return field != nullptr ? field : descriptor.FindFieldByName(key_);
  }

  void Member(Message& message, const FieldDescriptor& field) {
    if (scanner_.Peek() == 'n') {
      scanner_.Literal("null");
      return;
    }
    if (field.real_containing_oneof() != nullptr) {
      if (result_.names_fact) {
        return Refuse(Path(field, -1),
                      "One fact per event; this one already carries " + fact_ + ".");
      }
      result_.names_fact = true;
      fact_ = field.json_name();
    }
    if (!field.is_repeated()) return Value({message, field});
    if (!scanner_.Take('[')) return Refuse(Path(field, -1), "A list in brackets.");
    if (scanner_.Take(']')) return;
    int entry = 0;
    do {
      Value({message, field, entry++});
    } while (scanner_.Take(','));
    scanner_.Expect(']');
  }

  void Value(const Target& target) {
    switch (target.field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return StringValue(target);
      case FieldDescriptor::CPPTYPE_ENUM:
        return EnumValue(target);
      case FieldDescriptor::CPPTYPE_BOOL:
        return BoolValue(target);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return MessageValue(target);
      default:
        return NumberValue(target);
    }
  }

  void StringValue(const Target& target) {
    std::string_view text;
    if (scanner_.Peek() != '"') {
      Refuse(Path(target), "A string.");
    } else if (!scanner_.String(text)) {
      return;
    }
    const auto& reflection = target.reflection();
    if (target.is_entry()) {
      reflection.AddString(&target.message, &target.field, std::string(text));
    } else if (text.data() != nullptr) {
      reflection.SetString(&target.message, &target.field, std::string(text));
    }
  }

  // No repeated enums or booleans in the contract.
  void EnumValue(const Target& target) {
    KAKUTEI_CHECK(!target.is_entry());
    const auto& words = *target.field.enum_type();
    std::string_view text;
    if (scanner_.Peek() != '"')
      return Refuse(Path(target), "A word, one of " + WordsOf(words) + ".");
    if (!scanner_.String(text)) return;
    word_.assign(text);
    const auto* word = words.FindValueByName(word_);
    if (word == nullptr) return Report(Path(target), text, "One of " + WordsOf(words) + ".");
    target.reflection().SetEnum(&target.message, &target.field, word);
  }

  void BoolValue(const Target& target) {
    KAKUTEI_CHECK(!target.is_entry());
    const char first = scanner_.Peek();
    if (first != 't' && first != 'f') return Refuse(Path(target), "true or false.");
    if (scanner_.Literal(first == 't' ? "true" : "false")) {
      target.reflection().SetBool(&target.message, &target.field, first == 't');
    }
  }

  void NumberValue(const Target& target) {
    const char first = scanner_.Peek();
    std::string_view text;
    const bool quoted = first == '"';
    const bool taken =
        quoted ? scanner_.String(text)
               : (first == '-' || (first >= '0' && first <= '9')) && scanner_.Number(text);
    if (scanner_.failed()) return;
    const auto& reflection = target.reflection();
    std::string rule;
    if (target.field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      const auto number = ToInteger<std::int32_t>(text, quoted);
      if (!number) rule = WholeNumberRule<std::int32_t>();
      if (target.is_entry()) {
        reflection.AddInt32(&target.message, &target.field, number.value_or(0));
      } else if (number) {
        reflection.SetInt32(&target.message, &target.field, *number);
      }
    } else if (target.field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64) {
      const auto number = ToInteger<std::uint64_t>(text, quoted);
      if (!number) rule = WholeNumberRule<std::uint64_t>();
      if (number) reflection.SetUInt64(&target.message, &target.field, *number);
    } else {
      KAKUTEI_CHECK(target.field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE);
      const auto number = ToDouble(text);
      if (!number) rule = "A number.";
      if (number) reflection.SetDouble(&target.message, &target.field, *number);
    }
    if (rule.empty()) return;
    if (taken) {
      Report(Path(target), text, std::move(rule));
    } else {
      Refuse(Path(target), std::move(rule));
    }
  }

  void MessageValue(const Target& target) {
    const auto& reflection = target.reflection();
    if (target.field.message_type() == Timestamp::descriptor()) return InstantValue(target);
    Message* const child =
        target.is_entry() ? reflection.AddMessage(&target.message, &target.field) : nullptr;
    if (scanner_.Peek() != '{') return Refuse(Path(target), "An object in braces.");
    const std::size_t size = path_.size();
    path_ = Path(target).append(".");
    Object(child != nullptr ? *child : *reflection.MutableMessage(&target.message, &target.field));
    path_.resize(size);
  }

  void InstantValue(const Target& target) {
    std::string_view text;
    if (scanner_.Peek() != '"') return Refuse(Path(target), std::string(kInstantRule));
    if (!scanner_.String(text)) return;
    Timestamp time;
    if (!ToTimestamp(text, time)) return Report(Path(target), text, std::string(kInstantRule));
    static_cast<Timestamp&>(*target.reflection().MutableMessage(&target.message, &target.field)) =
        time;
  }

  void Unknown(const Descriptor& descriptor) {
    std::string rule = "Unknown field; there are ";
    if (&descriptor == v1::Event::descriptor()) {
      rule = "Unknown field or fact.";
    } else {
      for (int i = 0; i < descriptor.field_count(); ++i) {
        rule.append(i == 0 ? "" : ", ").append(descriptor.field(i)->json_name());
      }
      rule.append(".");
    }
    // Its value could be anything, a name too, which no form betrays.
    std::string unseen;
    std::string path = path_ + ShownValue(key_);
    if (scanner_.Any(unseen)) Report(std::move(path), "", std::move(rule));
  }

  // Skips the value there and reports it.
  void Refuse(std::string path, std::string rule) {
    std::string shown;
    if (scanner_.Any(shown)) Report(std::move(path), shown, std::move(rule));
  }

  void Report(std::string path, std::string_view value, std::string rule) {
    if (result_.violations.size() >= kMaxViolations) return;
    result_.violations.push_back({std::move(path), ShownValue(value), std::move(rule)});
  }

  std::string Path(const Target& target) const { return Path(target.field, target.entry); }
  std::string Path(const FieldDescriptor& field, int entry) const {
    std::string path = path_ + field.json_name();
    if (entry >= 0) path.append("[").append(std::to_string(entry)).append("]");
    return path;
  }

  JsonScanner scanner_;
  EventJson& result_;
  // Of the object being read: empty, or ending with a dot.
  std::string path_;
  std::string fact_;
  // Reused, so that no field allocates.
  std::string key_;
  std::string word_;
};

}  // namespace

EventJson ReadEventJson(std::string_view line) {
  EventJson result;
  EventReader(line, result).Read();
  return result;
}

}  // namespace kakutei::facts
