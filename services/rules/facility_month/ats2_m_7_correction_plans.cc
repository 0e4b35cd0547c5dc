#include "facts/slots.h"
#include "rules/facility_month_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"impossible", "{rule} の是正計画 {plan} は、是正できないとされています。",
     "Correction plan {plan} for {rule} says that the state cannot be corrected.",
     Correcting(Party::kFacility, {v1::Event::kCorrectionPlanRecorded}, "是正計画 {plan} の状態",
                "the state of correction plan {plan}")},
    {"overdue", "{rule} の是正計画 {plan} は、期限 {date} を過ぎても完了していません。",
     "Correction plan {plan} for {rule} is still open after its due date {date}.",
     Stating(Party::kFacility, v1::Event::kCorrectionPlanRecorded, "是正計画 {plan} の完了（DONE）",
             "that correction plan {plan} is DONE")},
};

void JudgePlan(const FacilityMonthCase& month, const v1::SlotFact& fact, Findings& findings) {
  const auto& plan = fact.event().correction_plan_recorded();
  const Arguments arguments = {
      {"plan", plan.plan_id()}, {"rule", plan.rule_id()}, {"date", plan.due_on()}};
  if (plan.state() == v1::CorrectionPlanRecorded::State::IMPOSSIBLE) {
    return findings.Report(v1::Status::NEEDS_REVIEW, "impossible", {facts::FactRef(fact.event())},
                           arguments);
  }
  const auto due = base::ParseDate(plan.due_on());
  if (plan.state() != v1::CorrectionPlanRecorded::State::OPEN || !due) return;
  if (month.IsPast(*due)) {
    findings.Report(v1::Status::NEEDS_REVIEW, "overdue", {facts::FactRef(fact.event())}, arguments);
  } else {
    findings.LookAgainOn(base::AddDays(*due, 1));
  }
}

void Judge(const FacilityMonthCase& month, Findings& findings) {
  for (const v1::SlotFact* fact :
       month.registry.Find(v1::Event::kCorrectionPlanRecorded, month.claimant_facility_id)) {
    if (fact->event().correction_plan_recorded().month() == base::FormatMonth(month.month))
      JudgePlan(month, *fact, findings);
  }
}

}  // namespace

extern const FacilityMonthRule kCorrectionPlans;
const FacilityMonthRule kCorrectionPlans = {{"ATS2-M.7",
                                             v1::Authority::ADVISORY,
                                             kMessages,
                                             {.facts = {v1::Event::kCorrectionPlanRecorded}}},
                                            Judge};

}  // namespace kakutei::rules
