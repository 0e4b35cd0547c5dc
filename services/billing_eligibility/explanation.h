#pragma once

#include <string_view>

#include "kakutei/v1/billing_eligibility.pb.h"

#include "base/result.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::billing_eligibility {

// Facts of one finding that an explanation names; more are counted.
inline constexpr int kMostFactsExplained = 100;

// Why the subject's latest verdict is what it is, from one task's store: what was decided, each
// finding with its authority, parameters, facts and what would change it, and how the verdict came
// to be. Pure; `reflects` is left empty. kNotFound NO_SUCH_SUBJECT: nothing was ever judged.
base::Result<v1::ExplainResponse> Explain(const runtime::StateReader& reader,
                                          std::string_view subject);

}  // namespace kakutei::billing_eligibility
