#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/state.pb.h"

#include "rules/policy.h"
#include "rules/registry.h"
#include "rules/rule.h"

namespace kakutei::rules {

// A claim of a unit that was submitted and neither returned nor withdrawn.
struct LiveClaim {
  std::string claim_id;
  v1::ClaimItem::Value item;
  base::Instant submitted_at;
  std::string fact;
};

// What a unit is judged from. `readings`: every judged reading of (claimant, patient_key, month,
// section group), withdrawn ones included. `month_holds_partial`: some unit of the claimant's month
// is ADD_ON_2_PARTIAL of itself.
struct UnitFacts {
  std::string subject;
  std::string claimant_facility_id;
  base::Month month;
  v1::SectionGroup::Value group = v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;
  std::vector<v1::ReadingSummary> readings;
  std::vector<LiveClaim> live_claims;
  bool closed = false;
  bool month_holds_partial = false;
};

// A claim unit with what its rules ask, derived once. Holds references to what it was made from.
// Source: L-4, L-11, L-12.
class UnitCase {
 public:
  UnitCase(UnitFacts facts, const Registry& registry, const Policy& policy);
  UnitCase(const UnitCase&) = delete;
  UnitCase& operator=(const UnitCase&) = delete;

  const UnitFacts& facts() const { return facts_; }
  const Registry& registry() const { return registry_; }
  // What holds on the anchor's diagnosis date; without an anchor on the month's last day.
  const PolicyOnDate& policy() const { return *policy_; }
  // Not withdrawn; by (diagnosis time, reading id), undiagnosed ones last.
  const std::vector<const v1::ReadingSummary*>& readings() const { return readings_; }
  bool only_withdrawn() const { return readings_.empty() && !facts_.readings.empty(); }
  // Nothing belongs to it any more, or only ended claims do.
  bool emptied() const { return facts_.readings.empty() && facts_.live_claims.empty(); }

  // The earliest reading that is ELIGIBLE or CAUTION; nullptr without one.
  const v1::ReadingSummary* anchor() const { return anchor_; }
  // The earliest diagnosed reading; nullptr without one.
  const v1::ReadingSummary* first_diagnosed() const;
  // Claimable readings other than the anchor.
  std::vector<const v1::ReadingSummary*> NotClaimableAgain() const;

  // ADD_ON_2_PARTIAL of itself: through a claimable reading that was sent out.
  bool inherently_partial() const { return inherently_partial_; }
  // Another own case of the claimant's month that the scope of the partial item may reach.
  bool in_question_of_partial_scope() const;
  // Item and points that the anchor supports; nullopt without anchor or filing.
  std::optional<v1::ClaimItem::Value> item() const { return item_; }
  std::optional<int> points() const { return points_; }

 private:
  bool IsSentOutPartially(const v1::ReadingSummary& reading) const;
  void FindItem();

  UnitFacts facts_;
  const Registry& registry_;
  const Policy& policies_;
  const PolicyOnDate* policy_;
  std::vector<const v1::ReadingSummary*> readings_;
  const v1::ReadingSummary* anchor_ = nullptr;
  bool inherently_partial_ = false;
  std::optional<v1::ClaimItem::Value> item_;
  std::optional<int> points_;
};

using UnitRule = Rule<UnitCase>;

// Every rule of a claim unit, in the order of ids. Collected from the folder unit/.
std::span<const UnitRule* const> UnitRules();

struct JudgedUnit {
  v1::Verdict verdict;
  v1::UnitContribution contribution;
};
JudgedUnit JudgeUnit(const UnitCase& unit);

}  // namespace kakutei::rules
