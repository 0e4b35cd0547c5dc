#pragma once

#include <map>
#include <ostream>
#include <string>

#include "kakutei/v1/billing_eligibility.pb.h"
#include "kakutei/v1/event.pb.h"

namespace kakutei::cli {

enum class Language { kJapanese, kEnglish };

// Writes a verdict as somebody at a hospital reads it: what was decided, why, on whose word, on
// which facts, and how it came to be so. `facts` holds those findings' facts that are at hand, by
// source#event_id.
void WriteExplanation(const v1::GetVerdictResponse& verdict,
                      const std::map<std::string, v1::Event>& facts, Language language,
                      std::ostream& out);

// A status in the language, with its contract word in brackets.
std::string StatusText(v1::Status::Value status, Language language);

}  // namespace kakutei::cli
