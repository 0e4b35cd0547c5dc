#include "runtime/engine/testing/toy_task.h"

#include "base/check.h"
#include "base/partitioning.h"
#include "runtime/engine/ledger_view.h"

namespace kakutei::runtime::engine {
namespace {

constexpr int kOutputs = 3;

const char* NameOf(FoldOutcome outcome) {
  switch (outcome) {
    case FoldOutcome::kAccepted:
      return "Accepted ";
    case FoldOutcome::kDuplicate:
      return "Duplicate ";
    case FoldOutcome::kIntegrity:
      return "Integrity ";
    case FoldOutcome::kNotOurs:
      return "NotOurs ";
  }
  return "";
}

}  // namespace

void CountingProbe::Folded(std::string_view topic, FoldOutcome outcome, std::int64_t records) {
  counts_[NameOf(outcome) + std::string(topic)] += records;
}

void CountingProbe::Ignored(std::string_view topic, std::int64_t records) {
  counts_["Ignored " + std::string(topic)] += records;
}

void CountingProbe::SetAside(std::string_view topic, std::int64_t records) {
  counts_["SetAside " + std::string(topic)] += records;
}

ToyTask::ToyTask(TaskLimits limits)
    : memory_log({{"facts", 1}, {"rates", 1}, {"sums", kOutputs}, {"quarantine", 1}}),
      store(std::make_unique<MemoryStore>()) {
  spec.name = "toy-0";
  spec.inputs = {{{"facts", 0}, false}, {{"rates", 0}, false}};
  spec.output_topic = "sums";
  spec.output_partition_count = kOutputs;
  spec.output_partitions = {0, 1, 2};
  spec.quarantine_topic = "quarantine";
  spec.source = "kakutei/toy";
  spec.limits = limits;
  Restart();
}

std::int64_t ToyTask::Amount(const std::string& account, const std::string& item,
                             std::int64_t number, std::int64_t revision) {
  return Write({"facts", 0}, Encode({ToyFact::Kind::kAmount, account, item, revision, number}));
}

std::int64_t ToyTask::Rate(const std::string& group, std::int64_t number, std::int64_t revision) {
  return Write({"rates", 0}, Encode({ToyFact::Kind::kRate, group, "", revision, number}));
}

std::int64_t ToyTask::Write(const TopicPartition& to, const std::string& value) {
  const NewRecord record{to, "key", value};
  const auto positions = memory_log.Append({&record, 1});
  KAKUTEI_CHECK(positions.has_value());
  return positions->front();
}

void ToyTask::Restart() {
  task.reset();
  domain = std::make_unique<ToyDomain>(std::vector<std::string>{"a", "b"});
  Restart(*domain, spec);
}

void ToyTask::Restart(const MemoryStore::DiskImage& image) {
  task.reset();
  store = image ? std::make_unique<MemoryStore>(image) : std::make_unique<MemoryStore>();
  Restart();
}

void ToyTask::Restart(Domain& other, TaskSpec other_spec) {
  task = std::make_unique<Task>(std::move(other_spec), chaos, *store, other, probe, clock);
}

StepOutcome ToyTask::Step() {
  const auto outcome = task->Step();
  KAKUTEI_CHECK(outcome.has_value());
  return *outcome;
}

base::Error ToyTask::FailingStep() {
  const auto outcome = task->Step();
  KAKUTEI_CHECK(!outcome.has_value());
  return outcome.error();
}

void ToyTask::Rest() {
  for (int steps = 0; Step().Progressed(); ++steps) {
    KAKUTEI_CHECK(steps < 1000);
  }
}

std::map<std::string, std::string> ToyTask::Latest() const {
  std::map<std::string, std::string> contents;
  const auto scanned = ScanLatest(*store, {}, {}, [&](const v1::LedgerRecord& record) {
    contents[record.subject()] = record.content();
    return true;
  });
  KAKUTEI_CHECK(scanned.has_value());
  return contents;
}

std::uint64_t ToyTask::Revisions(std::string_view subject) const {
  const auto head = HeadOf(*store, subject);
  KAKUTEI_CHECK(head.has_value());
  return *head ? (*head)->revision() : 0;
}

std::int64_t ToyTask::End(const std::string& topic) const {
  std::int64_t records = 0;
  for (int partition = 0; partition < *memory_log.Partitions(topic); ++partition) {
    records += *memory_log.End({topic, partition});
  }
  return records;
}

TopicPartition ToyTask::OutputOf(const std::string& group) {
  return {"sums", base::PartitionOf(group, kOutputs)};
}

}  // namespace kakutei::runtime::engine
