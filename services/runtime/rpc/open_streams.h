#pragma once

#include <mutex>
#include <stop_token>
#include <utility>

#include "base/result.h"
#include "runtime/metrics/metrics.h"

namespace kakutei::runtime::rpc {

// The streams of all services of a process: how many may be open at once, and when they are to end.
// A stream holds a thread for calls as long as it lasts, and other calls need threads too.
// Thread-safe.
class OpenStreams {
 public:
  // Gives its place back at the end of its life.
  class Place {
   public:
    explicit Place(OpenStreams& streams) : streams_(&streams) {}
    Place(Place&& other) noexcept : streams_(std::exchange(other.streams_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (streams_ != nullptr) streams_->Close();
    }

   private:
    OpenStreams* streams_;
  };

  // At most `most` (> 0) streams; they are to end once `draining` is stopped.
  OpenStreams(int most, std::stop_token draining, metrics::Registry& registry);
  OpenStreams(const OpenStreams&) = delete;
  OpenStreams& operator=(const OpenStreams&) = delete;

  // kResourceExhausted TOO_MANY_STREAMS.
  base::Result<Place> Open();
  const std::stop_token& draining() const { return draining_; }

 private:
  void Close();

  const int most_;
  const std::stop_token draining_;
  metrics::Gauge open_now_;
  metrics::Counter refused_;
  std::mutex mutex_;
  int open_ = 0;  // guarded by mutex_
};

}  // namespace kakutei::runtime::rpc
