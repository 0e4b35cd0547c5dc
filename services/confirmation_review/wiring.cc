#include "confirmation_review/wiring.h"

#include <utility>

#include "confirmation_review/confirmation_review_fold.h"
#include "confirmation_review/confirmation_review_metrics.h"
#include "confirmation_review/confirmation_review_service.h"
#include "confirmation_review/validation.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "runtime/host/topics.h"

namespace kakutei::confirmation_review {
namespace {

using runtime::engine::Task;
using runtime::engine::TaskSpec;
using runtime::host::ModuleContext;
using runtime::host::ServiceModule;
using Stores = std::vector<std::unique_ptr<runtime::ProjectionStore>>;

TaskSpec Spec(int partition, int partitions) {
  TaskSpec spec;
  spec.name = kService;
  spec.name.append("-").append(std::to_string(partition));
  spec.inputs = {{{std::string(facts::kRegistryTopic), 0}, false},
                 {{std::string(facts::kConfirmationsTopic), partition}, false}};
  // A reading's order stands under its claimant, whichever facility reads it.
  for (int at = 0; at < partitions; ++at)
    spec.inputs.push_back({{std::string(facts::kReadingsTopic), at}, false});
  spec.output_topic = std::string(facts::kAssessmentsTopic);
  spec.output_partition_count = partitions;
  // Assessments go out under the claimant's key, so into any partition.
  for (int at = 0; at < partitions; ++at) spec.output_partitions.push_back(at);
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
      folds_.push_back(std::make_unique<ConfirmationReviewFold>(
          Share{static_cast<int>(i), context.partitions}, policy_));
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
    service_.emplace(appender_, *reader_, std::move(views), context.draining);
  }

  std::string_view name() const override { return kService; }
  std::string_view grpc_name() const override {
    return v1::ConfirmationReview::service_full_name();
  }
  grpc::Service& service() override { return *service_; }
  std::vector<Task*> tasks() override {
    std::vector<Task*> tasks;
    for (const auto& task : tasks_) tasks.push_back(task.get());
    return tasks;
  }
  void CollectMetrics() override {
    for (std::size_t i = 0; i < stores_.size(); ++i) metrics_.tasks[i]->CollectStore(*stores_[i]);
  }

 private:
  const rules::Policy policy_;
  ConfirmationReviewMetrics metrics_;
  const Stores stores_;
  std::vector<std::unique_ptr<ConfirmationReviewFold>> folds_;
  std::vector<std::unique_ptr<Task>> tasks_;
  runtime::rpc::FactAppender appender_;
  std::optional<runtime::rpc::FreshReader> reader_;
  std::optional<ConfirmationReviewService> service_;
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

}  // namespace kakutei::confirmation_review
