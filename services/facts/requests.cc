#include "facts/requests.h"

#include <utility>

#include "base/civil_time.h"
#include "base/ids.h"
#include "facts/field_checks.h"
#include "facts/owners.h"
#include "facts/patient_information.h"
#include "facts/slots.h"
#include "facts/validation.h"

namespace kakutei::facts {

std::vector<base::FieldViolation> ViolationsFor(std::string_view service, const v1::Event& event) {
  const std::string_view owner = OwnerOf(event.fact_case());
  if (owner.empty() || owner == service) return Violations(event);
  return {{std::string(FactName(event.fact_case())), "",
           "This fact belongs to " + std::string(owner) + "."}};
}

void RequestChecks::That(bool holds, const char* field, const std::string& value,
                         const char* rule) {
  if (!holds) violations_.push_back({field, ShownValue(value), rule});
}

void RequestChecks::Id(const char* field, const std::string& id) {
  That(base::IsId(id), field, id, "An id is 1-64 of A-Z a-z 0-9 . _ -");
}

void RequestChecks::Date(const char* field, const std::string& date) {
  That(base::ParseDate(date).has_value(), field, date, "A date is YYYY-MM-DD.");
}

void RequestChecks::Month(const char* field, const std::string& month) {
  That(base::ParseMonth(month).has_value(), field, month, "A month is YYYY-MM.");
}

void RequestChecks::Instant(const char* field, const google::protobuf::Timestamp& instant) {
  FieldChecks("", violations_).Instant(field, true, instant);
}

base::Status RequestChecks::Result() {
  if (violations_.empty()) return {};
  std::string message = violations_.front().field + ": " + violations_.front().rule;
  return base::Fail({base::ErrorCode::kInvalidArgument, "MALFORMED_REQUEST", std::move(message),
                     std::move(violations_)});
}

}  // namespace kakutei::facts
