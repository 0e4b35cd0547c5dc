#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/verdict.pb.h"

#include "base/result.h"
#include "runtime/engine/domain.h"
#include "runtime/engine/positions.h"
#include "runtime/engine/probe.h"
#include "runtime/engine/task_spec.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime::engine {

// Follows the task's own output partitions: what is accepted there, and nothing else, is published.
// Keeps heads and records of the subjects that the domain owns, and marks dirty what the task did
// not expect: an own record that was not accepted or never came, and a foreign one that was
// accepted.
//
// One thread. Errors: the log's, or kDataLoss from the store.
class LedgerTail {
 public:
  // All outlive it.
  LedgerTail(const TaskSpec& spec, const EventLog& log, const Domain& domain, TaskProbe& probe);

  // Reads the positions. Subjects that were pending become dirty, since nobody knows what came of
  // them.
  base::Status Open(Overlay& overlay, DirtySubjects& dirty);

  // Reads at most one batch of each output partition. Number of records read.
  base::Result<std::int64_t> Advance(Overlay& overlay, DirtySubjects& dirty);
  // Whether all that stands in the output partitions is read.
  base::Result<bool> AtEnd() const;

  // The record was appended there; until it is read back, its subject is pending and must not be
  // judged.
  void Expect(const v1::LedgerRecord& record, int partition, std::int64_t position);
  bool IsPending(std::string_view subject) const { return pending_.contains(subject); }
  // For each partition with pending records the position behind the last of them.
  Positions PendingUpTo() const;

  // Writes positions and pending subjects as they are now.
  void Save(Overlay& overlay);

  Positions positions() const;
  // Subjects marked so far because of something unexpected.
  std::int64_t repairs() const { return repairs_; }

 private:
  struct Output {
    TopicPartition partition;
    std::int64_t next = 0;
    std::int64_t saved = 0;
  };
  struct Pending {
    std::uint64_t revision = 0;
    std::string digest;
    int partition = 0;
    std::int64_t position = 0;
    bool saved = false;
  };
  using PendingRecords = std::map<std::string, Pending, std::less<>>;

  base::Status Take(const Output& output, const LogRecord& record, Overlay& overlay,
                    DirtySubjects& dirty);
  bool IsOurs(const v1::LedgerRecord& record, int partition) const;
  PendingRecords::iterator Settle(PendingRecords::iterator pending);
  void SettleMissing(const Output& output, DirtySubjects& dirty);
  void Repair(std::string_view subject, DirtySubjects& dirty);

  const TaskSpec& spec_;
  const EventLog& log_;
  const Domain& domain_;
  TaskProbe& probe_;
  std::vector<Output> outputs_;
  PendingRecords pending_;
  std::vector<std::string> settled_;  // pending in the store, no more in truth
  std::int64_t repairs_ = 0;
  std::int64_t ignored_ = 0;  // in the present Advance
};

}  // namespace kakutei::runtime::engine
