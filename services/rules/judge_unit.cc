#include <algorithm>

#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/unit_case.h"

namespace kakutei::rules {
namespace {

using v1::Action;
using v1::Status;

// Decided: the anchor's status; without one PENDING if any reading is, else NEEDS_REVIEW if any is,
// else INELIGIBLE. A live claim without any reading lacks its facts.
Status::Value BaseStatus(const UnitCase& unit) {
  if (unit.anchor() != nullptr) return unit.anchor()->status();
  if (unit.readings().empty()) return unit.facts().closed ? Status::NEEDS_REVIEW : Status::PENDING;
  const auto any = [&](Status::Value status) {
    return std::any_of(unit.readings().begin(), unit.readings().end(),
                       [&](const auto* reading) { return reading->status() == status; });
  };
  if (any(Status::PENDING)) return Status::PENDING;
  return any(Status::NEEDS_REVIEW) ? Status::NEEDS_REVIEW : Status::INELIGIBLE;
}

// A claim was made twice (L-11), or its correction is impossible (M.8).
bool IsToBeWithdrawn(const v1::Verdict& verdict) {
  return std::any_of(verdict.findings().begin(), verdict.findings().end(), [](const auto& finding) {
    return finding.message_code() == "L-11.claimed_twice" || finding.rule_id() == "ATS2-M.8";
  });
}

Action::Value ActionFor(const UnitCase& unit, const v1::Verdict& verdict) {
  const auto& claims = unit.facts().live_claims;
  if (IsToBeWithdrawn(verdict)) return Action::WITHDRAW;
  switch (verdict.status()) {
    case Status::WITHDRAWN:
    case Status::INELIGIBLE:
      return claims.empty() ? Action::NONE : Action::WITHDRAW;
    case Status::PENDING:
    case Status::NEEDS_REVIEW:
      return Action::HOLD;
    default:
      if (claims.empty()) return Action::CLAIM;
      // Of another item, with L-16 off: a second claim beside it would be claimed twice.
      return unit.item() && claims.front().item == *unit.item() ? Action::NONE : Action::HOLD;
  }
}

void Contribute(const UnitCase& unit, const v1::Verdict& verdict,
                v1::UnitContribution& contribution) {
  contribution.set_counted(
      verdict.status() != Status::WITHDRAWN &&
      (verdict.action() == Action::CLAIM || !unit.facts().live_claims.empty()));
  contribution.set_inherently_partial(unit.inherently_partial());
  contribution.set_live_claims(static_cast<std::int64_t>(unit.facts().live_claims.size()));
  const auto* anchor = unit.anchor();
  if (anchor == nullptr) return;
  const bool own = anchor->claimant_facility_id() == anchor->reading_facility_id();
  contribution.set_in_partial_scope(own && unit.facts().group != v1::SectionGroup::XR);
  contribution.set_part_time(contribution.counted() && own && anchor->part_time_author());
  contribution.set_trainee(contribution.counted() && own && anchor->trainee_author());
  contribution.set_fact(anchor->diagnosis_fact());
}

// The months on which the claim statement's disposition of the unit rests beside its own verdict.
void AddGates(const UnitCase& unit, v1::Verdict& verdict) {
  const std::string& claimant = unit.facts().claimant_facility_id;
  const std::string month(facts::Part(unit.facts().subject, 3));
  verdict.add_gates(facts::Key("facility-month", claimant, month));
  const auto* anchor = unit.anchor();
  if (anchor != nullptr && anchor->reading_facility_id() != claimant) {
    verdict.add_gates(
        facts::Key("partnership-month", claimant, anchor->reading_facility_id(), month));
  }
}

}  // namespace

JudgedUnit JudgeUnit(const UnitCase& unit) {
  JudgedUnit judged;
  v1::Verdict& verdict = judged.verdict;
  const UnitFacts& facts = unit.facts();
  verdict.set_subject(facts.subject);
  // Where nothing belongs to a unit any more, nothing is judged.
  if (!unit.emptied()) NamePolicy(unit.policy(), verdict);
  for (const auto& claim : facts.live_claims) verdict.add_live_claims(claim.claim_id);
  if (unit.only_withdrawn() || unit.emptied()) {
    verdict.set_status(Status::WITHDRAWN);
    if (unit.emptied()) verdict.set_emptied(true);
  } else {
    const auto missing = facts.closed ? Status::NEEDS_REVIEW : Status::PENDING;
    JudgeAll<UnitCase>(UnitRules(), unit, missing, unit.policy(), *verdict.mutable_findings());
    Status::Value status = BaseStatus(unit);
    for (const auto& finding : verdict.findings())
      status = Worse(status, ContributionOf(finding, unit.policy()));
    verdict.set_status(status);
    AddGates(unit, verdict);
  }
  verdict.set_action(ActionFor(unit, verdict));
  if (verdict.action() == Action::WITHDRAW)
    verdict.set_withdraw_claim(facts.live_claims.back().claim_id);
  if (unit.item()) verdict.set_add_on(*unit.item());
  if (unit.points()) verdict.set_points(*unit.points());
  if (unit.anchor() != nullptr) {
    verdict.set_anchor(unit.anchor()->reading_id());
    for (const auto* reading : unit.NotClaimableAgain())
      verdict.add_not_claimable_again(reading->reading_id());
    std::sort(verdict.mutable_not_claimable_again()->begin(),
              verdict.mutable_not_claimable_again()->end());
  }
  Contribute(unit, verdict, judged.contribution);
  return judged;
}

}  // namespace kakutei::rules
