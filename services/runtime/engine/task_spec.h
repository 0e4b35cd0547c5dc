#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/eventlog/event_log.h"

namespace kakutei::runtime::engine {

// One partition that a task folds.
struct TaskInput {
  TopicPartition from;
  // The partition carries LedgerRecords: only accepted ones are folded, and only their content.
  bool ledger = false;
};

// What bounds one step. All are greater than 0 unless said otherwise.
struct TaskLimits {
  // Records and bytes (keys and values) folded per step, over all inputs.
  int batch_records = 1000;
  std::int64_t batch_bytes = std::int64_t{4} << 20;
  // Judgements per step.
  int judge_batch_subjects = 2000;
  // Further behind than this many records, a step folds and does not judge: one revision instead of
  // a storm. 0: only when nothing is left to read.
  std::int64_t judge_when_lag_at_most = 5000;
  // After this many steps in a row that folded without judging, one step judges in spite of the
  // lag, so that a task that is always behind still speaks. 0: never. It does not shorten the
  // silence after a recovery.
  int max_silent_steps = 0;
  // Causes kept per subject and named in a record.
  int max_causes = 8;
};

// What one task reads and writes. Made by a service's wiring; a contradiction in it is a mistake of
// our own (CHECK).
struct TaskSpec {
  // Unique among the tasks of a process; written into the store, which then opens for no other
  // task.
  std::string name;
  std::vector<TaskInput> inputs;

  // Where judged subjects are published; empty: the task is only a projection and judges nothing.
  std::string output_topic;
  // Number of the output topic's partitions, and those which hold the task's own subjects: they are
  // tailed.
  int output_partition_count = 0;
  std::vector<int> output_partitions;

  // Where bad input records are set aside; empty: they are only counted.
  std::string quarantine_topic;
  int quarantine_partition = 0;

  // CloudEvents source of what the task writes, such as kakutei/billing_eligibility.
  std::string source;

  TaskLimits limits;

  bool Judges() const { return !output_topic.empty(); }
};

}  // namespace kakutei::runtime::engine
