#include "confirmation_review/validation.h"

#include "facts/owners.h"
#include "facts/requests.h"

namespace kakutei::confirmation_review {

std::vector<base::FieldViolation> Violations(const v1::Event& event) {
  return facts::ViolationsFor(facts::kConfirmationReview, event);
}

base::Status Check(const v1::GetReviewRequest& request) {
  facts::RequestChecks checks;
  checks.Id("claimantFacilityId", request.claimant_facility_id());
  checks.Id("readingId", request.reading_id());
  checks.Id("reviewId", request.review_id());
  checks.Id("readingFacilityId", request.reading_facility_id());
  return checks.Result();
}

base::Status Check(const v1::ListAwaitingConfirmationRequest& request) {
  facts::RequestChecks checks;
  checks.Id("readingFacilityId", request.reading_facility_id());
  return checks.Result();
}

}  // namespace kakutei::confirmation_review
