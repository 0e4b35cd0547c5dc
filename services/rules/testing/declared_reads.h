#pragma once

#include <functional>

#include "kakutei/v1/verdict.pb.h"

#include "rules/policy.h"

namespace kakutei::rules::testing {

// Judges again with each policy parameter changed, one at a time, and expects every finding of a
// rule that does not declare it to stay what it was in `judged`. Does nothing for a verdict of
// other packs than the shipped ones.
void ExpectOnlyDeclaredParametersCount(
    const v1::Verdict& judged, const std::function<v1::Verdict(const Policy& policy)>& judge);

}  // namespace kakutei::rules::testing
