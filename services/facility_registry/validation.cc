#include "facility_registry/validation.h"

#include <string>
#include <utility>

#include "base/civil_time.h"
#include "base/ids.h"
#include "facts/owners.h"
#include "facts/patient_information.h"
#include "facts/slots.h"
#include "facts/validation.h"

namespace kakutei::facility_registry {
namespace {

using base::FieldViolation;

base::Status CheckQuery(const char* id_field, const std::string& id, const std::string& as_of) {
  std::vector<FieldViolation> violations;
  if (!base::IsId(id)) {
    violations.push_back(
        {id_field, facts::ShownValue(id), "An id is 1-64 of A-Z a-z 0-9 . _ -"});
  }
  if (!base::ParseDate(as_of)) {
    violations.push_back({"asOf", facts::ShownValue(as_of), "A date is YYYY-MM-DD."});
  }
  if (violations.empty()) {
    return {};
  }
  return base::Fail({base::ErrorCode::kInvalidArgument, "MALFORMED_REQUEST",
                     violations.front().field + ": " + violations.front().rule,
                     std::move(violations)});
}

}  // namespace

std::vector<FieldViolation> Violations(const v1::Event& event) {
  const std::string_view owner = facts::OwnerOf(event.fact_case());
  if (owner.empty() || owner == facts::kFacilityRegistry) {
    return facts::Violations(event);
  }
  return {{std::string(facts::FactName(event.fact_case())), "",
           "This fact belongs to " + std::string(owner) + "."}};
}

base::Status Check(const v1::GetFacilityRequest& request) {
  return CheckQuery("facilityId", request.facility_id(), request.as_of());
}

base::Status Check(const v1::GetPhysicianRequest& request) {
  return CheckQuery("physicianId", request.physician_id(), request.as_of());
}

}  // namespace kakutei::facility_registry
