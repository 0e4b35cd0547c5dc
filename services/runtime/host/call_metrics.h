#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <grpcpp/support/server_interceptor.h>

#include "base/clock.h"
#include "runtime/metrics/metrics.h"

namespace kakutei::runtime::host {

// How many calls are being handled; thread-safe.
class RunningCalls {
 public:
  void Begin();
  void End();
  // Returns once there are none, or when `timeout` is over.
  void AwaitNone(std::chrono::milliseconds timeout);

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  int count_ = 0;  // guarded by mutex_
};

// Counts and times the calls of these services (full names), under the names that gRPC users know:
// grpc_server_started_total, grpc_server_handled_total, grpc_server_handling_seconds. Health and
// reflection are not counted. What it is given outlives the server.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallMetrics(
    const std::vector<std::string>& services, metrics::Registry& registry, const base::Clock& clock,
    RunningCalls& running);

}  // namespace kakutei::runtime::host
