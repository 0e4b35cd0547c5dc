#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/state.pb.h"

#include "rules/policy.h"
#include "rules/rule.h"

namespace kakutei::rules {

// A claimant's month with the sums over its units.
struct FacilityMonthCase {
  std::string subject;
  std::string claimant_facility_id;
  base::Month month;
  bool closed = false;
  v1::FacilityMonthSums sums;
  const Policy& policy;
  // The diagnosing steps of at most `most` units with a part-time author, in the order of units.
  std::function<FactRefs(int most)> part_time_facts;
};

using FacilityMonthRule = Rule<FacilityMonthCase>;

// Every rule of a facility month, in the order of ids. Collected from the folder facility_month/.
std::span<const FacilityMonthRule* const> FacilityMonthRules();

v1::Verdict JudgeFacilityMonth(const FacilityMonthCase& month);

}  // namespace kakutei::rules
