#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include <grpcpp/impl/codegen/service_type.h>

#include "base/clock.h"
#include "base/result.h"
#include "runtime/engine/task.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/metrics/metrics.h"
#include "runtime/projection/projection_store.h"
#include "runtime/rpc/limits.h"
#include "runtime/rpc/open_streams.h"

namespace kakutei::runtime::host {

// Opens the projection store of the task with this name, or makes an empty one. Each name once per
// process.
using OpenStore =
    std::function<base::Result<std::unique_ptr<ProjectionStore>>(std::string_view task)>;

// What a module is given. The references outlive every module.
struct ModuleContext {
  EventLog& log;
  OpenStore open_store;
  const base::Clock& clock;
  metrics::Registry& metrics;
  // Partitions of each topic that is keyed by facility.
  int partitions = 12;
  rpc::Limits limits = {};
  // Long streams have a place there, and end when it says that the host drains.
  rpc::OpenStreams& streams;
  // How often to append a ClockTicked; 0: never. For the one module that keeps the clock.
  std::chrono::milliseconds tick_every{0};
};

// One service inside a host: its gRPC surface and the tasks behind it. It owns its stores, domains
// and tasks, and does not step them: one TaskRunner of the host does.
//
// The host calls Start once when its tasks run and Stop once before they stop; name(), grpc_name(),
// service() and tasks() answer the same for its whole life. Ready and Healthy: any thread.
class ServiceModule {
 public:
  virtual ~ServiceModule() = default;

  // As in architecture and metrics, such as facility_registry.
  virtual std::string_view name() const = 0;
  // As in the contract and for health, such as kakutei.v1.FacilityRegistry.
  virtual std::string_view grpc_name() const = 0;
  virtual grpc::Service& service() = 0;
  virtual std::vector<engine::Task*> tasks() = 0;
  // Figures that are cheap to read but not worth pushing, such as a store's statistics: taken by
  // the host before each scrape.
  virtual void CollectMetrics() {}

  // Work beside the tasks, such as a ticker.
  virtual void Start() {}
  virtual void Stop() {}

  // Every task has caught up once and none has stopped.
  bool Ready() {
    for (const engine::Task* task : tasks()) {
      if (!task->freshness().Ready() || task->Stopped()) return false;
    }
    return true;
  }
  // No task has stopped for good.
  bool Healthy() {
    for (const engine::Task* task : tasks()) {
      if (task->Stopped()) return false;
    }
    return true;
  }
};

// Makes a module; the error is a reason not to start.
using MakeModule =
    std::function<base::Result<std::unique_ptr<ServiceModule>>(const ModuleContext& context)>;

}  // namespace kakutei::runtime::host
