#pragma once

#include <optional>
#include <string_view>

#include "kakutei/v1/state.pb.h"
#include "kakutei/v1/verdict.pb.h"

#include "base/result.h"
#include "runtime/projection/projection_store.h"

// Heads of ledger subjects as they are stored. Every error is kDataLoss.
namespace kakutei::runtime::engine {

// The head under a key; nullopt: none yet.
base::Result<std::optional<v1::LedgerHead>> HeadAt(const StateReader& reader,
                                                   std::string_view head_key);

// Applies the rule to the record and the head under `head_key`, and stores the new head if it is
// accepted. Tells whether.
base::Result<bool> Offer(Overlay& overlay, std::string_view head_key,
                         const v1::LedgerRecord& record);

// The record that these bytes are; nullopt when they are none, or one without a subject.
std::optional<v1::LedgerRecord> ParseRecord(std::string_view bytes);

}  // namespace kakutei::runtime::engine
