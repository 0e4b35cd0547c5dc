#include "billing_eligibility/wiring.h"

#include <utility>

#include "billing_eligibility/billing_eligibility_fold.h"
#include "billing_eligibility/billing_eligibility_metrics.h"
#include "billing_eligibility/billing_eligibility_service.h"
#include "billing_eligibility/validation.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "runtime/host/service_tasks.h"
#include "runtime/host/ticker.h"

namespace kakutei::billing_eligibility {
namespace {

using runtime::engine::TaskSpec;
using runtime::host::ModuleContext;
using runtime::host::ServiceModule;
using runtime::host::ServiceTasks;

TaskSpec Spec(int partition, int partitions) {
  const auto from = [](std::string_view topic, int at, bool ledger = false) {
    return runtime::engine::TaskInput{{std::string(topic), at}, ledger};
  };
  TaskSpec spec = runtime::host::PartitionTask(kService, partition);
  spec.inputs = {from(facts::kRegistryTopic, 0),
                 from(facts::kReadingsTopic, partition),
                 from(facts::kAssessmentsTopic, partition, true),
                 from(facts::kClaimsTopic, partition),
                 from(facts::kClockTopic, 0),
                 from(facts::kPoliciesTopic, 0)};
  spec.output_topic = std::string(facts::kVerdictsTopic);
  spec.output_partition_count = partitions;
  spec.output_partitions = {partition};
  return spec;
}

std::vector<TaskSpec> Specs(int partitions) {
  std::vector<TaskSpec> specs;
  for (int partition = 0; partition < partitions; ++partition) {
    specs.push_back(Spec(partition, partitions));
  }
  return specs;
}

class Module final : public ServiceModule {
 public:
  static base::Result<std::unique_ptr<ServiceModule>> Make(const ModuleContext& context) {
    std::unique_ptr<Module> module(new Module(context));
    auto tasks = ServiceTasks::Make(context, kService, Specs(context.partitions), [&](int) {
      return std::make_unique<BillingEligibilityFold>(module->policy_, module->metrics_.judgements,
                                                      context.partitions);
    });
    if (!tasks) return base::Fail(std::move(tasks).error());
    module->Serve(context, *std::move(tasks));
    return module;
  }

  std::string_view name() const override { return kService; }
  std::string_view grpc_name() const override {
    return v1::BillingEligibility::service_full_name();
  }
  grpc::Service& service() override { return *service_; }
  std::vector<runtime::engine::Task*> tasks() override { return tasks_->tasks(); }
  void CollectMetrics() override {
    tasks_->CollectMetrics();
    metrics_.activations.Collect(*tasks_->views().front().store->Snapshot(), policy_);
    for (const auto& view : tasks_->views()) {
      metrics_.standing.Collect(view.task->spec().name, *view.store);
    }
  }
  void Start() override {
    if (ticker_) ticker_->Start();
  }
  void Stop() override {
    if (ticker_) ticker_->Stop();
  }

 private:
  explicit Module(const ModuleContext& context)
      : metrics_(context.metrics),
        appender_(
            {[this](const v1::Event& event) { return ViolationsOf(event); },
             [](const v1::Event& event) {
               auto route = facts::RouteOf(event);
               return runtime::rpc::Destination{std::string(route.topic), std::move(route.key)};
             },
             facts::IdentityBytes},
            context.limits, context.log, context.clock, metrics_.appends) {}

  void Serve(const ModuleContext& context, std::unique_ptr<ServiceTasks> tasks) {
    tasks_ = std::move(tasks);
    service_.emplace(appender_, tasks_->reader(), context.log, tasks_->views(), context.streams);
    if (context.tick_every > std::chrono::milliseconds(0)) {
      ticker_.emplace(context.log, context.clock, context.tick_every,
                      [this](const base::Error&) { metrics_.failed_ticks.Add(); });
    }
  }

  // A pack has to fit with those that apply, of which any task's state knows. Where it cannot be
  // asked, the folds decide.
  std::vector<base::FieldViolation> ViolationsOf(const v1::Event& event) const {
    auto violations = Violations(event);
    if (!violations.empty() || !event.has_policy_activated()) return violations;
    const auto snapshot = tasks_->views().front().store->Snapshot();
    return ViolationsOfPolicies(event, policy_, *snapshot)
        .value_or(std::vector<base::FieldViolation>());
  }

  const rules::Policy policy_ = rules::Policy::Shipped();
  BillingEligibilityMetrics metrics_;
  runtime::rpc::FactAppender appender_;
  std::unique_ptr<ServiceTasks> tasks_;
  std::optional<BillingEligibilityService> service_;
  std::optional<runtime::host::Ticker> ticker_;
};

}  // namespace

base::Result<std::unique_ptr<ServiceModule>> MakeModule(const ModuleContext& context) {
  return Module::Make(context);
}

}  // namespace kakutei::billing_eligibility
