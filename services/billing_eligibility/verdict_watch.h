#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"

#include "base/result.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/rpc/fresh_state.h"

namespace kakutei::billing_eligibility {

inline constexpr char kCursorBeyondEnd[] = "CURSOR_BEYOND_END";

// Follows the verdict topic for one caller: every accepted revision once (twice at most where two
// writers appended it alike and the caller resumed between them; its revision tells), those of one
// partition in the order of the log, from a cursor on. A cursor says how far each partition was
// taken; it stays good over restarts. One thread.
class VerdictWatch {
 public:
  // `views` are the tasks by partition; `claimant` empty: all partitions. kInvalidArgument
  // MALFORMED_REQUEST for a cursor that no answer carried; kFailedPrecondition CURSOR_BEYOND_END
  // for one that goes further than the log does: it is another log's, or records were lost. A
  // replicated log may show its newest records a moment late, so ask again before believing that.
  // Other errors are the log's.
  static base::Result<VerdictWatch> From(std::string_view cursor, std::string_view claimant,
                                         const runtime::EventLog& log,
                                         const std::vector<runtime::rpc::TaskView>& views);

  // Hands over what is there and not yet handed over; returns whether there was anything. `send`
  // returns false to stop.
  using Send = std::function<bool(const v1::WatchVerdictsResponse&)>;
  base::Result<bool> Advance(const Send& send);
  bool stopped() const { return stopped_; }

 private:
  VerdictWatch(const runtime::EventLog& log, const std::vector<runtime::rpc::TaskView>& views)
      : log_(&log), views_(&views) {}
  base::Result<bool> AdvancePartition(int partition, const Send& send);
  std::string Cursor() const;

  const runtime::EventLog* log_;
  const std::vector<runtime::rpc::TaskView>* views_;
  std::string claimant_;
  std::vector<std::int64_t> positions_;  // by partition
  // Latest revision handed over of recent subjects: a record that two writers appended alike comes
  // once.
  std::unordered_map<std::string, std::uint64_t> sent_;
  bool stopped_ = false;
};

}  // namespace kakutei::billing_eligibility
