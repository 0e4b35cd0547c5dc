#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "runtime/engine/domain.h"
#include "runtime/engine/task_spec.h"
#include "runtime/host/module.h"
#include "runtime/metrics/task_metrics.h"
#include "runtime/rpc/fresh_state.h"

namespace kakutei::runtime::host {

// Name, source and quarantine of a service's task for one partition; its inputs and outputs are the
// service's to add.
engine::TaskSpec PartitionTask(std::string_view service, int partition);

// The tasks of one service, in the order of their specs, with the store, domain and metrics of
// each, and the reader by which its queries see them. Owned by the service's module; whatever the
// context and the domains refer to outlives it. Threads: as module.h says of a module's tasks.
class ServiceTasks {
 public:
  // Makes the domain of the task at this place among the specs.
  using MakeDomain = std::function<std::unique_ptr<engine::Domain>(int index)>;

  // Opens every task's store; its error is a reason not to start.
  static base::Result<std::unique_ptr<ServiceTasks>> Make(
      const ModuleContext& context, std::string_view service,
      const std::vector<engine::TaskSpec>& specs, const MakeDomain& make_domain);
  ServiceTasks(const ServiceTasks&) = delete;
  ServiceTasks& operator=(const ServiceTasks&) = delete;

  std::vector<engine::Task*> tasks() const;
  // A view of each task, for queries.
  std::vector<rpc::TaskView> views() const;
  const rpc::FreshReader& reader() const { return *reader_; }
  // The stores' own figures; from one thread at a time.
  void CollectMetrics();

 private:
  struct Member {
    std::unique_ptr<ProjectionStore> store;
    std::unique_ptr<engine::Domain> domain;
    std::unique_ptr<metrics::TaskMetrics> metrics;
    std::unique_ptr<engine::Task> task;
  };

  ServiceTasks() = default;

  std::vector<Member> members_;
  std::unique_ptr<rpc::FreshReader> reader_;
};

}  // namespace kakutei::runtime::host
