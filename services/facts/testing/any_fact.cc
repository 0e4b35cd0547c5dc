#include "facts/testing/any_fact.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "facts/owners.h"
#include "facts/testing/examples.h"
#include "facts/validation.h"

namespace kakutei::facts::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using v1::Event;

// 2026-06-01T00:00:00Z.
constexpr std::int64_t kBegin = 1'780'272'000;
constexpr std::int64_t kHour = 3600;

int Pick(int count) { return *rc::gen::inRange(0, count); }

bool OneIn(int count) { return Pick(count) == 0; }

// What a text field may hold, by its name's end; other texts stay as they are.
const std::vector<std::pair<std::string_view, std::vector<std::string>>>& Words() {
  static const auto* const words =
      new std::vector<std::pair<std::string_view, std::vector<std::string>>>{
          {"facility_id", {"F-SEND", "F-RECV", "F-OWN"}},
          {"physician_id", {"D-FT", "D-PT"}},
          {"reading_id", {"R-1", "R-2"}},
          {"review_id", {"W-1", "W-2"}},
          {"claim_id", {"K-1", "K-2"}},
          {"employment_id", {"E-1", "E-2", "E-3"}},
          {"filing_id", {"S-1", "S-2", "S-3"}},
          {"patient_key",
           {"pk_00112233445566778899aabbccddeeff", "pk_ffeeddccbbaa99887766554433221100"}},
          {"month", {"2026-06", "2026-07"}},
          {"section", {"E203", "E102", "E001", "E101"}},
          {"valid_from", {"2024-06-01", "2026-06-01", "2026-06-03"}},
          {"valid_to", {"2026-06-03", "2027-04-01"}},
      };
  return *words;
}

void VaryField(const FieldDescriptor& field, Message& message) {
  const auto& reflection = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    for (const auto& [ending, words] : Words()) {
      if (!std::string_view(field.name()).ends_with(ending)) continue;
      reflection.SetString(&message, &field, words[Pick(static_cast<int>(words.size()))]);
    }
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    reflection.SetBool(&message, &field, !OneIn(3));
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    // The first word of an enum is the unspecified one.
    const auto& type = *field.enum_type();
    reflection.SetEnum(&message, &field, type.value(1 + Pick(type.value_count() - 1)));
  } else if (std::string_view(field.name()).ends_with("_version")) {
    const auto value = static_cast<std::uint32_t>(1 + Pick(2));
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32)
      reflection.SetUInt32(&message, &field, value);
  } else if (field.name() == "acquired_at") {
    google::protobuf::Timestamp time;
    time.set_seconds(kBegin + Pick(60) * 12 * kHour);
    reflection.MutableMessage(&message, &field)->CopyFrom(time);
  }
}

Event Varied(Event event) {
  const FieldDescriptor* fact =
      Event::descriptor()->FindFieldByNumber(static_cast<int>(event.fact_case()));
  Message& body = *event.GetReflection()->MutableMessage(&event, fact);
  std::vector<const FieldDescriptor*> stated;
  body.GetReflection()->ListFields(body, &stated);
  for (const FieldDescriptor* field : stated) {
    if (!field->is_repeated() && !OneIn(3)) VaryField(*field, body);
  }
  event.set_event_id("e" + std::to_string(Pick(40)));
  event.set_source(OneIn(3) ? "his" : "ris");
  // A first revision that is stated is the same content as one that is not: which of the two copies
  // is kept, nobody tells.
  if (OneIn(3)) event.set_source_revision(static_cast<std::uint64_t>(2 + Pick(3)));
  event.mutable_occurred_at()->set_seconds(kBegin + Pick(40) * 6 * kHour);
  return event;
}

const std::vector<Event>& ExamplesOf(std::string_view owner) {
  static auto* const by_owner = new std::map<std::string, std::vector<Event>, std::less<>>;
  auto& examples = (*by_owner)[std::string(owner)];
  if (!examples.empty()) return examples;
  for (const std::string_view line : kContractExamples) {
    Event event;
    const auto parsed =
        google::protobuf::util::JsonStringToMessage({line.data(), line.size()}, &event);
    KAKUTEI_CHECK(parsed.ok());
    if (owner.empty() || OwnerOf(event.fact_case()) == owner) examples.push_back(std::move(event));
  }
  return examples;
}

}  // namespace

rc::Gen<Event> AnyFact(std::string_view owner) {
  return rc::gen::exec([&examples = ExamplesOf(owner)] {
    Event event;
    // A variation may contradict itself, such as an interval that ends before it begins.
    do {
      event = Varied(examples[Pick(static_cast<int>(examples.size()))]);
    } while (!Violations(event).empty());
    return event;
  });
}

rc::Gen<std::vector<Event>> AnyFacts(std::string_view owner) {
  return rc::gen::container<std::vector<Event>>(AnyFact(owner));
}

rc::Gen<std::vector<Event>> AnyArrival(std::vector<Event> facts) {
  return rc::gen::exec([facts = std::move(facts)] {
    std::vector<Event> arrival = facts;
    for (const Event& fact : facts) {
      if (OneIn(4)) arrival.push_back(fact);
    }
    for (std::size_t left = arrival.size(); left > 1; --left)
      std::swap(arrival[left - 1], arrival[Pick(static_cast<int>(left))]);
    return arrival;
  });
}

}  // namespace kakutei::facts::testing

namespace kakutei::v1 {

void showValue(const Event& event, std::ostream& out) { out << event.ShortDebugString(); }

}  // namespace kakutei::v1
