#include "runtime/rpc/open_streams.h"

#include <string>
#include <utility>

#include "base/check.h"

namespace kakutei::runtime::rpc {

OpenStreams::OpenStreams(int most, std::stop_token draining, metrics::Registry& registry)
    : most_(most),
      draining_(std::move(draining)),
      open_now_(registry.AddGauge(
          {"kakutei_open_streams", "Streams of facts and watches that are open."}, {})),
      refused_(registry.AddCounter(
          {"kakutei_streams_refused_total", "Streams refused since too many were open."}, {})) {
  KAKUTEI_CHECK(most_ > 0);
}

base::Result<OpenStreams::Place> OpenStreams::Open() {
  const std::lock_guard lock(mutex_);
  if (open_ >= most_) {
    refused_.Add();
    return base::Fail(base::ErrorCode::kResourceExhausted, "TOO_MANY_STREAMS",
                      std::to_string(most_) +
                          " streams are open, which is the most; try again when one has ended");
  }
  open_now_.Set(++open_);
  return Place(*this);
}

void OpenStreams::Close() {
  const std::lock_guard lock(mutex_);
  open_now_.Set(--open_);
}

}  // namespace kakutei::runtime::rpc
