#include "simulation/stepwise_mesh.h"

#include <utility>

#include "base/check.h"
#include "base/partitioning.h"
#include "billing_eligibility/wiring.h"
#include "confirmation_review/wiring.h"
#include "facts/routing.h"
#include "runtime/engine/testing/ledger_checker.h"
#include "runtime/host/topics.h"

namespace kakutei::simulation {

using runtime::MemoryStore;
namespace engine = runtime::engine;

struct StepwiseMesh::Life {
  runtime::metrics::Registry metrics;
  runtime::rpc::OpenStreams streams{runtime::rpc::Limits().max_open_streams, {}, metrics};
  std::map<std::string, const MemoryStore*> stores;
  std::vector<std::unique_ptr<runtime::host::ServiceModule>> modules;
  std::vector<engine::Task*> tasks;
};

StepwiseMesh::StepwiseMesh() : log_(runtime::host::MeshTopics(kPartitions)) { Start({}); }

StepwiseMesh::~StepwiseMesh() = default;

void StepwiseMesh::Start(const Images& images) {
  life_ = std::make_unique<Life>();
  const runtime::host::OpenStore open_store = [&](std::string_view task) {
    const auto image = images.find(std::string(task));
    auto store = image == images.end() ? std::make_unique<MemoryStore>()
                                       : std::make_unique<MemoryStore>(image->second);
    life_->stores.emplace(task, store.get());
    return base::Result<std::unique_ptr<runtime::ProjectionStore>>(std::move(store));
  };
  const runtime::host::ModuleContext context{.log = log_,
                                             .open_store = open_store,
                                             .clock = clock_,
                                             .metrics = life_->metrics,
                                             .partitions = kPartitions,
                                             .streams = life_->streams};
  for (const auto& make : {confirmation_review::MakeModule, billing_eligibility::MakeModule}) {
    auto module = make(context);
    KAKUTEI_CHECK(module.has_value());
    for (engine::Task* task : (*module)->tasks()) life_->tasks.push_back(task);
    life_->modules.push_back(*std::move(module));
  }
}

void StepwiseMesh::Append(const v1::Event& event) {
  facts::Route route = facts::RouteOf(event);
  const std::string topic(route.topic);
  const int partitions = *log_.Partitions(topic);
  const runtime::NewRecord record{{topic, base::PartitionOf(route.key, partitions)},
                                  std::move(route.key),
                                  event.SerializeAsString(),
                                  {}};
  KAKUTEI_CHECK(log_.Append({&record, 1}).has_value());
}

void StepwiseMesh::Step(std::size_t index) {
  KAKUTEI_CHECK(life_->tasks[index % life_->tasks.size()]->Step().has_value());
}

void StepwiseMesh::Rest() {
  bool progressed = true;
  while (progressed) {
    progressed = false;
    for (engine::Task* task : life_->tasks) {
      const auto step = task->Step();
      KAKUTEI_CHECK(step.has_value());
      progressed = progressed || step->Progressed();
    }
  }
  rested_ = TakeImages();
}

StepwiseMesh::Images StepwiseMesh::TakeImages() const {
  Images images;
  for (const auto& [task, store] : life_->stores) images[task] = store->Image();
  return images;
}

void StepwiseMesh::Restart() {
  const Images images = TakeImages();
  life_.reset();
  Start(images);
}

void StepwiseMesh::RollBack() {
  life_.reset();
  Start(rested_);
}

void StepwiseMesh::Rebuild() {
  life_.reset();
  Start({});
}

void StepwiseMesh::VisitVerdicts(const billing_eligibility::VerdictVisitor& visitor) const {
  for (const auto& [task, store] : life_->stores) {
    if (!task.starts_with("billing_eligibility")) continue;
    const auto visited = billing_eligibility::VisitVerdicts(*store->Snapshot(), {}, "", visitor);
    KAKUTEI_CHECK(visited.has_value());
  }
}

namespace {

struct LedgerTopic {
  std::string_view topic;
  std::string_view service;
};
constexpr LedgerTopic kLedgers[] = {{facts::kVerdictsTopic, "billing_eligibility"},
                                    {facts::kAssessmentsTopic, "confirmation_review"}};

// Subjects of both ledgers name their claimant second, whose key decides the partition.
std::optional<int> HomeOf(std::string_view subject) {
  return base::PartitionOf(billing_eligibility::ClaimantOf(subject), StepwiseMesh::kPartitions);
}

std::map<std::string, std::string> LastContents(const engine::AcceptedLedger& ledger) {
  std::map<std::string, std::string> contents;
  for (const auto& [subject, chain] : ledger.chains)
    contents[subject] = chain.back().record.content();
  return contents;
}

}  // namespace

std::int64_t StepwiseMesh::PublishedRecords() const {
  std::int64_t records = 0;
  for (const LedgerTopic& each : kLedgers) {
    for (int partition = 0; partition < kPartitions; ++partition)
      records += *log_.End({std::string(each.topic), partition});
  }
  return records;
}

std::vector<std::string> StepwiseMesh::LedgerFaults() const {
  std::vector<std::string> wrong;
  for (const LedgerTopic& each : kLedgers) {
    const std::string topic(each.topic);
    const auto ledger = engine::ReadLedger(log_, topic, HomeOf);
    if (ledger.ignored > 0) {
      wrong.push_back(std::to_string(ledger.ignored) + " records of " + topic +
                      " follow nothing and are ignored by readers");
    }
    const std::string source = "kakutei/" + std::string(each.service);
    for (auto& sentence : engine::CheckLedger(ledger, LastContents(ledger), source))
      wrong.push_back(std::move(sentence));
  }
  // A verdict task tails its own partition only.
  for (int partition = 0; partition < kPartitions; ++partition) {
    const auto ledger =
        engine::ReadLedger(log_, std::string(facts::kVerdictsTopic), [&](std::string_view subject) {
          const auto home = HomeOf(subject);
          return home == partition ? home : std::nullopt;
        });
    const auto* store = life_->stores.at("billing_eligibility-" + std::to_string(partition));
    for (auto& sentence : engine::CheckView(ledger, *store->Snapshot()))
      wrong.push_back(std::move(sentence));
  }
  return wrong;
}

}  // namespace kakutei::simulation
