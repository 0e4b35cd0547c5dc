#include "facts/slots.h"
#include "rules/unit_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"claimed_twice",
     "同じ患者・月・区分について {count} 件の請求が有効です。後の請求 {claim} "
     "の取下げを提案します。",
     "{count} claims for the same patient, month and section live. Withdrawal of the later one, "
     "{claim}, is proposed.",
     Stating(Party::kBillingOffice, v1::Event::kClaimWithdrawn, "請求 {claim} の取下げ",
             "the withdrawal of claim {claim}")},
    {"first_diagnosis_does_not_qualify",
     "月の最初の診断（{reading}）が算定要件を満たさず、後の読影 {anchor} に基づく算定となります。",
     "The month's first diagnosis ({reading}) does not qualify; the claim would rest on the later "
     "reading {anchor}.",
     AwaitingVerdict("読影 {reading}", "reading {reading}")},
    {"first_diagnosis_pending", "月の最初の診断（{reading}）の判定がまだ保留です。",
     "The month's first diagnosis ({reading}) is still pending.",
     AwaitingVerdict("読影 {reading}", "reading {reading}")},
    {"acquired_in_another_month", "画像の撮影月と診断月が異なります（撮影 {acquired}）。",
     "The image was acquired in another month than it was diagnosed (acquired {acquired}).",
     Correcting(Party::kReportingSystem, {v1::Event::kReadingOrdered, v1::Event::kReportAuthored},
                "撮影または診断の日時", "the time of the acquisition or of the diagnosis")},
};

void Judge(const UnitCase& unit, Findings& findings) {
  const auto& claims = unit.facts().live_claims;
  if (claims.size() >= 2) {
    FactRefs refs;
    for (const auto& claim : claims) refs.push_back(claim.fact);
    findings.Report(v1::Status::INELIGIBLE, "claimed_twice", std::move(refs),
                    {{"count", std::to_string(claims.size())}, {"claim", claims.back().claim_id}});
  }
  const auto* anchor = unit.anchor();
  if (anchor == nullptr) return;
  if (const auto* first = unit.first_diagnosed(); first != anchor) {
    const bool pending = first->status() == v1::Status::PENDING;
    findings.Report(pending ? v1::Status::PENDING : v1::Status::NEEDS_REVIEW,
                    pending ? "first_diagnosis_pending" : "first_diagnosis_does_not_qualify",
                    {first->diagnosis_fact(), anchor->diagnosis_fact()},
                    {{"reading", first->reading_id()}, {"anchor", anchor->reading_id()}});
  }
  const base::Instant acquired = facts::ToInstant(anchor->acquired_at());
  if (base::JstMonth(acquired) != base::JstMonth(facts::ToInstant(anchor->diagnosed_at()))) {
    findings.Report(v1::Status::CAUTION, "acquired_in_another_month",
                    {anchor->order_fact(), anchor->diagnosis_fact()},
                    {{"acquired", base::FormatDate(base::JstDate(acquired))}});
  }
}

}  // namespace

extern const UnitRule kOnceAMonth;
const UnitRule kOnceAMonth = {{"L-11",
                               v1::Authority::LAW,
                               kMessages,
                               {.facts = {v1::Event::kClaimSubmitted, v1::Event::kClaimReturned,
                                          v1::Event::kClaimWithdrawn}}},
                              Judge};

}  // namespace kakutei::rules
