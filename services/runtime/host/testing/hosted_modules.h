#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <grpcpp/channel.h>

#include "runtime/eventlog/testing/faulty_event_log.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/host/host.h"
#include "runtime/host/module.h"
#include "runtime/host/system_clock.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::runtime::host {

// A whole host in the test's process: real gRPC on a free port, the log and the stores in memory,
// with faults on demand. Failures to start are a failed CHECK.
class HostedModules {
 public:
  static constexpr int kPartitions = 3;

  // `before_start` may fill the log or make it fail.
  explicit HostedModules(const std::vector<MakeModule>& modules, const rpc::Limits& limits = {},
                         const std::function<void(FaultyEventLog&)>& before_start = {});
  ~HostedModules();

  std::shared_ptr<grpc::Channel> channel() const { return channel_; }
  Host& host() { return *host_; }
  FaultyEventLog& log() { return log_; }
  metrics::Registry& metrics() { return metrics_; }
  const MemoryStore& store(const std::string& task) const { return *stores_.at(task); }
  // The host's log lines so far.
  std::string lines() const {
    const std::lock_guard lock(lines_mutex_);
    return lines_;
  }

  // What the health service says: SERVING, NOT_SERVING, or the code's name where it fails.
  std::string Health(const std::string& service) const;
  // Asks until it is what is wanted, for at most ten seconds. Returns the last answer.
  std::string AwaitHealth(const std::string& service, const std::string& wanted) const;

 private:
  MemoryEventLog memory_log_;
  FaultyEventLog log_{memory_log_};
  const SystemClock clock_;
  metrics::Registry metrics_;
  mutable std::mutex lines_mutex_;
  std::string lines_;  // guarded by lines_mutex_
  Log log_lines_{LogLevel::kInfo, [this](std::string_view line) {
                   const std::lock_guard lock(lines_mutex_);
                   lines_ += line;
                 }};
  std::stop_source draining_;
  std::optional<rpc::OpenStreams> streams_;
  std::map<std::string, const MemoryStore*> stores_;
  std::vector<std::unique_ptr<ServiceModule>> modules_;
  std::unique_ptr<Host> host_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace kakutei::runtime::host
