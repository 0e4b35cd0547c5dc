#include "rules/management.h"
#include "rules/partnership_month_case.h"

namespace kakutei::rules {
namespace {

void Judge(const PartnershipMonthCase& month, Findings& findings) {
  const ManagementPerformed performed(month.registry(), month.policy(),
                                      month.facts().receiving_facility_id, month.facts().month,
                                      v1::ManagementActivityRecorded::Side::RECEIVING);
  if (!performed.complete()) performed.Report(month.members().Managed(kMostFacts), findings);
}

}  // namespace

extern const PartnershipMonthRule kReceiverManagement;
const PartnershipMonthRule kReceiverManagement = {kManagementHeader, Judge};

}  // namespace kakutei::rules
