#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/timestamp.pb.h>

#include "kakutei/v1/event.pb.h"

#include "base/civil_time.h"
#include "base/result.h"

// The checks of which the validation of every family is made.
namespace kakutei::facts {

inline constexpr std::string_view kInstantRule =
    "An instant is an RFC 3339 time from 1990-01-01 to 2199-12-31, UTC.";

// Collects the violations of one object, whose path is `prefix` (empty for the event itself). Each
// check takes the field's name in JSON and its value, and adds at most one violation. Not
// thread-safe.
class FieldChecks {
 public:
  using Violations = std::vector<base::FieldViolation>;
  FieldChecks(std::string_view prefix, Violations& violations)
      : prefix_(prefix), violations_(violations) {}

  // Present and of its form.
  void Id(std::string_view field, std::string_view value);
  void Source(std::string_view field, std::string_view value);
  void PatientKey(std::string_view field, std::string_view value);
  void Section(std::string_view field, std::string_view value);
  void RuleId(std::string_view field, std::string_view value);
  void Subject(std::string_view field, std::string_view value);
  void ReportDigest(std::string_view field, std::string_view value);
  void Digest(std::string_view field, std::string_view value);
  void Zone(std::string_view field, std::string_view value);
  void Month(std::string_view field, std::string_view value);
  std::optional<base::Date> Date(std::string_view field, std::string_view value);
  std::optional<base::TimeOfDay> TimeOfDay(std::string_view field, std::string_view value);
  // A time of kFirstYear .. kLastYear, in UTC.
  void Instant(std::string_view field, bool present, const google::protobuf::Timestamp& value);

  void AtLeast(std::string_view field, std::int64_t value, std::int64_t least);
  void Between(std::string_view field, std::int64_t value, std::int64_t least, std::int64_t most);
  // 0 .. 168, not NaN.
  void HoursOfWeek(std::string_view field, double value);
  void Present(std::string_view field, bool present);

  // valid_from and, where present, valid_to; equal ends are an interval that never holds.
  template <typename Fact>
  void Interval(const Fact& fact) {
    IntervalOf(fact.valid_from(), fact.has_valid_to() ? &fact.valid_to() : nullptr);
  }
  // Exactly one of the two.
  template <typename Fact>
  void ActingParty(const Fact& fact) {
    ActingPartyOf(fact.has_acting_facility_id() ? &fact.acting_facility_id() : nullptr,
                  fact.has_acting_company_id() ? &fact.acting_company_id() : nullptr);
  }
  // One of the enum's words, with and without the unspecified one.
  template <typename Value>
  void Word(std::string_view field, Value value) {
    WordOf(field, value, google::protobuf::GetEnumDescriptor<Value>(), true);
  }
  template <typename Value>
  void OptionalWord(std::string_view field, Value value) {
    WordOf(field, value, google::protobuf::GetEnumDescriptor<Value>(), false);
  }

  // Adds the violation, unless the field already has one.
  void Add(std::string_view field, std::string_view value, std::string rule);

 private:
  void IntervalOf(std::string_view valid_from, const std::string* valid_to);
  void ActingPartyOf(const std::string* facility, const std::string* company);
  void WordOf(std::string_view field, int value, const google::protobuf::EnumDescriptor* words,
              bool required);
  // The same for a value that is known to be harmless, such as a number.
  void AddShown(std::string_view field, std::string shown, std::string rule);
  // `meaning` begins with a small letter, such as "an id is 1-64 of A-Z a-z 0-9 . _ -."
  void Form(std::string_view field, std::string_view value, bool holds, std::string_view meaning);

  std::string_view prefix_;
  Violations& violations_;
};

// The words of an enum as a user may write them: without the unspecified one, separated by commas.
std::string WordsOf(const google::protobuf::EnumDescriptor& words);

// The fact families; each takes the facts of one file of the contract and leaves the others alone.
void CheckRegistryFact(const v1::Event& event, FieldChecks& checks,
                       FieldChecks::Violations& violations);
void CheckReadingFact(const v1::Event& event, FieldChecks& checks);
void CheckConfirmationFact(const v1::Event& event, FieldChecks& checks);
void CheckClaimFact(const v1::Event& event, FieldChecks& checks);

}  // namespace kakutei::facts
