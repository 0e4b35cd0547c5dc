#include "facility_registry/validation.h"

#include "facts/owners.h"
#include "facts/requests.h"

namespace kakutei::facility_registry {
namespace {

template <typename Request>
base::Status CheckQuery(const char* id_field, const std::string& id, const Request& request) {
  facts::RequestChecks checks;
  checks.Id(id_field, id);
  checks.Date("asOf", request.as_of());
  if (request.has_known_at()) checks.Instant("knownAt", request.known_at());
  return checks.Result();
}

}  // namespace

std::vector<base::FieldViolation> Violations(const v1::Event& event) {
  return facts::ViolationsFor(facts::kFacilityRegistry, event);
}

base::Status Check(const v1::GetFacilityRequest& request) {
  return CheckQuery("facilityId", request.facility_id(), request);
}

base::Status Check(const v1::GetPhysicianRequest& request) {
  return CheckQuery("physicianId", request.physician_id(), request);
}

}  // namespace kakutei::facility_registry
