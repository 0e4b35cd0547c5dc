#include <algorithm>

#include "facts/slots.h"
#include "rules/facility_month_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"left_open",
     "算定不可の指摘 {rule}（{date} から）が {days} 日を超えて、確認も是正計画もされていません。",
     "An INELIGIBLE finding of {rule} (since {date}) was neither acknowledged nor planned to be "
     "corrected within {days} days.",
     Stating(Party::kFacility, v1::Event::kFindingAcknowledged,
             "{rule} の指摘の確認（または {rule} の是正計画）",
             "the acknowledgement of each such finding of {rule}, or an open correction plan for "
             "{rule}")},
};

// An OPEN plan of the claimant for the rule and month.
bool IsPlanned(const FacilityMonthCase& month, const std::string& rule) {
  const auto plans =
      month.registry.Find(v1::Event::kCorrectionPlanRecorded, month.claimant_facility_id);
  return std::any_of(plans.begin(), plans.end(), [&](const v1::SlotFact* fact) {
    const auto& plan = fact->event().correction_plan_recorded();
    return plan.state() == v1::CorrectionPlanRecorded::State::OPEN && plan.rule_id() == rule &&
           plan.month() == base::FormatMonth(month.month);
  });
}

void JudgeRule(const FacilityMonthCase& month, const std::string& rule, Findings& findings) {
  const int days = month.policy.parameters().ack_days();
  for (const OpenFinding& open : month.members.OpenFindings(rule, "", kMostFacts)) {
    if (!month.IsPast(base::AddDays(*base::ParseDate(open.since), days))) break;
    findings.Report(v1::Status::NEEDS_REVIEW, "left_open", {open.fact},
                    {{"rule", rule}, {"date", open.since}, {"days", std::to_string(days)}});
  }
  // Those since this date or later are not due yet; the oldest of them is the next to be.
  const std::string not_due =
      month.today ? base::FormatDate(base::AddDays(*month.today, -days)) : "";
  const auto next = month.members.OpenFindings(rule, not_due, 1);
  if (!next.empty())
    findings.LookAgainOn(base::AddDays(*base::ParseDate(next.front().since), days + 1));
}

void Judge(const FacilityMonthCase& month, Findings& findings) {
  for (const std::string& rule : month.members.OpenRules()) {
    if (!IsPlanned(month, rule)) JudgeRule(month, rule, findings);
  }
}

}  // namespace

extern const FacilityMonthRule kKnownFindings;
const FacilityMonthRule kKnownFindings = {{"ATS2-5.4",
                                           v1::Authority::ADVISORY,
                                           kMessages,
                                           {.facts = {v1::Event::kCorrectionPlanRecorded},
                                            .parameters = {v1::Parameters::kAckDaysFieldNumber}}},
                                          Judge};

}  // namespace kakutei::rules
