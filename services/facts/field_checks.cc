#include "facts/field_checks.h"

#include <algorithm>
#include <cmath>

#include <google/protobuf/util/time_util.h>

#include "base/ids.h"
#include "facts/patient_information.h"
#include "facts/validation.h"

namespace kakutei::facts {
namespace {

bool IsUpperOrDigit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool IsRuleId(std::string_view text) {
  if (text == "CONFLICT") return true;
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 == text.size()) return false;
  const std::string_view family = text.substr(0, hyphen);
  const std::string_view clause = text.substr(hyphen + 1);
  return text.size() <= 64 && std::all_of(family.begin(), family.end(), IsUpperOrDigit) &&
         std::all_of(clause.begin(), clause.end(),
                     [](char c) { return c == '.' || IsUpperOrDigit(c); });
}

bool IsSubject(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t slash = 0; slash != std::string_view::npos && parts.size() < 6;) {
    slash = text.find('/');
    parts.push_back(text.substr(0, slash));
    text.remove_prefix(slash == std::string_view::npos ? text.size() : slash + 1);
  }
  const auto is_month = [](std::string_view part) { return base::ParseMonth(part).has_value(); };
  if (parts[0] == "reading")
    return parts.size() == 3 && base::IsId(parts[1]) && base::IsId(parts[2]);
  if (parts[0] == "facility-month")
    return parts.size() == 3 && base::IsId(parts[1]) && is_month(parts[2]);
  if (parts[0] == "partnership-month") {
    return parts.size() == 4 && base::IsId(parts[1]) && base::IsId(parts[2]) && is_month(parts[3]);
  }
  return parts[0] == "unit" && parts.size() == 5 && base::IsId(parts[1]) &&
         base::IsPatientKey(parts[2]) && is_month(parts[3]) &&
         (parts[4] == "XR" || parts[4] == "NM" || parts[4] == "CT_MR");
}

bool IsReportDigest(std::string_view text) {
  if (!text.starts_with("sha256:")) return false;
  text.remove_prefix(7);
  if (text.ends_with("...")) text.remove_suffix(3);
  return text.size() <= 64 && std::all_of(text.begin(), text.end(), IsHexDigit);
}

// Seconds since 1970 at the start of a year.
std::int64_t YearBegins(int year) {
  const std::chrono::sys_days day = std::chrono::year{year} / std::chrono::January / 1;
  return std::chrono::sys_seconds(day).time_since_epoch().count();
}

std::string TimestampText(const google::protobuf::Timestamp& value) {
  using google::protobuf::util::TimeUtil;
  const bool printable = value.seconds() >= TimeUtil::kTimestampMinSeconds &&
                         value.seconds() <= TimeUtil::kTimestampMaxSeconds && value.nanos() >= 0 &&
                         value.nanos() <= 999'999'999;
  if (printable) return TimeUtil::ToString(value);
  return std::to_string(value.seconds()) + " s, " + std::to_string(value.nanos()) + " ns";
}

std::string DoubleText(double value) {
  char buffer[32];
  const int size = std::snprintf(buffer, sizeof buffer, "%g", value);
  return std::string(buffer, static_cast<std::size_t>(size));
}

}  // namespace

void FieldChecks::Add(std::string_view field, std::string_view value, std::string rule) {
  AddShown(field, ShownValue(value), std::move(rule));
}

void FieldChecks::AddShown(std::string_view field, std::string shown, std::string rule) {
  if (violations_.size() >= kMaxViolations) return;
  std::string path(prefix_);
  if (!path.empty()) path.push_back('.');
  path.append(field);
  const bool known =
      std::any_of(violations_.begin(), violations_.end(),
                  [&](const base::FieldViolation& violation) { return violation.field == path; });
  if (!known) violations_.push_back({std::move(path), std::move(shown), std::move(rule)});
}

void FieldChecks::Form(std::string_view field, std::string_view value, bool holds,
                       std::string_view meaning) {
  if (holds) return;
  std::string rule(meaning);
  if (value.empty()) {
    rule = "Required: " + rule;
  } else {
    rule[0] = static_cast<char>(rule[0] - 'a' + 'A');
  }
  Add(field, value, std::move(rule));
}

void FieldChecks::Id(std::string_view field, std::string_view value) {
  Form(field, value, base::IsId(value), "an id is 1-64 of A-Z a-z 0-9 . _ -.");
}

void FieldChecks::Source(std::string_view field, std::string_view value) {
  Form(field, value, base::IsSource(value), "a source is 1-64 of A-Z a-z 0-9 . _ - and /.");
}

void FieldChecks::PatientKey(std::string_view field, std::string_view value) {
  Form(field, value, base::IsPatientKey(value), "a patient key is pk_ and 32-64 of 0-9 a-f.");
}

void FieldChecks::Section(std::string_view field, std::string_view value) {
  Form(field, value, base::IsSection(value),
       "a section is a capital letter and three digits, such as E203.");
}

void FieldChecks::RuleId(std::string_view field, std::string_view value) {
  Form(field, value, IsRuleId(value),
       "a rule id is A-Z 0-9, a hyphen and A-Z 0-9 or dots, such as ATS2-3.4, 64 at most in all; "
       "or CONFLICT.");
}

void FieldChecks::Subject(std::string_view field, std::string_view value) {
  Form(field, value, IsSubject(value),
       "a subject is reading/CLAIMANT/READING, unit/CLAIMANT/PATIENT_KEY/YYYY-MM/GROUP (XR, NM or "
       "CT_MR), "
       "facility-month/CLAIMANT/YYYY-MM or partnership-month/SENDER/RECEIVER/YYYY-MM.");
}

void FieldChecks::ReportDigest(std::string_view field, std::string_view value) {
  Form(field, value, IsReportDigest(value),
       "a report digest is sha256: and 0-64 of 0-9 a-f, then ... where it is abbreviated.");
}

void FieldChecks::Digest(std::string_view field, std::string_view value) {
  Form(field, value, value.size() == 71 && !value.ends_with("...") && IsReportDigest(value),
       "a digest is sha256: and 64 of 0-9 a-f.");
}

void FieldChecks::Zone(std::string_view field, std::string_view value) {
  Form(field, value, value == "Asia/Tokyo", "the zone is Asia/Tokyo.");
}

void FieldChecks::Month(std::string_view field, std::string_view value) {
  Form(field, value, base::ParseMonth(value).has_value(), "a month is YYYY-MM, 01 to 12.");
}

std::optional<base::Date> FieldChecks::Date(std::string_view field, std::string_view value) {
  const auto date = base::ParseDate(value);
  Form(field, value, date.has_value(), "a date is an existing day as YYYY-MM-DD.");
  return date;
}

std::optional<base::TimeOfDay> FieldChecks::TimeOfDay(std::string_view field,
                                                      std::string_view value) {
  const auto time = base::ParseTimeOfDay(value);
  Form(field, value, time.has_value(), "a time of day is HH:MM, 00:00 to 24:00.");
  return time;
}

void FieldChecks::Instant(std::string_view field, bool present,
                          const google::protobuf::Timestamp& value) {
  static const std::int64_t kBegin = YearBegins(kFirstYear);
  static const std::int64_t kEnd = YearBegins(kLastYear + 1);
  if (!present) {
    AddShown(field, "", "Required: a" + std::string(kInstantRule.substr(1)));
  } else if (value.seconds() < kBegin || value.seconds() >= kEnd || value.nanos() < 0 ||
             value.nanos() > 999'999'999) {
    AddShown(field, TimestampText(value), std::string(kInstantRule));
  }
}

void FieldChecks::AtLeast(std::string_view field, std::int64_t value, std::int64_t least) {
  if (value >= least) return;
  AddShown(field, std::to_string(value), "A number of at least " + std::to_string(least) + ".");
}

void FieldChecks::Between(std::string_view field, std::int64_t value, std::int64_t least,
                          std::int64_t most) {
  if (value >= least && value <= most) return;
  AddShown(field, std::to_string(value),
           "A number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
}

void FieldChecks::HoursOfWeek(std::string_view field, double value) {
  if (value >= 0 && value <= 168) return;
  AddShown(field, DoubleText(value), "Hours of a week are 0 to 168.");
}

void FieldChecks::Present(std::string_view field, bool present) {
  if (!present) AddShown(field, "", "Required: a field of this fact that must be stated.");
}

void FieldChecks::IntervalOf(std::string_view valid_from, const std::string* valid_to) {
  const auto from = Date("validFrom", valid_from);
  if (valid_to == nullptr) return;
  const auto to = Date("validTo", *valid_to);
  if (!from || !to || *to >= *from) return;
  AddShown(
      "validTo", *valid_to,
      "An interval does not end before it starts: validFrom is " + std::string(valid_from) + ".");
}

void FieldChecks::ActingPartyOf(const std::string* facility, const std::string* company) {
  if (facility == nullptr && company == nullptr) {
    AddShown("actingFacilityId", "",
             "Required: exactly one of actingFacilityId and actingCompanyId.");
    return;
  }
  if (facility != nullptr) Id("actingFacilityId", *facility);
  if (company != nullptr) Id("actingCompanyId", *company);
  if (facility != nullptr && company != nullptr) {
    Add("actingCompanyId", *company,
        "Exactly one of actingFacilityId and actingCompanyId is stated.");
  }
}

void FieldChecks::WordOf(std::string_view field, int value,
                         const google::protobuf::EnumDescriptor* words, bool required) {
  if (value == 0) {
    if (required) AddShown(field, "", "Required: one of " + WordsOf(*words) + ".");
  } else if (words->FindValueByNumber(value) == nullptr) {
    AddShown(field, std::to_string(value), "One of " + WordsOf(*words) + ".");
  }
}

std::string WordsOf(const google::protobuf::EnumDescriptor& words) {
  std::string text;
  for (int i = 0; i < words.value_count(); ++i) {
    if (words.value(i)->number() == 0) continue;
    if (!text.empty()) text.append(", ");
    text.append(words.value(i)->name());
  }
  return text;
}

}  // namespace kakutei::facts
