#include "rules/unit_case.h"

#include <algorithm>
#include <tuple>

#include "facts/slots.h"
#include "rules/filings.h"

namespace kakutei::rules {
namespace {

using v1::ReadingSummary;

bool IsClaimable(const ReadingSummary& reading) {
  return reading.status() == v1::Status::ELIGIBLE || reading.status() == v1::Status::CAUTION;
}

bool IsOwnCase(const ReadingSummary& reading) {
  return reading.claimant_facility_id() == reading.reading_facility_id();
}

base::Date DiagnosisDate(const ReadingSummary& reading) {
  return base::JstDate(facts::ToInstant(reading.diagnosed_at()));
}

auto Order(const ReadingSummary* reading) {
  return std::make_tuple(!reading->has_diagnosed_at(), facts::ToInstant(reading->diagnosed_at()),
                         std::string_view(reading->reading_id()));
}

v1::ClaimItem::Value ItemOf(v1::Standard::Value standard) {
  switch (standard) {
    case v1::Standard::ADD_ON_2:
      return v1::ClaimItem::ADD_ON_2;
    case v1::Standard::ADD_ON_3:
      return v1::ClaimItem::ADD_ON_3;
    case v1::Standard::ADD_ON_4:
      return v1::ClaimItem::ADD_ON_4;
    default:
      return v1::ClaimItem::ADD_ON_1;
  }
}

}  // namespace

UnitCase::UnitCase(UnitFacts facts, const Registry& registry, const Policy& policy)
    : facts_(std::move(facts)),
      registry_(registry),
      policies_(policy),
      policy_(&policy.On(base::LastDay(facts_.month))) {
  for (const auto& reading : facts_.readings) {
    if (reading.status() != v1::Status::WITHDRAWN) readings_.push_back(&reading);
  }
  std::sort(readings_.begin(), readings_.end(),
            [](const auto* a, const auto* b) { return Order(a) < Order(b); });
  std::sort(facts_.live_claims.begin(), facts_.live_claims.end(),
            [](const LiveClaim& a, const LiveClaim& b) {
              return std::tie(a.submitted_at, a.claim_id) < std::tie(b.submitted_at, b.claim_id);
            });
  const auto claimable = std::find_if(readings_.begin(), readings_.end(),
                                      [](const auto* r) { return IsClaimable(*r); });
  if (claimable != readings_.end()) {
    anchor_ = *claimable;
    policy_ = &policy.On(DiagnosisDate(*anchor_));
  }
  FindItem();
}

// Decided L-4: where the edition has a partial item, as from R8 on, NM or CT/MR, sent by a facility
// with ADD_ON_2 on file to one with ADD_ON_2, 3 or 4.
bool UnitCase::IsSentOutPartially(const ReadingSummary& reading) const {
  if (!IsClaimable(reading) || IsOwnCase(reading) || facts_.group == v1::SectionGroup::XR)
    return false;
  const base::Date date = DiagnosisDate(reading);
  if (!policies_.On(date).PartialPoints()) return false;
  const auto filed = [&](std::string_view facility, v1::Standard::Value standard) {
    return !FilingsOf(registry_, facility, standard, date).empty();
  };
  return filed(facts_.claimant_facility_id, v1::Standard::ADD_ON_2) &&
         (filed(reading.reading_facility_id(), v1::Standard::ADD_ON_2) ||
          filed(reading.reading_facility_id(), v1::Standard::ADD_ON_3) ||
          filed(reading.reading_facility_id(), v1::Standard::ADD_ON_4));
}

void UnitCase::FindItem() {
  if (anchor_ == nullptr) return;
  inherently_partial_ = IsSentOutPartially(*anchor_) ||
                        (IsOwnCase(*anchor_) &&
                         std::any_of(readings_.begin(), readings_.end(), [&](const auto* reading) {
                           return IsSentOutPartially(*reading);
                         }));
  const base::Date date = DiagnosisDate(*anchor_);
  const bool reached_by_scope = in_question_of_partial_scope() &&
                                policy_->parameters().partial_scope() != v1::PartialScope::UNIT;
  const auto partial_points = policy_->PartialPoints();
  if ((inherently_partial_ || reached_by_scope) && partial_points) {
    item_ = v1::ClaimItem::ADD_ON_2_PARTIAL;
    points_ = partial_points;
    return;
  }
  const auto filed =
      HighestAddOn(registry_, *policy_, anchor_->reading_facility_id(), facts_.group, date);
  if (!filed) return;
  item_ = ItemOf(filed->standard);
  points_ = filed->points;
}

bool UnitCase::in_question_of_partial_scope() const {
  return facts_.month_holds_partial && !inherently_partial_ && anchor_ != nullptr &&
         IsOwnCase(*anchor_) && facts_.group != v1::SectionGroup::XR;
}

const ReadingSummary* UnitCase::first_diagnosed() const {
  return readings_.empty() || !readings_.front()->has_diagnosed_at() ? nullptr : readings_.front();
}

std::vector<const ReadingSummary*> UnitCase::NotClaimableAgain() const {
  std::vector<const ReadingSummary*> others;
  for (const auto* reading : readings_) {
    if (reading != anchor_ && IsClaimable(*reading)) others.push_back(reading);
  }
  return others;
}

}  // namespace kakutei::rules
