#include "rules/facility_month_case.h"

namespace kakutei::rules {

JudgedFacilityMonth JudgeFacilityMonth(const FacilityMonthCase& month) {
  JudgedFacilityMonth judged;
  v1::Verdict& verdict = judged.verdict;
  verdict.set_subject(month.subject);
  verdict.set_closed(month.closed);
  const bool only_withdrawn = month.sums.readings() == 0 && month.sums.withdrawn_readings() > 0;
  const bool emptied = month.sums.readings() == 0 && month.sums.withdrawn_readings() == 0 &&
                       month.sums.live_claims() == 0;
  if (only_withdrawn || emptied) {
    verdict.set_status(v1::Status::WITHDRAWN);
    if (emptied) verdict.set_emptied(true);
    if (only_withdrawn) NamePolicy(month.policy, verdict);
    return judged;
  }
  NamePolicy(month.policy, verdict);
  verdict.mutable_part_time_share()->set_numerator(month.sums.part_time());
  verdict.mutable_part_time_share()->set_denominator(month.sums.denominator());
  verdict.mutable_trainee_share()->set_numerator(month.sums.trainee());
  verdict.mutable_trainee_share()->set_denominator(month.sums.denominator());
  const auto missing = month.closed ? v1::Status::NEEDS_REVIEW : v1::Status::PENDING;
  judged.look_again_on = JudgeAll<FacilityMonthCase>(FacilityMonthRules(), month, missing,
                                                     month.policy, *verdict.mutable_findings());
  v1::Status::Value status = v1::Status::ELIGIBLE;
  for (const auto& finding : verdict.findings())
    status = Worse(status, ContributionOf(finding, month.policy));
  verdict.set_status(status);
  return judged;
}

}  // namespace kakutei::rules
