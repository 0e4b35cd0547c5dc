#include "rules/unit_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"another_item", "請求 {claim} の項目 {claimed} が、判定された項目 {item} と異なります。",
     "Claim {claim} carries {claimed}; the unit supports {item}.",
     Stating(Party::kBillingOffice, v1::Event::kClaimWithdrawn,
             "請求 {claim} の取下げ（項目 {item} での請求は新しい claimId で行います）",
             "the withdrawal of claim {claim}; a claim of {item} takes a new claimId")},
};

// Decided: not judged where the scope of the partial item is what is in question.
void Judge(const UnitCase& unit, Findings& findings) {
  const bool scope_unset = unit.policy().parameters().partial_scope() == v1::PartialScope::UNSET;
  if (!unit.item() || (unit.in_question_of_partial_scope() && scope_unset)) return;
  for (const LiveClaim& claim : unit.facts().live_claims) {
    if (claim.item == *unit.item()) continue;
    findings.Report(v1::Status::NEEDS_REVIEW, "another_item", {claim.fact},
                    {{"claim", claim.claim_id},
                     {"claimed", v1::ClaimItem::Value_Name(claim.item)},
                     {"item", v1::ClaimItem::Value_Name(*unit.item())}});
  }
}

}  // namespace

extern const UnitRule kClaimedItem;
const UnitRule kClaimedItem = {{"L-16",
                                v1::Authority::LAW,
                                kMessages,
                                {.facts = {v1::Event::kStandardFiled, v1::Event::kClaimSubmitted,
                                           v1::Event::kClaimReturned, v1::Event::kClaimWithdrawn},
                                 .parameters = {v1::Parameters::kPartialScopeFieldNumber}}},
                               Judge};

}  // namespace kakutei::rules
