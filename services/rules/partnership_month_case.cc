#include "rules/partnership_month_case.h"

#include <algorithm>
#include <tuple>

#include "facts/slots.h"

namespace kakutei::rules {
namespace {

// Greater: judged rather. In force on the day, then the later beginning; else the later end.
auto Rank(const v1::PartnershipRecorded& partnership, const std::string& day) {
  const bool in_force = InForce(partnership, day);
  // An open interval ends last.
  const std::string end = partnership.has_valid_to() ? partnership.valid_to() : "9999-12-31";
  return std::make_tuple(in_force, in_force ? std::string() : end, partnership.valid_from(),
                         partnership.partnership_id());
}

}  // namespace

PartnershipMonthCase::PartnershipMonthCase(PartnershipMonthFacts facts,
                                           const PartnershipMonthMembers& members,
                                           const Registry& registry, const Policy& policies)
    : facts_(std::move(facts)), members_(members), registry_(registry), policies_(policies) {
  const std::string last_day = base::FormatDate(base::LastDay(facts_.month));
  for (const v1::SlotFact* fact :
       registry.Find(v1::Event::kPartnershipRecorded, facts_.sending_facility_id)) {
    const auto& partnership = fact->event().partnership_recorded();
    if (partnership.sending_facility_id() != facts_.sending_facility_id ||
        partnership.receiving_facility_id() != facts_.receiving_facility_id) {
      continue;
    }
    recorded_.push_back(fact);
    if (partnership_ != nullptr && Rank(partnership, last_day) < Rank(*partnership_, last_day))
      continue;
    partnership_ = &partnership;
    partnership_fact_ = facts::FactRef(fact->event());
  }
}

const std::string& PartnershipMonthCase::vendor() const {
  static const std::string kNone;
  return partnership_ == nullptr ? kNone : partnership_->vendor_id();
}

}  // namespace kakutei::rules
