#pragma once

#include <string>

#include "kakutei/v1/facility_registry.pb.h"

#include "base/result.h"
#include "runtime/engine/domain.h"

// Answers from one state of the projection. Pure reads.
namespace kakutei::facility_registry {

// Facts of one answer. More are an error (kResourceExhausted ANSWER_TOO_LARGE), not a part of them.
inline constexpr int kMaxFactsPerAnswer = 10'000;

// What holds for a facility on a date (YYYY-MM-DD): the slots' values that are about it and whose
// interval holds the date, in slot order; `reflects` is left empty. kNotFound NO_SUCH_FACILITY when
// no fact is about it, whenever.
base::Result<v1::GetFacilityResponse> GetFacility(const runtime::engine::State& state,
                                                  const std::string& facility_id,
                                                  const std::string& as_of);

// The same for a physician; kNotFound NO_SUCH_PHYSICIAN.
base::Result<v1::GetPhysicianResponse> GetPhysician(const runtime::engine::State& state,
                                                    const std::string& physician_id,
                                                    const std::string& as_of);

}  // namespace kakutei::facility_registry
