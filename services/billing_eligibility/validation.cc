#include "billing_eligibility/validation.h"

#include <set>
#include <string>

#include "billing_eligibility/billing_eligibility_queries.h"
#include "billing_eligibility/policies_kept.h"
#include "facts/owners.h"
#include "facts/requests.h"

namespace kakutei::billing_eligibility {
namespace {

base::Status CheckSubject(const std::string& subject) {
  facts::RequestChecks checks;
  checks.That(IsSubject(subject), "subject", subject,
              "A subject is reading/CLAIMANT/READING, unit/CLAIMANT/PATIENT_KEY/MONTH/GROUP, "
              "facility-month/CLAIMANT/MONTH or partnership-month/SENDER/RECEIVER/MONTH.");
  return checks.Result();
}

}  // namespace

std::vector<base::FieldViolation> Violations(const v1::Event& event) {
  auto violations = facts::ViolationsFor(facts::kBillingEligibility, event);
  if (violations.empty() && event.has_policy_activated())
    violations = rules::PolicyBook::Violations(event.policy_activated());
  return violations;
}

base::Result<std::vector<base::FieldViolation>> ViolationsOfPolicies(
    const v1::Event& activation, const rules::Policy& start, const runtime::StateReader& reader) {
  const auto book = PoliciesIn(reader, start);
  if (!book) return base::Fail(book.error());
  std::vector<base::FieldViolation> violations;
  for (const rules::PackComplaint& complaint : book->ComplaintsOf(activation)) {
    violations.push_back({"policyActivated.pack", "",
                          "line " + std::to_string(complaint.line) + ": " + complaint.reason});
  }
  return violations;
}

base::Status Check(const v1::GetVerdictRequest& request) { return CheckSubject(request.subject()); }

base::Status Check(const v1::ExplainRequest& request) { return CheckSubject(request.subject()); }

base::Status Check(const v1::ListVerdictsRequest& request) {
  static const std::set<std::string> kKinds = {"", "reading", "unit", "facility-month",
                                               "partnership-month"};
  facts::RequestChecks checks;
  checks.Id("claimantFacilityId", request.claimant_facility_id());
  if (!request.month().empty()) checks.Month("month", request.month());
  checks.That(kKinds.contains(request.kind()), "kind", request.kind(),
              "A kind is reading, unit, facility-month or partnership-month.");
  checks.That(v1::Status::Value_IsValid(request.status()), "status",
              std::to_string(request.status()), "A status is one of the contract's words.");
  return checks.Result();
}

base::Status Check(const v1::GetMonthStatementRequest& request) {
  facts::RequestChecks checks;
  checks.Id("claimantFacilityId", request.claimant_facility_id());
  checks.Month("month", request.month());
  return checks.Result();
}

base::Status Check(const v1::ListClaimsRequest& request) {
  facts::RequestChecks checks;
  checks.Id("claimantFacilityId", request.claimant_facility_id());
  if (!request.month().empty()) checks.Month("month", request.month());
  return checks.Result();
}

base::Status Check(const v1::ListWithdrawalsRequest& request) {
  facts::RequestChecks checks;
  checks.Id("claimantFacilityId", request.claimant_facility_id());
  if (!request.month().empty()) checks.Month("month", request.month());
  checks.That(v1::Withdrawal::State_IsValid(request.state()), "state",
              std::to_string(request.state()), "A state is OPEN or DECIDED.");
  return checks.Result();
}

base::Status Check(const v1::WatchVerdictsRequest& request) {
  facts::RequestChecks checks;
  if (!request.claimant_facility_id().empty())
    checks.Id("claimantFacilityId", request.claimant_facility_id());
  return checks.Result();
}

}  // namespace kakutei::billing_eligibility
