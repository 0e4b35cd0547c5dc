#include "rules/partnership_month_case.h"
#include "rules/staffing.h"

namespace kakutei::rules {
namespace {

void Judge(const PartnershipMonthCase& month, Findings& findings) {
  JudgeStaffing(month.registry(), month.policies(), month.facts().receiving_facility_id,
                month.facts().month, findings);
}

}  // namespace

extern const PartnershipMonthRule kReceiverStaffing;
const PartnershipMonthRule kReceiverStaffing = {kStaffingHeader, Judge};

}  // namespace kakutei::rules
