#pragma once

#include <vector>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/facility_registry.pb.h"

#include "base/result.h"

// What speaks against taking a call. Pure.
namespace kakutei::facility_registry {

// Against taking a fact in: not well-formed, or another service's.
std::vector<base::FieldViolation> Violations(const v1::Event& event);

// kInvalidArgument MALFORMED_REQUEST, naming each field.
base::Status Check(const v1::GetFacilityRequest& request);
base::Status Check(const v1::GetPhysicianRequest& request);

}  // namespace kakutei::facility_registry
