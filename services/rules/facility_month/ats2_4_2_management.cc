#include "rules/facility_month_case.h"
#include "rules/management.h"

namespace kakutei::rules {
namespace {

void Judge(const FacilityMonthCase& month, Findings& findings) {
  const ManagementPerformed performed(month.registry, month.policy, month.claimant_facility_id,
                                      month.month, std::nullopt);
  if (performed.complete()) return;
  FactRefs needing = month.members.Managed(kMostFacts);
  if (!needing.empty()) performed.Report(std::move(needing), findings);
}

}  // namespace

extern const FacilityMonthRule kClaimantManagement;
const FacilityMonthRule kClaimantManagement = {kManagementHeader, Judge};

}  // namespace kakutei::rules
