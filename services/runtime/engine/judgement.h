#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kakutei/v1/verdict.pb.h"

#include "base/result.h"
#include "runtime/engine/dirty_queue.h"
#include "runtime/engine/domain.h"
#include "runtime/engine/ledger_tail.h"
#include "runtime/engine/task_spec.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime::engine {

// A revision to be published.
struct Draft {
  v1::LedgerRecord record;
  std::string key;
  int partition = 0;
};

// Judges the first dirty subjects and drafts those whose content differs from the published head's.
// Subjects whose last record is not read back yet stay dirty. Number of judgements. Errors stop the
// task: the domain's, kDataLoss from the store, kInternal for a subject that the ledger cannot
// carry.
base::Result<std::int64_t> JudgeDirty(const TaskSpec& spec, Domain& domain, const LedgerTail& tail,
                                      Overlay& overlay, DirtyQueue& dirty,
                                      std::vector<Draft>& drafts);

}  // namespace kakutei::runtime::engine
