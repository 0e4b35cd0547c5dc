#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "runtime/engine/positions.h"
#include "runtime/engine/task_spec.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime::engine {

// Records read from the inputs and not yet folded.
struct InputBatch {
  struct Part {
    const TaskInput* input = nullptr;
    std::vector<LogRecord> records;
    std::int64_t next_position = 0;
  };
  std::vector<Part> parts;
  std::int64_t records = 0;
  // Records that stand in the inputs beyond this batch.
  std::int64_t lag = 0;
};

// Where a task stands in each of its inputs. One thread. Errors: the log's, or kDataLoss from the
// store.
class InputReader {
 public:
  // Both outlive it.
  InputReader(const TaskSpec& spec, const EventLog& log);

  base::Status Open(const StateReader& reader);

  // Reads at most one batch, beginning with another input each time so that a busy one cannot keep
  // the others waiting. The positions stay.
  base::Result<InputBatch> Poll();
  // The part is folded: goes on behind it.
  void Advance(const InputBatch::Part& part);
  // Where the inputs end now.
  base::Result<Positions> Ends() const;

  // Writes the positions that changed.
  void Save(Overlay& overlay);

  Positions positions() const;

 private:
  struct Cursor {
    TaskInput input;
    std::int64_t next = 0;
    std::int64_t saved = 0;
  };

  const TaskLimits& limits_;
  const EventLog& log_;
  std::vector<Cursor> cursors_;
  std::size_t first_ = 0;
};

}  // namespace kakutei::runtime::engine
