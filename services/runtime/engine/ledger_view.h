#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "kakutei/v1/state.pb.h"
#include "kakutei/v1/verdict.pb.h"

#include "base/result.h"
#include "runtime/projection/projection_store.h"

// What a task has accepted from its own output partitions, read from its store; pass a
// ProjectionStore::Snapshot().
namespace kakutei::runtime::engine {

// The revision and digest of the newest accepted record of a subject. nullopt: nothing was ever
// published.
base::Result<std::optional<v1::LedgerHead>> HeadOf(const StateReader& reader,
                                                   std::string_view subject);

// The newest accepted record of a subject. nullopt: nothing was ever published.
base::Result<std::optional<v1::LedgerRecord>> LatestOf(const StateReader& reader,
                                                       std::string_view subject);

// The newest `max` (> 0) accepted records of a subject, newest first.
base::Result<std::vector<v1::LedgerRecord>> HistoryOf(const StateReader& reader,
                                                      std::string_view subject, int max);

// Whether the record, as it was read from an output partition, is one that the task has accepted.
base::Result<bool> IsAccepted(const StateReader& reader, const v1::LedgerRecord& record);

// Takes the newest accepted record of one subject; returns false to stop.
using RecordVisitor = std::function<bool(const v1::LedgerRecord& record)>;

// The newest accepted records of all subjects that start with `subject_prefix` and are not less
// than `from` (empty: from the beginning), in the order of subjects.
base::Status ScanLatest(const StateReader& reader, std::string_view subject_prefix,
                        std::string_view from, const RecordVisitor& visitor);

}  // namespace kakutei::runtime::engine
