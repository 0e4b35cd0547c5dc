#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "kakutei/v1/verdict.pb.h"

#include "base/result.h"
#include "runtime/engine/domain.h"
#include "runtime/projection/projection_store.h"

// How many subjects stand in which of their domain's groups by what is published of them. Kept in
// the store with each accepted record, old one out and new one in, so that it is right after a
// restart, a roll-back and a rebuild. Every error is kDataLoss.
namespace kakutei::runtime::engine {

// The number of subjects by Domain::GroupOf, for metrics; only groups that have some.
using Standing = std::map<std::string, std::int64_t, std::less<>>;
base::Result<Standing> StandingOf(const StateReader& reader);

// Takes a subject from the group of the record before (null: it is new) to that of the accepted
// one.
base::Status MoveStanding(Overlay& overlay, const Domain& domain, const v1::LedgerRecord* before,
                          const v1::LedgerRecord& accepted);

// Counts what a store holds that was made before there was a count. Once per store.
base::Status CountStandingOnce(Overlay& overlay, const Domain& domain);

}  // namespace kakutei::runtime::engine
