#include <algorithm>
#include <set>

#include "facts/slots.h"
#include "rules/facility_month_case.h"

namespace kakutei::rules {
namespace {

constexpr std::size_t kSeveral = 2;

constexpr Message kMessages[] = {
    {"not_assigned",
     "{number} の受信側医療機関に読影を依頼していますが、{date} 時点で {facility} "
     "の責任区分が定められていません。",
     "Readings went to {number} receiving facilities, and no assignment of responsibilities in "
     "force on {date} names {facility}.",
     Stating(Party::kClaimant, v1::Event::kResponsibilityAssigned,
             "{date} に有効で {facility} を含む責任区分の取決め",
             "an assignment of responsibilities, in force on {date}, that names {facility}")},
};

void Judge(const FacilityMonthCase& month, Findings& findings) {
  const std::vector<std::string> receivers = month.members.Receivers();
  if (receivers.size() < kSeveral) return;
  const std::string last_day = base::FormatDate(base::LastDay(month.month));
  std::set<std::string_view> named;
  FactRefs facts;
  for (const v1::SlotFact* fact :
       month.registry.Find(v1::Event::kResponsibilityAssigned, month.claimant_facility_id)) {
    const auto& assigned = fact->event().responsibility_assigned();
    if (!InForce(assigned, last_day)) continue;
    named.insert(assigned.receiving_facility_ids().begin(),
                 assigned.receiving_facility_ids().end());
    facts.push_back(facts::FactRef(fact->event()));
  }
  const auto missing = std::find_if(receivers.begin(), receivers.end(), [&](const auto& facility) {
    return !named.contains(facility);
  });
  if (missing == receivers.end()) return;
  findings.Report(
      v1::Status::CAUTION, "not_assigned", std::move(facts),
      {{"number", std::to_string(receivers.size())}, {"date", last_day}, {"facility", *missing}});
}

}  // namespace

extern const FacilityMonthRule kResponsibilities;
const FacilityMonthRule kResponsibilities = {{"ATS2-4.3",
                                              v1::Authority::ADVISORY,
                                              kMessages,
                                              {.facts = {v1::Event::kResponsibilityAssigned}}},
                                             Judge};

}  // namespace kakutei::rules
