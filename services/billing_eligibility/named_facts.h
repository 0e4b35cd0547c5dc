#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::billing_eligibility {

// The facts of these names (source#event_id), as far as one task's store holds them: facts of the
// registry, and of the subject's readings, claims and month. A signature or correction is told as
// its review's assessment tells it. Reads no more readings than it takes to find all.
base::Result<std::map<std::string, v1::Event>> FindFacts(const runtime::StateReader& reader,
                                                         std::string_view subject,
                                                         const std::set<std::string>& names);

}  // namespace kakutei::billing_eligibility
