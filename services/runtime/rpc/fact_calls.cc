#include "runtime/rpc/fact_calls.h"

#include <algorithm>
#include <mutex>
#include <string>

#include <grpc/grpc.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include "runtime/rpc/status.h"

namespace kakutei::runtime::rpc {
namespace {

std::string Traceparent(const grpc::ServerContext& context) {
  const auto found = context.client_metadata().find("traceparent");
  return found == context.client_metadata().end()
             ? std::string()
             : std::string(found->second.data(), found->second.size());
}

constexpr char kDraining[] = "DRAINING: the service is stopping; go on elsewhere";

// Ends a stream that waits for its next batch at the drain, but never between a batch and its
// answer. A blocking read can be ended only by ending the call beneath it, with a code and a
// sentence but without details.
class DrainGuard {
 public:
  explicit DrainGuard(grpc::ServerContext& context) : context_(context) {}

  void Drain() {
    const std::lock_guard lock(mutex_);
    draining_ = true;
    if (waiting_) {
      grpc_call_cancel_with_status(context_.c_call(), GRPC_STATUS_UNAVAILABLE, kDraining, nullptr);
    }
  }
  // Around waiting for the next batch. False: the host drains.
  bool BeginWaiting() {
    const std::lock_guard lock(mutex_);
    waiting_ = !draining_;
    return waiting_;
  }
  // Whether the host does not drain yet.
  bool EndWaiting() {
    const std::lock_guard lock(mutex_);
    waiting_ = false;
    return !draining_;
  }

 private:
  grpc::ServerContext& context_;
  std::mutex mutex_;  // guards both below
  bool waiting_ = false;
  bool draining_ = false;
};

}  // namespace

grpc::Status AppendFacts(FactAppender& appender, const grpc::ServerContext& context,
                         const v1::AppendFactsRequest& request, v1::AppendFactsResponse& response) {
  auto appended = appender.Append(request, Traceparent(context));
  if (appended) {
    response = *std::move(appended);
  }
  return ToGrpcStatus(appended);
}

grpc::Status StreamFacts(FactAppender& appender, grpc::ServerContext& context, FactStream& stream,
                         OpenStreams& streams) {
  const auto place = streams.Open();
  if (!place) {
    return ToGrpcStatus(place);
  }
  const std::string traceparent = Traceparent(context);
  DrainGuard guard(context);
  const std::stop_callback on_drain(streams.draining(), [&guard] { guard.Drain(); });
  v1::AppendFactsRequest request;
  while (guard.BeginWaiting()) {
    const bool read = stream.Read(&request);
    const bool going_on = guard.EndWaiting();
    if (!read) {
      if (!context.IsCancelled()) return grpc::Status::OK;
      if (going_on) return grpc::Status::CANCELLED;
      break;
    }
    const auto appended = appender.Append(request, traceparent);
    v1::StreamFactsResponse response;
    response.set_request_id(request.request_id());
    if (appended) {
      *response.mutable_durable() = *appended;
    } else if (appended.error().code == base::ErrorCode::kInvalidArgument ||
               appended.error().code == base::ErrorCode::kAlreadyExists ||
               appended.error().code == base::ErrorCode::kResourceExhausted) {
      *response.mutable_refused() = ToRpcStatus(appended.error());
    } else {
      return ToGrpcStatus(appended.error());
    }
    if (!stream.Write(response)) {
      return grpc::Status::CANCELLED;
    }
  }
  return ToGrpcStatus(base::Error{base::ErrorCode::kUnavailable, "DRAINING", kDraining, {}});
}

std::chrono::milliseconds WaitBudget(const grpc::ServerContext& context, const base::Clock& clock,
                                     const Limits& limits) {
  using std::chrono::milliseconds;
  constexpr milliseconds kMostForTheAnswer{50};
  // A call without a deadline has the latest time that there is, from which nothing can be taken.
  const base::Instant until =
      std::min<base::Instant>(context.deadline(), clock.Now() + 2 * limits.longest_wait);
  const auto left = std::chrono::duration_cast<milliseconds>(until - clock.Now());
  const auto usable = left - std::min(kMostForTheAnswer, left / 10);
  return std::clamp(usable, milliseconds(0), limits.longest_wait);
}

}  // namespace kakutei::runtime::rpc
