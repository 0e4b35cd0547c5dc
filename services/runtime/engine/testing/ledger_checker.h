#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/verdict.pb.h"

#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

// Judges a ledger from outside: follows the rule by itself, without the engine's code for it.
namespace kakutei::runtime::engine {

// A record as it stands in the ledger.
struct LedgerEntry {
  v1::LedgerRecord record;
  std::string source;  // its ce_source
};

// What a reader accepts from a ledger topic, per subject in order, and how many records it ignores.
struct AcceptedLedger {
  std::map<std::string, std::vector<LedgerEntry>> chains;
  int ignored = 0;
};

// The partition in which a subject belongs; nullopt: it is none of those to be looked at.
using HomeOf = std::function<std::optional<int>(std::string_view subject)>;

// Reads all partitions from their beginning; what stands outside its home is ignored. CHECKs that
// the log can be read.
AcceptedLedger ReadLedger(const EventLog& log, const std::string& topic, const HomeOf& home);

// Sentences about what is wrong; none when all is well.
//
// Every subject's last content is the expected one and there are no others; revisions run from 1
// without gaps, each naming the digest before it and its own content's; no record of `source`
// repeats the content before it.
std::vector<std::string> CheckLedger(const AcceptedLedger& ledger,
                                     const std::map<std::string, std::string>& expected,
                                     std::string_view source);

// The store's view, through what queries use, is the same as the ledger's.
std::vector<std::string> CheckView(const AcceptedLedger& ledger, const StateReader& reader);

}  // namespace kakutei::runtime::engine
