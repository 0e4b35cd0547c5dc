#pragma once

#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"
#include "kakutei/v1/event.pb.h"

#include "base/result.h"
#include "rules/policy.h"
#include "runtime/projection/projection_store.h"

// What speaks against taking a call. Pure but for the state that it is given.
namespace kakutei::billing_eligibility {

// Against taking a fact in: not well-formed, or another service's.
std::vector<base::FieldViolation> Violations(const v1::Event& event);

// Against an activation whose pack is good by itself: it does not fit with the packs that apply by
// what a task's state knows. Errors are the reader's.
base::Result<std::vector<base::FieldViolation>> ViolationsOfPolicies(
    const v1::Event& activation, const rules::Policy& start, const runtime::StateReader& reader);

// kInvalidArgument MALFORMED_REQUEST, naming each field.
base::Status Check(const v1::GetVerdictRequest& request);
base::Status Check(const v1::ExplainRequest& request);
base::Status Check(const v1::ListVerdictsRequest& request);
base::Status Check(const v1::GetMonthStatementRequest& request);
base::Status Check(const v1::ListClaimsRequest& request);
base::Status Check(const v1::ListWithdrawalsRequest& request);
base::Status Check(const v1::WatchVerdictsRequest& request);

}  // namespace kakutei::billing_eligibility
