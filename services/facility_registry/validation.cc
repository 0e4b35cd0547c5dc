#include "facility_registry/validation.h"

#include "facts/owners.h"
#include "facts/requests.h"

namespace kakutei::facility_registry {
namespace {

base::Status CheckQuery(const char* id_field, const std::string& id, const std::string& as_of) {
  facts::RequestChecks checks;
  checks.Id(id_field, id);
  checks.Date("asOf", as_of);
  return checks.Result();
}

}  // namespace

std::vector<base::FieldViolation> Violations(const v1::Event& event) {
  return facts::ViolationsFor(facts::kFacilityRegistry, event);
}

base::Status Check(const v1::GetFacilityRequest& request) {
  return CheckQuery("facilityId", request.facility_id(), request.as_of());
}

base::Status Check(const v1::GetPhysicianRequest& request) {
  return CheckQuery("physicianId", request.physician_id(), request.as_of());
}

}  // namespace kakutei::facility_registry
