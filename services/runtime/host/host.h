#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "runtime/engine/task_runner.h"
#include "runtime/host/log.h"
#include "runtime/host/module.h"

namespace kakutei::runtime::host {

// Ports 0 mean any free one.
struct HostSettings {
  std::string listen = "127.0.0.1:8400";
  // Empty: no metrics port.
  std::string metrics_listen = "127.0.0.1:9400";
  // Threads for calls; a stream holds one as long as it lasts, so there are more of them than
  // streams may be open (rpc::Limits). Beyond it gRPC answers calls with RESOURCE_EXHAUSTED.
  int max_call_threads = 128;
  std::int64_t max_message_bytes = std::int64_t{17} << 20;
  // Between telling health checks that the service goes away and refusing new calls.
  std::chrono::milliseconds drain_delay{0};
  // For running calls to end, and then once more for running steps of tasks.
  std::chrono::milliseconds drain_timeout{20'000};
  engine::RunnerOptions runner;
};

// What a host runs; all of it outlives the host.
struct HostParts {
  std::vector<ServiceModule*> modules;
  EventLog& event_log;
  const base::Clock& clock;
  metrics::Registry& metrics;
  Log& log;
  // The modules' ModuleContext::streams has its token.
  std::stop_source& draining;
};

// One gRPC server with health and reflection, one metrics port and one task runner for the modules
// of a process; plain text. Health answers per service (its full name) and "" for all: SERVING only
// while every task of it has caught up once and none has stopped. "liveness" is SERVING as long as
// no task has stopped for good, so also during a rebuild. Start and Stop from one thread.
class Host {
 public:
  // Serves when it returns, and has written a line: {"event":"listening","grpc":...,"metrics":...}.
  // Errors: kUnavailable CANNOT_LISTEN; kInvalidArgument.
  static base::Result<std::unique_ptr<Host>> Start(const HostSettings& settings, HostParts parts);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  // Stops if nobody has.
  ~Host();

  // host:port with the port that was chosen.
  const std::string& grpc_address() const;
  // Empty without a metrics port.
  const std::string& metrics_address() const;

  // NOT_SERVING first, then streams are told to end and running calls awaited or cut off at the
  // timeout, then the server closes, then modules and tasks stop. Once. kDeadlineExceeded when a
  // task's step did not end in time.
  base::Status Stop();

 private:
  class Running;
  explicit Host(std::unique_ptr<Running> running);
  const std::unique_ptr<Running> running_;
};

}  // namespace kakutei::runtime::host
