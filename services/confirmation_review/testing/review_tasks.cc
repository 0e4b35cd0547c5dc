#include "confirmation_review/testing/review_tasks.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/partitioning.h"
#include "facts/kept.h"
#include "facts/routing.h"
#include "runtime/engine/ledger_view.h"

namespace kakutei::confirmation_review::testing {

namespace engine = runtime::engine;

Tasks::Tasks(int partitions)
    : partitions_(partitions),
      log_({{std::string(facts::kRegistryTopic), 1},
            {std::string(facts::kReadingsTopic), partitions},
            {std::string(facts::kConfirmationsTopic), partitions},
            {std::string(facts::kAssessmentsTopic), partitions}}) {
  for (int at = 0; at < partitions; ++at) {
    engine::TaskSpec spec;
    spec.name = "confirmation_review-" + std::to_string(at);
    spec.inputs = {{{std::string(facts::kRegistryTopic), 0}},
                   {{std::string(facts::kConfirmationsTopic), at}}};
    for (int from = 0; from < partitions; ++from) {
      spec.inputs.push_back({{std::string(facts::kReadingsTopic), from}});
      spec.output_partitions.push_back(from);
    }
    spec.output_topic = std::string(facts::kAssessmentsTopic);
    spec.output_partition_count = partitions;
    stores_.push_back(std::make_unique<runtime::MemoryStore>());
    folds_.push_back(std::make_unique<ConfirmationReviewFold>(Share{at, partitions}, policy_));
    tasks_.push_back(std::make_unique<engine::Task>(spec, log_, *stores_.back(), *folds_.back(),
                                                    probe_, clock_));
  }
}

void Tasks::Append(const v1::Event& event) {
  const auto route = facts::RouteOf(event);
  const bool registry = route.topic == facts::kRegistryTopic;
  const int partition = registry ? 0 : base::PartitionOf(route.key, partitions_);
  const std::vector<runtime::NewRecord> records = {
      {{std::string(route.topic), partition}, route.key, event.SerializeAsString()}};
  ASSERT_TRUE(log_.Append(records));
}

void Tasks::Rest() {
  for (bool progressed = true; progressed;) {
    progressed = false;
    for (const auto& task : tasks_) {
      const auto step = task->Step();
      ASSERT_TRUE(step) << step.error().message;
      progressed = progressed || step->Progressed();
    }
  }
}

const runtime::MemoryStore& Tasks::StoreOf(std::string_view facility) const {
  return *stores_[static_cast<std::size_t>(base::PartitionOf(facility, partitions_))];
}

std::vector<v1::LedgerRecord> Tasks::History(std::string_view subject) const {
  auto history = engine::HistoryOf(StoreOf(facts::Part(subject, 3)), subject, 100);
  EXPECT_TRUE(history);
  std::reverse(history->begin(), history->end());
  return *history;
}

std::map<std::string, std::string> Tasks::Contents() const {
  std::map<std::string, std::string> contents;
  for (const auto& store : stores_) {
    const auto scanned = engine::ScanLatest(*store, "", "", [&](const v1::LedgerRecord& record) {
      EXPECT_TRUE(contents.emplace(record.subject(), record.content()).second);
      return true;
    });
    EXPECT_TRUE(scanned);
  }
  return contents;
}

}  // namespace kakutei::confirmation_review::testing
