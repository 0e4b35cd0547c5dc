#pragma once

#include <string>
#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"
#include "kakutei/v1/event.pb.h"

// The whole sentences of an explanation, Japanese and English. Pure.
namespace kakutei::billing_eligibility {

// What a status is called, with its contract word: 算定可（ELIGIBLE）.
v1::LocalizedText StatusWords(v1::Status::Value status);

// What was decided of a subject, a sentence each.
std::vector<v1::LocalizedText> Summary(const v1::Verdict& verdict);
// What a unit comes to together with the months that gate it.
v1::LocalizedText DispositionSentence(const v1::StatementLine& line);
// What was decided of a reading on which a unit rests.
v1::LocalizedText ReadingSentence(const v1::Verdict& reading);
v1::LocalizedText AuthoritySentence(const v1::Finding& finding);
v1::LocalizedText ParameterSentence(const v1::ExplainedParameter& parameter);
// Who stated the fact, when it happened and when it was recorded.
v1::LocalizedText FactSentence(const v1::Event& event);
// Of a fact that is not at hand, by source#event_id.
v1::LocalizedText UnknownFactSentence(const std::string& name);
// What a revision decided, why, and what changed. All other fields of it are filled.
v1::LocalizedText RevisionSentence(const v1::ExplainedRevision& revision);
// What every reader has to know.
std::vector<v1::LocalizedText> Notes();

}  // namespace kakutei::billing_eligibility
