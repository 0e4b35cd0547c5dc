#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/state.pb.h"
#include "kakutei/v1/verdict.pb.h"

// The rule by which a partition of ledger records is a compare-and-swap log. Whoever reads such a
// partition from its beginning and follows the rule arrives at the same heads, whoever wrote into
// it.
namespace kakutei::runtime::engine {

// Whether the record is its subject's next revision: revision is the head's + 1, prev_digest the
// head's digest, and digest the SHA-256 of content. Null: the subject has no head, so 1 and empty.
bool Accepts(const v1::LedgerHead* head, const v1::LedgerRecord& record);

// The record that the head accepts next. `content_digest` is content's SHA-256.
v1::LedgerRecord NextRecord(const v1::LedgerHead* head, std::string subject, std::string content,
                            std::string content_digest, const std::vector<std::string>& causes);

// The head once the record is accepted.
v1::LedgerHead HeadAfter(const v1::LedgerRecord& record);

}  // namespace kakutei::runtime::engine
