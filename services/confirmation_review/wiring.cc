#include "confirmation_review/wiring.h"

#include <utility>

#include "confirmation_review/confirmation_review_fold.h"
#include "confirmation_review/confirmation_review_metrics.h"
#include "confirmation_review/confirmation_review_service.h"
#include "confirmation_review/validation.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "runtime/host/service_tasks.h"

namespace kakutei::confirmation_review {
namespace {

using runtime::engine::TaskSpec;
using runtime::host::ModuleContext;
using runtime::host::ServiceModule;
using runtime::host::ServiceTasks;

TaskSpec Spec(int partition, int partitions) {
  TaskSpec spec = runtime::host::PartitionTask(kService, partition);
  spec.inputs = {{{std::string(facts::kRegistryTopic), 0}, false},
                 {{std::string(facts::kConfirmationsTopic), partition}, false},
                 {{std::string(facts::kPoliciesTopic), 0}, false}};
  // A reading's order stands under its claimant, whichever facility reads it.
  for (int at = 0; at < partitions; ++at)
    spec.inputs.push_back({{std::string(facts::kReadingsTopic), at}, false});
  spec.output_topic = std::string(facts::kAssessmentsTopic);
  spec.output_partition_count = partitions;
  // Assessments go out under the claimant's key, so into any partition.
  for (int at = 0; at < partitions; ++at) spec.output_partitions.push_back(at);
  return spec;
}

std::vector<TaskSpec> Specs(int partitions) {
  std::vector<TaskSpec> specs;
  for (int partition = 0; partition < partitions; ++partition) {
    specs.push_back(Spec(partition, partitions));
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
    auto tasks = ServiceTasks::Make(context, kService, Specs(context.partitions), [&](int index) {
      return std::make_unique<ConfirmationReviewFold>(Share{index, context.partitions},
                                                      module->policy_);
    });
    if (!tasks) return base::Fail(std::move(tasks).error());
    module->Serve(context, *std::move(tasks));
    return module;
  }

  std::string_view name() const override { return kService; }
  std::string_view grpc_name() const override {
    return v1::ConfirmationReview::service_full_name();
  }
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

  const rules::Policy policy_ = rules::Policy::Shipped();
  ConfirmationReviewMetrics metrics_;
  runtime::rpc::FactAppender appender_;
  std::unique_ptr<ServiceTasks> tasks_;
  std::optional<ConfirmationReviewService> service_;
};

}  // namespace

base::Result<std::unique_ptr<ServiceModule>> MakeModule(const ModuleContext& context) {
  return Module::Make(context);
}

}  // namespace kakutei::confirmation_review
