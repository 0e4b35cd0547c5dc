#include "rules/facility_month_case.h"
#include "rules/staffing.h"

namespace kakutei::rules {
namespace {

void Judge(const FacilityMonthCase& month, Findings& findings) {
  if (month.sums.own_readings() == 0) return;
  JudgeStaffing(month.registry, month.policies, month.claimant_facility_id, month.month, findings);
}

}  // namespace

extern const FacilityMonthRule kClaimantStaffing;
const FacilityMonthRule kClaimantStaffing = {kStaffingHeader, Judge};

}  // namespace kakutei::rules
