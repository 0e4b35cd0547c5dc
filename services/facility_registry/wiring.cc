#include "facility_registry/wiring.h"

#include <array>
#include <utility>

#include "facility_registry/facility_registry_fold.h"
#include "facility_registry/facility_registry_metrics.h"
#include "facility_registry/facility_registry_service.h"
#include "facility_registry/validation.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "runtime/host/topics.h"

namespace kakutei::facility_registry {
namespace {

using runtime::engine::Task;
using runtime::engine::TaskSpec;
using runtime::host::ModuleContext;
using runtime::host::ServiceModule;

TaskSpec Spec() {
  TaskSpec spec;
  spec.name = kService;
  spec.inputs = {{{std::string(facts::kRegistryTopic), 0}, false}};
  spec.quarantine_topic = runtime::host::QuarantineTopic(kService);
  spec.source = "kakutei/" + spec.name;
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
  Module(const ModuleContext& context, std::unique_ptr<runtime::ProjectionStore> store)
      : metrics_(context.metrics, Spec()),
        store_(std::move(store)),
        task_(Spec(), context.log, *store_, fold_, metrics_.task, context.clock),
        appender_(Knowledge(), context.limits, context.log, context.clock, metrics_.appends),
        reader_(std::array<const Task*, 1>{&task_}, context.clock, context.limits),
        service_(appender_, reader_, {&task_, store_.get()}, context.draining) {}

  std::string_view name() const override { return kService; }
  std::string_view grpc_name() const override { return v1::FacilityRegistry::service_full_name(); }
  grpc::Service& service() override { return service_; }
  std::vector<Task*> tasks() override { return {&task_}; }
  void CollectMetrics() override { metrics_.task.CollectStore(*store_); }

 private:
  FacilityRegistryMetrics metrics_;
  const std::unique_ptr<runtime::ProjectionStore> store_;
  FacilityRegistryFold fold_;
  Task task_;
  runtime::rpc::FactAppender appender_;
  const runtime::rpc::FreshReader reader_;
  FacilityRegistryService service_;
};

}  // namespace

base::Result<std::unique_ptr<ServiceModule>> MakeModule(const ModuleContext& context) {
  auto store = context.open_store(Spec().name);
  if (!store) {
    return base::Fail(std::move(store).error());
  }
  return std::make_unique<Module>(context, *std::move(store));
}

}  // namespace kakutei::facility_registry
