#include <array>

#include "rules/calendar.h"
#include "rules/facility_month_case.h"
#include "rules/filings.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"below_limit",
     "自施設の核医学・CT・MRI のうち、専従の常勤医の読影結果が翌診療日までに報告されたものは "
     "{numerator}/{denominator} で、{limit}% を下回っています。",
     "Of the facility's own NM, CT and MR readings {numerator} of {denominator} were reported by "
     "the next consultation day by a full-time dedicated physician, below {limit} %.",
     Correcting(
         Party::kReportingSystem,
         {v1::Event::kReportDelivered, v1::Event::kReadingOrdered, v1::Event::kEmploymentRecorded},
         "撮影または報告の日時、または診断した医師の雇用",
         "the times of acquisition and delivery, or of the diagnosing physicians' "
         "employments")},
    {"below_warning",
     "自施設の核医学・CT・MRI のうち、専従の常勤医の読影結果が翌診療日までに報告されたものは "
     "{numerator}/{denominator} で、目安の {limit}% を下回っています。",
     "Of the facility's own NM, CT and MR readings {numerator} of {denominator} were reported by "
     "the next consultation day by a full-time dedicated physician, below {limit} %, close to the "
     "limit.",
     Correcting(
         Party::kReportingSystem,
         {v1::Event::kReportDelivered, v1::Event::kReadingOrdered, v1::Event::kEmploymentRecorded},
         "撮影または報告の日時、または診断した医師の雇用",
         "the times of acquisition and delivery, or of the diagnosing physicians' "
         "employments")},
};

// Whether the facility had one of these levels on file on some day of the month. A level without
// points on that day counts as not filed.
bool FiledLevel2To4(const FacilityMonthCase& month) {
  constexpr std::array kLevels = {v1::Standard::ADD_ON_2, v1::Standard::ADD_ON_3,
                                  v1::Standard::ADD_ON_4};
  for (base::Date day = base::FirstDay(month.month); day <= base::LastDay(month.month);
       day = base::AddDays(day, 1)) {
    for (const auto level : kLevels) {
      if (month.policies.On(day).PointsOf(level) &&
          !FilingsOf(month.registry, month.claimant_facility_id, level, day).empty())
        return true;
    }
  }
  return false;
}

// The month's readings that count, those in time, and the others.
struct Tally {
  std::int64_t counted = 0;
  std::int64_t in_time = 0;
  std::vector<const Acquired*> late;
};

Tally Count(const FacilityMonthCase& month, const std::vector<Acquired>& all, Findings& findings) {
  Tally tally;
  for (const Acquired& some : all) {
    // Where no consultation day follows, nothing is ever late.
    const auto due = NextConsultationDay(month.registry, month.claimant_facility_id,
                                         *base::ParseDate(some.acquired_on));
    const bool delivered = !some.delivered_on.empty();
    if (!delivered && !(due && month.IsPast(*due))) {
      if (due) findings.LookAgainOn(base::AddDays(*due, 1));
      continue;
    }
    tally.counted += some.readings;
    if (delivered && some.diagnosed_full_time &&
        (!due || some.delivered_on <= base::FormatDate(*due))) {
      tally.in_time += some.readings;
    } else {
      tally.late.push_back(&some);
    }
  }
  return tally;
}

void Judge(const FacilityMonthCase& month, Findings& findings) {
  if (!FiledLevel2To4(month)) return;
  const std::vector<Acquired> all = month.members.AcquiredReadings();
  const Tally tally = Count(month, all, findings);
  const auto& parameters = month.policy.parameters();
  const auto below = [&](int percent) { return tally.in_time * 100 < tally.counted * percent; };
  const bool below_limit = below(parameters.timely_limit_percent());
  if (!below_limit && !below(parameters.timely_warning_percent())) return;
  FactRefs facts;
  for (const Acquired* late : tally.late) {
    const int room = kMostFacts - static_cast<int>(facts.size());
    if (room <= 0) break;
    const FactRefs orders = month.members.OrdersOf(*late, room);
    facts.insert(facts.end(), orders.begin(), orders.end());
  }
  findings.Report(below_limit ? v1::Status::NEEDS_REVIEW : v1::Status::CAUTION,
                  below_limit ? "below_limit" : "below_warning", std::move(facts),
                  {{"numerator", std::to_string(tally.in_time)},
                   {"denominator", std::to_string(tally.counted)},
                   {"limit", std::to_string(below_limit ? parameters.timely_limit_percent()
                                                        : parameters.timely_warning_percent())}});
}

}  // namespace

extern const FacilityMonthRule kNextConsultationDay;
const FacilityMonthRule kNextConsultationDay = {
    {"L-20",
     v1::Authority::LAW,
     kMessages,
     {.facts = {v1::Event::kStandardFiled, v1::Event::kCalendarPublished},
      .parameters = {v1::Parameters::kTimelyLimitPercentFieldNumber,
                     v1::Parameters::kTimelyWarningPercentFieldNumber}}},
    Judge};

}  // namespace kakutei::rules
