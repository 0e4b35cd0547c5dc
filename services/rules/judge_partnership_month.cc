#include "rules/partnership_month_case.h"

namespace kakutei::rules {

v1::Verdict JudgePartnershipMonth(const PartnershipMonthCase& month) {
  const PartnershipMonthFacts& facts = month.facts();
  v1::Verdict verdict;
  verdict.set_subject(facts.subject);
  verdict.set_closed(facts.closed);
  if (facts.sums.readings() == 0) {
    verdict.set_status(v1::Status::WITHDRAWN);
    if (facts.sums.withdrawn_readings() == 0) {
      verdict.set_emptied(true);
    } else {
      NamePolicy(month.policy(), verdict);
    }
    return verdict;
  }
  NamePolicy(month.policy(), verdict);
  if (month.partnership() != nullptr)
    verdict.set_partnership_id(month.partnership()->partnership_id());
  verdict.set_relays(facts.sums.relays());
  const auto missing = facts.closed ? v1::Status::NEEDS_REVIEW : v1::Status::PENDING;
  JudgeAll<PartnershipMonthCase>(PartnershipMonthRules(), month, missing, month.policy(),
                                 *verdict.mutable_findings());
  v1::Status::Value status = v1::Status::ELIGIBLE;
  for (const auto& finding : verdict.findings())
    status = Worse(status, ContributionOf(finding, month.policy()));
  verdict.set_status(status);
  return verdict;
}

}  // namespace kakutei::rules
