#pragma once

#include <chrono>
#include <cstdint>

namespace kakutei::runtime::rpc {

// What bounds the calls of one service. All are settings; all are greater than 0.
struct Limits {
  // Facts and bytes of one batch, and bytes of one of its facts.
  int max_batch_events = 10'000;
  std::int64_t max_batch_bytes = std::int64_t{16} << 20;
  std::int64_t max_event_bytes = std::int64_t{64} << 10;
  // Batches that are being appended at one moment; at least one batch.
  std::int64_t max_in_flight_bytes = std::int64_t{64} << 20;
  // Request ids remembered for callers that ask again.
  int remembered_requests = 100'000;
  // Streams of facts and watches that are open in the whole process; fewer than threads for calls.
  int max_open_streams = 96;
  // The longest wait for a consistency token, however far away the call's deadline is.
  std::chrono::milliseconds longest_wait{5'000};
};

}  // namespace kakutei::runtime::rpc
