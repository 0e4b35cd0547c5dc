#pragma once

#include <ostream>
#include <string>

#include "kakutei/v1/billing_eligibility.pb.h"

namespace kakutei::cli {

enum class Language { kJapanese, kEnglish };

// Writes an explanation as somebody at a hospital reads it: what was decided, why, on whose word,
// on which facts, what would change it, and how it came to be so.
void WriteExplanation(const v1::ExplainResponse& explained, Language language, std::ostream& out);

// The same as one JSON object without line end: the contract's ExplainResponse, with the verdict as
// its line has it.
std::string ExplanationJson(const v1::ExplainResponse& explained);

}  // namespace kakutei::cli
