#include "facts/ndjson.h"

#include <algorithm>

#include "facts/event_json.h"
#include "facts/validation.h"

namespace kakutei::facts {
namespace {

using base::ErrorCode;
using base::FieldViolation;

base::Error Refused(std::string reason, std::vector<FieldViolation> violations) {
  const FieldViolation& first = violations.front();
  std::string message = first.field.empty() ? first.rule : first.field + ": " + first.rule;
  if (violations.size() > 1)
    message.append(" (and ").append(std::to_string(violations.size() - 1)).append(" more)");
  return base::Error{ErrorCode::kInvalidArgument, std::move(reason), std::move(message),
                     std::move(violations)};
}

// Whether the field is at fault already, by itself or with what it stands in.
bool IsWithin(std::string_view field, const FieldViolation& violation) {
  if (!field.starts_with(violation.field)) return false;
  field.remove_prefix(violation.field.size());
  return field.empty() || field.front() == '.' || field.front() == '[';
}

// Adds what is wrong with the event's content, except in fields that could not be read: those are
// not missing.
void AddViolationsOfContent(const EventJson& read, std::vector<FieldViolation>& violations) {
  for (FieldViolation& violation : Violations(read.event)) {
    if (violation.field == "fact" && read.names_fact) continue;
    if (violations.size() >= kMaxViolations) return;
    const auto unreadable = [&](const FieldViolation& other) {
      return IsWithin(violation.field, other);
    };
    if (std::none_of(read.violations.begin(), read.violations.end(), unreadable)) {
      violations.push_back(std::move(violation));
    }
  }
}

}  // namespace

base::Result<v1::Event> ParseEventLine(std::string_view line, std::size_t max_bytes) {
  if (line.size() > max_bytes) {
    return base::Fail(
        Refused("LINE_TOO_LONG", {{"", std::to_string(line.size()) + " bytes",
                                   "A line is at most " + std::to_string(max_bytes) + " bytes."}}));
  }
  EventJson read = ReadEventJson(line);
  if (read.syntax) return base::Fail(Refused("NOT_JSON", {*std::move(read.syntax)}));
  std::vector<FieldViolation> violations = read.violations;
  AddViolationsOfContent(read, violations);
  if (!violations.empty()) return base::Fail(Refused("MALFORMED_FACT", std::move(violations)));
  return std::move(read.event);
}

}  // namespace kakutei::facts
