#include "rules/facility_month_case.h"
#include "rules/no_commission.h"

namespace kakutei::rules {
namespace {

void Judge(const FacilityMonthCase& month, Findings& findings) {
  JudgeNoCommission(month.registry, month.claimant_facility_id, month.month, findings);
}

}  // namespace

extern const FacilityMonthRule kClaimantNoCommission;
const FacilityMonthRule kClaimantNoCommission = {kNoCommissionHeader, Judge};

}  // namespace kakutei::rules
