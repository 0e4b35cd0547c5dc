#pragma once

#include <string_view>

#include "kakutei/v1/verdict.pb.h"

#include "rules/rule.h"

namespace kakutei::rules {

// The finding's sentence in Japanese and English, from its message code and arguments. A code that
// no rule of this release knows gives the code itself.
v1::LocalizedText Render(const v1::Finding& finding);

// What would change the finding, as a whole sentence in both languages; empty for a code that no
// rule of this release knows.
v1::LocalizedText RenderRemedy(const v1::Finding& finding);

// Fills the messages of all findings, for readers.
void RenderAll(v1::Verdict& verdict);

// Every rule's header, sorted by id, each id once: for catalogues and metrics.
std::vector<const RuleHeader*> AllRules();

}  // namespace kakutei::rules
