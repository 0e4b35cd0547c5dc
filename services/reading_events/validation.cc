#include "reading_events/validation.h"

#include "facts/owners.h"
#include "facts/requests.h"

namespace kakutei::reading_events {

std::vector<base::FieldViolation> Violations(const v1::Event& event) {
  return facts::ViolationsFor(facts::kReadingEvents, event);
}

base::Status Check(const v1::GetTimelineRequest& request) {
  facts::RequestChecks checks;
  checks.Id("claimantFacilityId", request.claimant_facility_id());
  checks.Id("readingId", request.reading_id());
  return checks.Result();
}

}  // namespace kakutei::reading_events
