#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "runtime/engine/domain.h"

namespace kakutei::runtime::engine {

// What a task tells about itself. Called from the task's thread, a few times per step and never per
// record; an implementation must be quick and must not call the task.
class TaskProbe {
 public:
  virtual ~TaskProbe() = default;

  // The store was opened and the published heads are read up to their end: from nothing, or from
  // what was there.
  virtual void Rebuilt() = 0;
  virtual void Recovered() = 0;

  // A batch of so many records was read from the inputs.
  virtual void Batch(std::int64_t records) = 0;
  // So many records of a topic had this outcome.
  virtual void Folded(std::string_view topic, FoldOutcome outcome, std::int64_t records) = 0;
  // So many ledger records of a topic were not accepted, or were none.
  virtual void Ignored(std::string_view topic, std::int64_t records) = 0;
  // So many records of a topic could not be folded.
  virtual void SetAside(std::string_view topic, std::int64_t records) = 0;

  // So many subjects were judged in this time.
  virtual void Judged(std::int64_t subjects, std::chrono::nanoseconds took) = 0;
  // So many revisions were appended, in this time.
  virtual void Published(std::int64_t records, std::chrono::nanoseconds took) = 0;
  // So many subjects are judged again since the ledger holds what this task did not expect: its own
  // record was not accepted, or a foreign one was.
  virtual void Repaired(std::int64_t subjects) = 0;
  // An append ended without a definite outcome; the batch was dropped and is made again.
  virtual void Dropped() = 0;

  // As they stand after a step: records not yet read, and subjects not yet judged.
  virtual void Lag(std::int64_t records) = 0;
  virtual void Dirty(std::int64_t subjects) = 0;

  // The task has stopped for good.
  virtual void Stopped(const base::Error& error) = 0;
};

// Tells nobody.
class NullProbe : public TaskProbe {
 public:
  void Rebuilt() override {}
  void Recovered() override {}
  void Batch(std::int64_t) override {}
  void Folded(std::string_view, FoldOutcome, std::int64_t) override {}
  void Ignored(std::string_view, std::int64_t) override {}
  void SetAside(std::string_view, std::int64_t) override {}
  void Judged(std::int64_t, std::chrono::nanoseconds) override {}
  void Published(std::int64_t, std::chrono::nanoseconds) override {}
  void Repaired(std::int64_t) override {}
  void Dropped() override {}
  void Lag(std::int64_t) override {}
  void Dirty(std::int64_t) override {}
  void Stopped(const base::Error&) override {}
};

}  // namespace kakutei::runtime::engine
