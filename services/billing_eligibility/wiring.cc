#include "billing_eligibility/wiring.h"

#include <utility>

#include "billing_eligibility/billing_eligibility_fold.h"
#include "billing_eligibility/billing_eligibility_metrics.h"
#include "billing_eligibility/billing_eligibility_service.h"
#include "billing_eligibility/validation.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "runtime/host/ticker.h"
#include "runtime/host/topics.h"

namespace kakutei::billing_eligibility {
namespace {

using runtime::engine::Task;
using runtime::engine::TaskInput;
using runtime::engine::TaskSpec;
using runtime::host::ModuleContext;
using runtime::host::ServiceModule;
using Stores = std::vector<std::unique_ptr<runtime::ProjectionStore>>;

TaskSpec Spec(int partition, int partitions) {
  const auto from = [](std::string_view topic, int at, bool ledger = false) {
    return TaskInput{{std::string(topic), at}, ledger};
  };
  TaskSpec spec;
  spec.name = kService;
  spec.name.append("-").append(std::to_string(partition));
  spec.inputs = {from(facts::kRegistryTopic, 0), from(facts::kReadingsTopic, partition),
                 from(facts::kAssessmentsTopic, partition, true),
                 from(facts::kClaimsTopic, partition), from(facts::kClockTopic, 0)};
  spec.output_topic = std::string(facts::kVerdictsTopic);
  spec.output_partition_count = partitions;
  spec.output_partitions = {partition};
  spec.quarantine_topic = runtime::host::QuarantineTopic(kService);
  spec.quarantine_partition = partition;
  spec.source = std::string("kakutei/").append(kService);
  return spec;
}

std::vector<TaskSpec> Specs(int partitions) {
  std::vector<TaskSpec> specs;
  for (int partition = 0; partition < partitions; ++partition)
    specs.push_back(Spec(partition, partitions));
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
  Module(const ModuleContext& context, Stores stores)
      : policy_(rules::Policy::Shipped()),
        metrics_(context.metrics, Specs(context.partitions)),
        stores_(std::move(stores)),
        appender_(Knowledge(), context.limits, context.log, context.clock, metrics_.appends) {
    const auto specs = Specs(context.partitions);
    for (std::size_t i = 0; i < specs.size(); ++i) {
      folds_.push_back(std::make_unique<BillingEligibilityFold>(policy_, metrics_.judgements,
                                                                context.partitions));
      tasks_.push_back(std::make_unique<Task>(specs[i], context.log, *stores_[i], *folds_[i],
                                              *metrics_.tasks[i], context.clock));
    }
    std::vector<runtime::rpc::TaskView> views;
    std::vector<const Task*> readable;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      views.push_back({tasks_[i].get(), stores_[i].get()});
      readable.push_back(tasks_[i].get());
    }
    reader_.emplace(readable, context.clock, context.limits);
    service_.emplace(appender_, *reader_, context.log, std::move(views), context.draining);
    if (context.tick_every > std::chrono::milliseconds(0)) {
      ticker_.emplace(context.log, context.clock, context.tick_every,
                      [this](const base::Error&) { metrics_.failed_ticks.Add(); });
    }
  }

  std::string_view name() const override { return kService; }
  std::string_view grpc_name() const override {
    return v1::BillingEligibility::service_full_name();
  }
  grpc::Service& service() override { return *service_; }
  std::vector<Task*> tasks() override {
    std::vector<Task*> tasks;
    for (const auto& task : tasks_) tasks.push_back(task.get());
    return tasks;
  }
  void Start() override {
    if (ticker_) ticker_->Start();
  }
  void Stop() override {
    if (ticker_) ticker_->Stop();
  }
  void CollectMetrics() override {
    for (std::size_t i = 0; i < stores_.size(); ++i) metrics_.tasks[i]->CollectStore(*stores_[i]);
  }

 private:
  const rules::Policy policy_;
  BillingEligibilityMetrics metrics_;
  const Stores stores_;
  std::vector<std::unique_ptr<BillingEligibilityFold>> folds_;
  std::vector<std::unique_ptr<Task>> tasks_;
  runtime::rpc::FactAppender appender_;
  std::optional<runtime::rpc::FreshReader> reader_;
  std::optional<BillingEligibilityService> service_;
  std::optional<runtime::host::Ticker> ticker_;
};

}  // namespace

base::Result<std::unique_ptr<ServiceModule>> MakeModule(const ModuleContext& context) {
  Stores stores;
  for (const TaskSpec& spec : Specs(context.partitions)) {
    auto store = context.open_store(spec.name);
    if (!store) return base::Fail(std::move(store).error());
    stores.push_back(*std::move(store));
  }
  return std::make_unique<Module>(context, std::move(stores));
}

}  // namespace kakutei::billing_eligibility
