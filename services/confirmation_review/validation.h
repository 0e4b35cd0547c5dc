#pragma once

#include <vector>

#include "kakutei/v1/confirmation_review.pb.h"
#include "kakutei/v1/event.pb.h"

#include "base/result.h"

// What speaks against taking a call. Pure.
namespace kakutei::confirmation_review {

// Against taking a fact in: not well-formed, or another service's.
std::vector<base::FieldViolation> Violations(const v1::Event& event);

// kInvalidArgument MALFORMED_REQUEST, naming each field.
base::Status Check(const v1::GetReviewRequest& request);
base::Status Check(const v1::ListAwaitingConfirmationRequest& request);

}  // namespace kakutei::confirmation_review
