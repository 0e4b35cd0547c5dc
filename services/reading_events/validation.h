#pragma once

#include <vector>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/reading_events.pb.h"

#include "base/result.h"

// What speaks against taking a call. Pure.
namespace kakutei::reading_events {

// Against taking a fact in: not well-formed, or another service's.
std::vector<base::FieldViolation> Violations(const v1::Event& event);

// kInvalidArgument MALFORMED_REQUEST, naming each field.
base::Status Check(const v1::GetTimelineRequest& request);

}  // namespace kakutei::reading_events
