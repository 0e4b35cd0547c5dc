#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "runtime/engine/task_spec.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime::engine {

// Sets bad records aside in the task's quarantine partition, each once: what stands there already
// is read before anything is folded, so a rebuild does not repeat it. A record may still stand
// there twice when two tasks read the same partition, or when an old owner of the task writes late.
//
// One thread. Errors: the log's, or kDataLoss from the store.
class Quarantine {
 public:
  // Both outlive it.
  Quarantine(const TaskSpec& spec, const EventLog& log);

  base::Status Open(const StateReader& reader);
  // Takes in what stands in the partition, at most one batch. Number of records read; 0 at its end.
  base::Result<std::int64_t> Advance(Overlay& overlay);
  base::Result<bool> AtEnd() const;

  // Adds the record to `out` unless it stands in the partition already or there is no quarantine
  // topic.
  base::Status SetAside(Overlay& overlay, const TopicPartition& from, const LogRecord& record,
                        std::string_view reason, std::vector<NewRecord>& out) const;

 private:
  const TaskSpec& spec_;
  const EventLog& log_;
  const TopicPartition own_;
  std::int64_t next_ = 0;
};

}  // namespace kakutei::runtime::engine
