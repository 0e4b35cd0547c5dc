#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "runtime/eventlog/event_log.h"

// Kafka headers of what the engine writes: CloudEvents in binary mode. There is no ce_time: the
// engine knows no civil time, and a record's time is in its content.
namespace kakutei::runtime::engine {

// Of a ledger record with this value. ce_id is the SHA-256 of the value, so only equal bytes share
// it; subject and revision would not do, as a record that is not accepted can have the same.
Headers LedgerRecordHeaders(std::string_view source, std::string_view value);

// Of a record set aside: also where it came from and the reason, a stable word. `omitted`: the
// value was left out.
Headers SetAsideHeaders(std::string_view source, const TopicPartition& from, std::int64_t position,
                        std::string_view reason, bool omitted);

// Where a record that was set aside came from.
struct Origin {
  TopicPartition from;
  std::int64_t position = 0;
};
// nullopt: the headers do not say so.
std::optional<Origin> OriginOf(const Headers& headers);

}  // namespace kakutei::runtime::engine
