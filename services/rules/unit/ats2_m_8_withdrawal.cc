#include <algorithm>

#include "facts/slots.h"
#include "rules/unit_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"impossible",
     "規則 {rule} の是正計画 {plan} "
     "は実施不能とされました。請求済みの算定の辞退（返上）を検討してください。",
     "Correction plan {plan} for rule {rule} is impossible: consider "
     "withdrawing what was claimed.",
     Stating(Party::kBillingOffice, v1::Event::kClaimWithdrawn, "請求の取下げ",
             "the withdrawal of the claim")},
};

bool Carries(const v1::ReadingSummary& anchor, const std::string& rule) {
  const auto& rules = anchor.finding_rules();
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

void Judge(const UnitCase& unit, Findings& findings) {
  const v1::ReadingSummary* anchor = unit.anchor();
  if (anchor == nullptr || unit.facts().live_claims.empty()) return;
  for (const v1::SlotFact* fact : unit.registry().Find(v1::Event::kCorrectionPlanRecorded,
                                                       unit.facts().claimant_facility_id)) {
    const auto& plan = fact->event().correction_plan_recorded();
    if (plan.state() != v1::CorrectionPlanRecorded::State::IMPOSSIBLE ||
        plan.month() != anchor->month() || !Carries(*anchor, plan.rule_id()))
      continue;
    FactRefs facts = {facts::FactRef(fact->event())};
    for (const LiveClaim& claim : unit.facts().live_claims) facts.push_back(claim.fact);
    findings.Report(v1::Status::NEEDS_REVIEW, "impossible", std::move(facts),
                    {{"plan", plan.plan_id()}, {"rule", plan.rule_id()}});
  }
}

}  // namespace

extern const UnitRule kWithdrawal;
const UnitRule kWithdrawal = {
    {"ATS2-M.8",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = {v1::Event::kCorrectionPlanRecorded, v1::Event::kClaimSubmitted,
                v1::Event::kClaimReturned, v1::Event::kClaimWithdrawn}}},
    Judge};

}  // namespace kakutei::rules
