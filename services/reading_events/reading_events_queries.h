#pragma once

#include <string>

#include "kakutei/v1/reading_events.pb.h"

#include "base/result.h"
#include "runtime/engine/domain.h"
#include "runtime/rpc/page.h"

// Answers from one state of the projection. Pure reads.
namespace kakutei::reading_events {

// One page of a reading's facts by (occurred_at, event_id, source); `reflects` is left empty and
// next_token is the plain key at which the next page begins. kNotFound NO_SUCH_READING.
base::Result<v1::GetTimelineResponse> GetTimeline(const runtime::engine::State& state,
                                                  const std::string& claimant,
                                                  const std::string& reading,
                                                  const runtime::rpc::Page& page);

}  // namespace kakutei::reading_events
