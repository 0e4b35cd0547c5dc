#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime {

struct LocalLogSettings {
  // Topics that must be there, with their numbers of partitions (1 .. 65536). New ones are made;
  // topics of the log that are not named here stay as they are.
  std::map<std::string, int> topics;
  std::int64_t max_record_bytes = 1 << 20;   // key, value and headers of one record
  std::int64_t max_append_bytes = 64 << 20;  // all records of one Append
  // How much of several waiting appends goes into one commit. An append that is larger has one for
  // itself.
  int max_group_records = 4096;
  std::int64_t max_group_bytes = 8 << 20;
  // What Append waits for. Anything less than kPowerLoss breaks the promise of EventLog; for
  // tests, and for logs whose records stand elsewhere too.
  Durability durability = Durability::kPowerLoss;
};

// Opens the log that `store` holds, or makes one in an empty store. The bytes are described in
// FORMAT.md.
//
// Beyond the contract of EventLog: positions have no gaps; kUnavailable from Append comes only
// where the store said so; kResourceExhausted from Append means that the store has no room: nothing
// was written. Once the store is damaged, every call answers kDataLoss. Appends of several threads
// share commits, in the order of their calls.
//
// Errors of opening: kInvalidArgument INVALID_TOPIC or INVALID_SETTING; kFailedPrecondition
// NOT_A_LOG (the store holds something else), LOG_FORMAT or PARTITIONS_DIFFER (named are topic,
// stored and wanted count); kDataLoss LOG_DAMAGED; and what the store answers.
base::Result<std::unique_ptr<EventLog>> OpenLocalEventLog(std::unique_ptr<ProjectionStore> store,
                                                          const LocalLogSettings& settings);

}  // namespace kakutei::runtime
