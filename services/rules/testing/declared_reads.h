#pragma once

#include <functional>
#include <optional>

#include "kakutei/v1/verdict.pb.h"

#include "rules/policy.h"
#include "rules/remedy.h"

namespace kakutei::rules::testing {

// How to judge a case of a test once more.
struct JudgedAgain {
  std::function<v1::Verdict(const Policy& policy)> with;
  // Without the facts of one kind; nullopt where there are none.
  std::function<std::optional<v1::Verdict>(FactKind kind)> without;
};

// Judges again with each policy parameter changed and without each kind of fact, one at a time, and
// expects every finding of a rule that does not declare it to stay what it was in `judged`. Changes
// no parameter for a verdict of other packs than the shipped ones.
void ExpectOnlyWhatIsDeclaredCounts(const v1::Verdict& judged, const JudgedAgain& again);

}  // namespace kakutei::rules::testing
