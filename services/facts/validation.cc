#include "facts/validation.h"

#include <algorithm>
#include <array>

#include "base/civil_time.h"
#include "facts/field_checks.h"
#include "facts/patient_information.h"

namespace kakutei::facts {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using v1::Event;

// A date of these fields is what it says, not a date of birth.
constexpr std::array<std::string_view, 7> kDateFields = {
    "valid_from", "valid_to", "performed_on", "due_on", "recorded_on", "holidays", "closed_on"};

// A policy pack is full of dates, and of titles of documents; no pack is about a patient.
const FieldDescriptor* PackField() {
  static const FieldDescriptor* const kField =
      v1::PolicyActivated::descriptor()->FindFieldByNumber(v1::PolicyActivated::kPackFieldNumber);
  return kField;
}

// Looks at every string of the message, found by reflection so that no new field is forgotten.
class PatientInformationScan {
 public:
  explicit PatientInformationScan(FieldChecks::Violations& violations) : violations_(violations) {}

  // `path` is empty or ends with a dot.
  void Scan(const Message& message, const std::string& path) {
    const auto& descriptor = *message.GetDescriptor();
    const auto& reflection = *message.GetReflection();
    std::string scratch;
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const FieldDescriptor& field = *descriptor.field(i);
      const auto type = field.cpp_type();
      if (type != FieldDescriptor::CPPTYPE_STRING && type != FieldDescriptor::CPPTYPE_MESSAGE)
        continue;
      if (&field == PackField()) continue;
      if (field.is_repeated()) {
        for (int at = 0; at < reflection.FieldSize(message, &field); ++at) {
          if (type == FieldDescriptor::CPPTYPE_STRING) {
            Look(field, reflection.GetRepeatedStringReference(message, &field, at, &scratch), path,
                 at);
          } else {
            Scan(reflection.GetRepeatedMessage(message, &field, at),
                 path + field.json_name() + "[" + std::to_string(at) + "].");
          }
        }
      } else if (type == FieldDescriptor::CPPTYPE_STRING) {
        Look(field, reflection.GetStringReference(message, &field, &scratch), path, -1);
      } else if (reflection.HasField(message, &field)) {
        Scan(reflection.GetMessage(message, &field), path + field.json_name() + ".");
      }
    }
  }

 private:
  void Look(const FieldDescriptor& field, const std::string& value, const std::string& path,
            int at) {
    const auto found = PatientInformationIn(value);
    if (!found || violations_.size() >= kMaxViolations) return;
    const bool holds_date =
        std::find(kDateFields.begin(), kDateFields.end(), field.name()) != kDateFields.end();
    if (holds_date && base::ParseDate(value)) return;
    const std::string entry = at < 0 ? "" : "[" + std::to_string(at) + "]";
    violations_.push_back({path + field.json_name() + entry, ShownValue(value),
                           "No patient information: this looks like " + std::string(*found) + "."});
  }

  FieldChecks::Violations& violations_;
};

void CheckEnvelope(const Event& event, FieldChecks& checks) {
  checks.Id("eventId", event.event_id());
  checks.Source("source", event.source());
  if (event.has_source_revision() && event.source_revision() == 0)
    checks.AtLeast("sourceRevision", 0, 1);
  checks.Instant("occurredAt", event.has_occurred_at(), event.occurred_at());
  if (event.has_recorded_at()) checks.Instant("recordedAt", true, event.recorded_at());
  if (event.has_correlation_id()) checks.Id("correlationId", event.correlation_id());
  if (event.fact_case() == Event::FACT_NOT_SET) {
    checks.Add("fact", "", "Required: exactly one fact, such as readingOrdered.");
  }
}

}  // namespace

std::vector<base::FieldViolation> Violations(const Event& event) {
  FieldChecks::Violations violations;
  if (const std::size_t bytes = event.ByteSizeLong(); bytes > kMaxEventBytes) {
    violations.push_back({"", std::to_string(bytes) + " bytes",
                          "An event has at most " + std::to_string(kMaxEventBytes) + " bytes."});
    return violations;
  }
  PatientInformationScan(violations).Scan(event, "");
  FieldChecks envelope("", violations);
  CheckEnvelope(event, envelope);
  const auto* fact = Event::descriptor()->FindFieldByNumber(static_cast<int>(event.fact_case()));
  if (fact == nullptr) return violations;
  FieldChecks checks(fact->json_name(), violations);
  CheckRegistryFact(event, checks, violations);
  CheckReadingFact(event, checks);
  CheckConfirmationFact(event, checks);
  CheckClaimFact(event, checks);
  return violations;
}

}  // namespace kakutei::facts
