#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/mesh.pb.h"

#include "base/clock.h"
#include "base/result.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/metrics/append_metrics.h"
#include "runtime/rpc/limits.h"
#include "runtime/rpc/request_memory.h"

namespace kakutei::runtime::rpc {

// Where a fact goes.
struct Destination {
  std::string topic;
  std::string key;
};

// What a service knows about facts. Pure functions, called from any thread.
struct FactKnowledge {
  // All that speaks against taking the fact here: not well-formed, or another service's. Fields are
  // paths within the event.
  std::function<std::vector<base::FieldViolation>(const v1::Event&)> violations;
  // Of a fact that nothing speaks against.
  std::function<Destination(const v1::Event&)> destination;
  // What two events with the same identity and content have in common.
  std::function<std::string(const v1::Event&)> identity_bytes;
};

// Puts batches of facts into the log: all of a batch or nothing, and only what is well-formed. How
// facts get in is the same for every service; which facts, FactKnowledge says. Thread-safe.
class FactAppender {
 public:
  // log, clock and metrics outlive it.
  FactAppender(FactKnowledge knowledge, const Limits& limits, EventLog& log,
               const base::Clock& clock, metrics::AppendMetrics& metrics);

  // Returns when the facts are durable. `traceparent` goes into the records' headers if it is a
  // well-formed W3C one.
  //
  // Errors, with nothing written: kInvalidArgument MALFORMED_REQUEST or MALFORMED_FACT with a
  // violation for each field (events[3].readingOrdered.modality), 100 at most; kAlreadyExists
  // REQUEST_ID_REUSED; kResourceExhausted TOO_MUCH_IN_FLIGHT. kUnavailable: the facts may or may
  // not be durable, and the same call again is harmless. Any other is the log's.
  base::Result<v1::AppendFactsResponse> Append(const v1::AppendFactsRequest& request,
                                               std::string_view traceparent);

 private:
  base::Result<v1::AppendFactsResponse> AppendUncounted(const v1::AppendFactsRequest& request,
                                                        std::string_view traceparent);
  base::Status Check(const v1::AppendFactsRequest& request) const;
  void CheckEvents(const v1::AppendFactsRequest& request,
                   std::vector<base::FieldViolation>& violations) const;
  std::string DigestOf(const v1::AppendFactsRequest& request) const;
  base::Result<std::vector<NewRecord>> RecordsOf(const v1::AppendFactsRequest& request,
                                                 std::string_view traceparent) const;
  base::Result<v1::AppendFactsResponse> Write(const v1::AppendFactsRequest& request,
                                              const std::vector<NewRecord>& records);

  const FactKnowledge knowledge_;
  const Limits limits_;
  EventLog& log_;
  const base::Clock& clock_;
  metrics::AppendMetrics& metrics_;
  RequestMemory memory_;
  std::atomic<std::int64_t> in_flight_bytes_ = 0;
};

// Whether it is a traceparent of W3C Trace Context, version 00.
bool IsTraceparent(std::string_view text);

}  // namespace kakutei::runtime::rpc
