#pragma once

#include <string>

#include "rules/policy_book.h"
#include "runtime/engine/domain.h"

namespace kakutei::billing_eligibility {

// Notes that everything is judged by the book's policy from now on, and marks what was judged by
// another: readings, units and months of the months in which something else holds.
base::Status MarkPolicyChange(const rules::PolicyBook& book, const std::string& cause,
                              runtime::engine::State& state, runtime::engine::DirtySubjects& dirty);

}  // namespace kakutei::billing_eligibility
