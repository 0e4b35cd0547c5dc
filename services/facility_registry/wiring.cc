#include "facility_registry/wiring.h"

#include <utility>

#include "facility_registry/facility_registry_fold.h"
#include "facility_registry/facility_registry_metrics.h"
#include "facility_registry/facility_registry_service.h"
#include "facility_registry/validation.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "runtime/host/service_tasks.h"

namespace kakutei::facility_registry {
namespace {

using runtime::engine::TaskSpec;
using runtime::host::ModuleContext;
using runtime::host::ServiceModule;
using runtime::host::ServiceTasks;

TaskSpec Spec() {
  TaskSpec spec = runtime::host::PartitionTask(kService, 0);
  // The registry has one partition, and its task the service's name.
  spec.name = kService;
  spec.inputs = {{{std::string(facts::kRegistryTopic), 0}, false}};
  return spec;
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
    auto tasks = ServiceTasks::Make(context, kService, {Spec()},
                                    [](int) { return std::make_unique<FacilityRegistryFold>(); });
    if (!tasks) return base::Fail(std::move(tasks).error());
    module->Serve(context, *std::move(tasks));
    return module;
  }

  std::string_view name() const override { return kService; }
  std::string_view grpc_name() const override { return v1::FacilityRegistry::service_full_name(); }
  grpc::Service& service() override { return *service_; }
  std::vector<runtime::engine::Task*> tasks() override { return tasks_->tasks(); }
  void CollectMetrics() override { tasks_->CollectMetrics(); }

 private:
  explicit Module(const ModuleContext& context)
      : metrics_(context.metrics),
        appender_(Knowledge(), context.limits, context.log, context.clock, metrics_.appends) {}

  void Serve(const ModuleContext& context, std::unique_ptr<ServiceTasks> tasks) {
    tasks_ = std::move(tasks);
    service_.emplace(appender_, tasks_->reader(), tasks_->views().front(), context.streams);
  }

  FacilityRegistryMetrics metrics_;
  runtime::rpc::FactAppender appender_;
  std::unique_ptr<ServiceTasks> tasks_;
  std::optional<FacilityRegistryService> service_;
};

}  // namespace

base::Result<std::unique_ptr<ServiceModule>> MakeModule(const ModuleContext& context) {
  return Module::Make(context);
}

}  // namespace kakutei::facility_registry
