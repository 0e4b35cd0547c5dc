#pragma once

#include <set>
#include <string>

#include "kakutei/v1/verdict.pb.h"

namespace kakutei::rules::testing {

// The message codes of all findings that this process has noted. One test program has one set: at
// its end every sentence of every rule must have been spoken.
void NoteBranches(const v1::Verdict& verdict);
const std::set<std::string>& BranchesSeen();

}  // namespace kakutei::rules::testing
