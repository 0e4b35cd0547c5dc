#include "rules/facility_month_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"too_many",
     "{physician} は {date} に {number} 件の自施設症例を確定しており、目安の {limit} "
     "件を超えています。",
     "{physician} signed {number} own cases on {date}, more than {limit}.",
     Correcting(Party::kReportingSystem, {v1::Event::kConfirmationSigned},
                "{date} の {physician} の確定", "the confirmations by {physician} on {date}")},
};

void Judge(const FacilityMonthCase& month, Findings& findings) {
  const int limit = month.policy.parameters().max_confirmations_per_day();
  for (BusyDay& day : month.members.BusyDays(limit, kMostFacts)) {
    findings.Report(v1::Status::CAUTION, "too_many", std::move(day.facts),
                    {{"physician", day.physician_id},
                     {"date", day.date},
                     {"number", std::to_string(day.signed_readings)},
                     {"limit", std::to_string(limit)}});
  }
}

}  // namespace

extern const FacilityMonthRule kConfirmationsPerDay;
const FacilityMonthRule kConfirmationsPerDay = {
    {"ATS2-N2.3",
     v1::Authority::ADVISORY,
     kMessages,
     {.parameters = {v1::Parameters::kMaxConfirmationsPerDayFieldNumber}}},
    Judge};

}  // namespace kakutei::rules
