#pragma once

#include <memory>
#include <string>
#include <vector>

#include <grpcpp/support/server_interceptor.h>

#include "base/clock.h"
#include "runtime/metrics/metrics.h"

namespace kakutei::runtime::host {

// Counts and times the calls of these services (full names), under the names that gRPC users know:
// grpc_server_started_total, grpc_server_handled_total, grpc_server_handling_seconds. Health and
// reflection are not counted. The registry and the clock outlive the server.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallMetrics(
    const std::vector<std::string>& services, metrics::Registry& registry,
    const base::Clock& clock);

}  // namespace kakutei::runtime::host
