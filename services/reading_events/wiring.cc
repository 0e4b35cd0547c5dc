#include "reading_events/wiring.h"

#include <utility>

#include "facts/routing.h"
#include "facts/slots.h"
#include "reading_events/reading_events_fold.h"
#include "reading_events/reading_events_metrics.h"
#include "reading_events/reading_events_service.h"
#include "reading_events/validation.h"
#include "runtime/host/service_tasks.h"

namespace kakutei::reading_events {
namespace {

using runtime::engine::TaskSpec;
using runtime::host::ModuleContext;
using runtime::host::ServiceModule;
using runtime::host::ServiceTasks;

TaskSpec Spec(int partition) {
  TaskSpec spec = runtime::host::PartitionTask(kService, partition);
  spec.inputs = {{{std::string(facts::kReadingsTopic), partition}, false}};
  return spec;
}

std::vector<TaskSpec> Specs(int partitions) {
  std::vector<TaskSpec> specs;
  for (int partition = 0; partition < partitions; ++partition) {
    specs.push_back(Spec(partition));
  }
  return specs;
}

runtime::rpc::FactKnowledge Knowledge() {
  return {Violations,
          [](const v1::Event& event) {
            auto route = facts::RouteOf(event);
            return runtime::rpc::Destination{std::string(route.topic), std::move(route.key)};
          },
          facts::IdentityBytes};
}

class Module final : public ServiceModule {
 public:
  static base::Result<std::unique_ptr<ServiceModule>> Make(const ModuleContext& context) {
    std::unique_ptr<Module> module(new Module(context));
    auto tasks = ServiceTasks::Make(context, kService, Specs(context.partitions),
                                    [](int) { return std::make_unique<ReadingEventsFold>(); });
    if (!tasks) return base::Fail(std::move(tasks).error());
    module->Serve(context, *std::move(tasks));
    return module;
  }

  std::string_view name() const override { return kService; }
  std::string_view grpc_name() const override { return v1::ReadingEvents::service_full_name(); }
  grpc::Service& service() override { return *service_; }
  std::vector<runtime::engine::Task*> tasks() override { return tasks_->tasks(); }
  void CollectMetrics() override { tasks_->CollectMetrics(); }

 private:
  explicit Module(const ModuleContext& context)
      : metrics_(context.metrics),
        appender_(Knowledge(), context.limits, context.log, context.clock, metrics_.appends) {}

  void Serve(const ModuleContext& context, std::unique_ptr<ServiceTasks> tasks) {
    tasks_ = std::move(tasks);
    service_.emplace(appender_, tasks_->reader(), tasks_->views(), context.streams);
  }

  ReadingEventsMetrics metrics_;
  runtime::rpc::FactAppender appender_;
  std::unique_ptr<ServiceTasks> tasks_;
  std::optional<ReadingEventsService> service_;
};

}  // namespace

base::Result<std::unique_ptr<ServiceModule>> MakeModule(const ModuleContext& context) {
  return Module::Make(context);
}

}  // namespace kakutei::reading_events
