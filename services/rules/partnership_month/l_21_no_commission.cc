#include "rules/no_commission.h"
#include "rules/partnership_month_case.h"

namespace kakutei::rules {
namespace {

void Judge(const PartnershipMonthCase& month, Findings& findings) {
  JudgeNoCommission(month.registry(), month.facts().receiving_facility_id, month.facts().month,
                    findings);
}

}  // namespace

extern const PartnershipMonthRule kReceiverNoCommission;
const PartnershipMonthRule kReceiverNoCommission = {kNoCommissionHeader, Judge};

}  // namespace kakutei::rules
