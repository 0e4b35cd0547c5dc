#include "runtime/host/service_tasks.h"

#include <string>
#include <utility>

#include "runtime/host/topics.h"

namespace kakutei::runtime::host {

engine::TaskSpec PartitionTask(std::string_view service, int partition) {
  engine::TaskSpec spec;
  spec.name = std::string(service).append("-").append(std::to_string(partition));
  spec.source = std::string("kakutei/").append(service);
  spec.quarantine_topic = QuarantineTopic(service);
  spec.quarantine_partition = partition;
  return spec;
}

base::Result<std::unique_ptr<ServiceTasks>> ServiceTasks::Make(
    const ModuleContext& context, std::string_view service,
    const std::vector<engine::TaskSpec>& specs, const MakeDomain& make_domain) {
  std::unique_ptr<ServiceTasks> made(new ServiceTasks());
  for (const engine::TaskSpec& spec : specs) {
    auto store = context.open_store(spec.name);
    if (!store) return base::Fail(std::move(store).error());
    Member member;
    member.store = *std::move(store);
    member.domain = make_domain(static_cast<int>(made->members_.size()));
    member.metrics = std::make_unique<metrics::TaskMetrics>(context.metrics, service, spec);
    member.task = std::make_unique<engine::Task>(spec, context.log, *member.store, *member.domain,
                                                 *member.metrics, context.clock);
    made->members_.push_back(std::move(member));
  }
  std::vector<const engine::Task*> readable;
  for (const Member& member : made->members_) readable.push_back(member.task.get());
  made->reader_ = std::make_unique<rpc::FreshReader>(readable, context.clock, context.limits);
  return made;
}

std::vector<engine::Task*> ServiceTasks::tasks() const {
  std::vector<engine::Task*> tasks;
  for (const Member& member : members_) tasks.push_back(member.task.get());
  return tasks;
}

std::vector<rpc::TaskView> ServiceTasks::views() const {
  std::vector<rpc::TaskView> views;
  for (const Member& member : members_) views.push_back({member.task.get(), member.store.get()});
  return views;
}

void ServiceTasks::CollectMetrics() {
  for (const Member& member : members_) member.metrics->CollectStore(*member.store);
}

}  // namespace kakutei::runtime::host
