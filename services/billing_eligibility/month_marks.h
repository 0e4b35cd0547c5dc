#pragma once

#include <string>
#include <string_view>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"
#include "rules/registry.h"
#include "runtime/engine/domain.h"

// Which months a fact of the registry can touch.
namespace kakutei::billing_eligibility {

// Marks them, and for an acknowledged finding its reading. `touched` is what the registry said when
// it took the event.
base::Status MarkMonthsTouched(const v1::Event& event, const rules::Registry::Touched& touched,
                               const std::string& cause, const rules::Registry& registry,
                               const runtime::engine::State& state,
                               runtime::engine::DirtySubjects& dirty);

// Marks every partnership month of a sender's month.
base::Status MarkPairsOfMonth(std::string_view sender, std::string_view month,
                              const std::string& cause, const runtime::engine::State& state,
                              runtime::engine::DirtySubjects& dirty);

}  // namespace kakutei::billing_eligibility
