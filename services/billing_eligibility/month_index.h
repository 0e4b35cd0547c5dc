#pragma once

#include <string_view>

#include "kakutei/v1/state.pb.h"

#include "base/result.h"
#include "runtime/engine/domain.h"

// Where a judged reading stands in the months that it touches: its claim month, the months of its
// relays and signatures, and that of its acquisition. Counts change by "take out the old, put in
// the new", so that they are exact whatever the order of changes.
namespace kakutei::billing_eligibility {

// Takes `before` out of the months and puts `after` in, and marks each month, of those that exist,
// where something changed.
base::Status MoveInMonths(const v1::ReadingSummary& before, const v1::ReadingSummary& after,
                          runtime::engine::State& state, runtime::engine::DirtySubjects& dirty);

// Whether the claimant closed the month.
base::Result<bool> IsClosed(const runtime::engine::State& state, std::string_view claimant,
                            std::string_view month);

// Marks a month if it exists: readings or live claims belong to it.
base::Status MarkFacilityMonth(std::string_view claimant, std::string_view month,
                               std::string_view cause, const runtime::engine::State& state,
                               runtime::engine::DirtySubjects& dirty);
base::Status MarkPartnershipMonth(std::string_view sender, std::string_view receiver,
                                  std::string_view month, std::string_view cause,
                                  const runtime::engine::State& state,
                                  runtime::engine::DirtySubjects& dirty);

}  // namespace kakutei::billing_eligibility
