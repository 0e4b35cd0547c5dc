#pragma once

#include <optional>
#include <string>

#include "kakutei/v1/facility_registry.pb.h"

#include "base/civil_time.h"
#include "base/result.h"
#include "runtime/engine/domain.h"

// Answers from one state of the projection. Pure reads.
namespace kakutei::facility_registry {

// Facts of one answer. More are an error (kResourceExhausted ANSWER_TOO_LARGE), not a part of them.
inline constexpr int kMaxFactsPerAnswer = 10'000;

// What holds for a facility on a date (YYYY-MM-DD): the slots' values that are about it and whose
// interval holds the date, in slot order; `reflects` is left empty. With `known_at` the values are
// those of the contents recorded by then; a content without recorded_at was known at no time that
// can be named, and is counted in `undated` where it is about the facility. kNotFound
// NO_SUCH_FACILITY when no fact (known by then) is about it, whenever.
base::Result<v1::GetFacilityResponse> GetFacility(
    const runtime::engine::State& state, const std::string& facility_id, const std::string& as_of,
    std::optional<base::Instant> known_at = std::nullopt);

// The same for a physician; kNotFound NO_SUCH_PHYSICIAN.
base::Result<v1::GetPhysicianResponse> GetPhysician(
    const runtime::engine::State& state, const std::string& physician_id, const std::string& as_of,
    std::optional<base::Instant> known_at = std::nullopt);

}  // namespace kakutei::facility_registry
