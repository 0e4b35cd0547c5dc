#include "kakutei/offline_mesh.h"

#include <stdlib.h>

#include <array>

#include "kakutei/terminal.h"

#include "billing_eligibility/billing_eligibility_fold.h"
#include "billing_eligibility/policies_kept.h"
#include "confirmation_review/confirmation_review_fold.h"
#include "facts/routing.h"
#include "facts/validation.h"
#include "runtime/eventlog/local/local_event_log.h"
#include "runtime/host/system_clock.h"
#include "runtime/projection/rocksdb_store.h"

namespace kakutei::cli {
namespace {

namespace engine = runtime::engine;

constexpr std::size_t kAppendRecords = 2000;

// A month's facts are read once from end to end, so big steps cost little memory and save commits.
constexpr int kStepRecords = 5000;

engine::TaskSpec SpecOf(std::string name, std::vector<engine::TaskInput> inputs,
                        std::string_view output) {
  engine::TaskSpec spec;
  spec.source = "kakutei/" + name;
  spec.name = std::move(name);
  spec.inputs = std::move(inputs);
  spec.output_topic = std::string(output);
  spec.output_partition_count = 1;
  spec.output_partitions = {0};
  spec.limits.batch_records = kStepRecords;
  // Nothing is judged before everything is known.
  spec.limits.judge_when_lag_at_most = 0;
  return spec;
}

engine::TaskInput From(std::string_view topic, bool ledger = false) {
  return {{std::string(topic), 0}, ledger};
}

base::Status RunToEnd(engine::Task& task, std::string_view stage,
                      const std::function<void(std::string_view, std::int64_t)>& progress) {
  std::int64_t done = 0;
  while (true) {
    if (auto going_on = CheckInterrupted(); !going_on) return going_on;
    const auto step = task.Step();
    if (!step) return base::Fail(step.error());
    if (!step->Progressed()) return {};
    done += step->folded + step->judged;
    if (progress) progress(stage, done);
  }
}

constexpr int kReadRecords = 2000;
constexpr std::int64_t kReadBytes = 8 << 20;

// Visits a topic's records, a partition after the other.
base::Status VisitTopic(const runtime::EventLog& log, std::string_view topic,
                        const std::function<base::Status(const runtime::LogRecord&)>& visit) {
  const auto partitions = log.Partitions(topic);
  if (!partitions) return base::Fail(partitions.error());
  for (int partition = 0; partition < *partitions; ++partition) {
    const runtime::TopicPartition from{std::string(topic), partition};
    const auto end = log.End(from);
    if (!end) return base::Fail(end.error());
    for (std::int64_t position = 0; position < *end;) {
      if (auto going_on = CheckInterrupted(); !going_on) return going_on;
      const auto read = log.Read(from, position, kReadRecords, kReadBytes);
      if (!read) return base::Fail(read.error());
      for (const auto& record : read->records) {
        if (auto visited = visit(record); !visited) return visited;
      }
      position = read->next_position;
    }
  }
  return {};
}

}  // namespace

base::Result<std::unique_ptr<OfflineMesh>> OfflineMesh::Make(const std::string& directory,
                                                             rules::Policy policy) {
  std::unique_ptr<OfflineMesh> mesh(new OfflineMesh(std::move(policy)));
  std::filesystem::path at = directory;
  std::error_code error;
  if (directory.empty()) {
    std::string pattern =
        (std::filesystem::temp_directory_path(error) / "kakutei-judge-XXXXXX").string();
    if (error || mkdtemp(pattern.data()) == nullptr) {
      return base::Fail(base::ErrorCode::kFailedPrecondition, "NO_TEMPORARY_DIRECTORY",
                        "cannot make a temporary directory as " + pattern);
    }
    at = pattern;
    mesh->temporary_ = true;
  } else if (std::filesystem::exists(at, error) &&
             !(std::filesystem::is_directory(at, error) && std::filesystem::is_empty(at, error))) {
    return base::Fail(base::ErrorCode::kFailedPrecondition, "DIRECTORY_NOT_EMPTY",
                      directory + " is not empty or no directory; name a new directory");
  }
  mesh->made_ = at;
  if (auto opened = mesh->OpenStores(at); !opened) return base::Fail(std::move(opened).error());
  runtime::RocksDbSettings log_store;
  log_store.directory = (at / "log").string();
  auto store = runtime::OpenRocksDbStore(log_store);
  if (!store) return base::Fail(std::move(store).error());
  runtime::LocalLogSettings settings;
  for (std::string_view topic :
       {facts::kRegistryTopic, facts::kReadingsTopic, facts::kConfirmationsTopic,
        facts::kAssessmentsTopic, facts::kClaimsTopic, facts::kClockTopic, facts::kPoliciesTopic,
        facts::kVerdictsTopic}) {
    settings.topics[std::string(topic)] = 1;
  }
  // The facts stand in the files that are judged: a crash means judging again, not a loss.
  settings.durability = runtime::Durability::kProcessCrash;
  auto log = runtime::OpenLocalEventLog(*std::move(store), settings);
  if (!log) return base::Fail(std::move(log).error());
  mesh->log_ = *std::move(log);
  return mesh;
}

base::Result<std::unique_ptr<OfflineMesh>> OfflineMesh::Open(const std::string& directory) {
  std::unique_ptr<OfflineMesh> mesh(new OfflineMesh(rules::Policy::Shipped()));
  if (!std::filesystem::exists(std::filesystem::path(directory) / "billing_eligibility")) {
    return base::Fail(base::ErrorCode::kNotFound, "NOTHING_JUDGED",
                      directory + " holds nothing that kakutei judge --data-dir left");
  }
  if (auto opened = mesh->OpenStores(directory); !opened)
    return base::Fail(std::move(opened).error());
  return mesh;
}

OfflineMesh::~OfflineMesh() {
  billing_store_.reset();
  confirmation_store_.reset();
  log_.reset();
  std::error_code ignored;
  if (!made_.empty() && (temporary_ || !judged_)) std::filesystem::remove_all(made_, ignored);
}

base::Status OfflineMesh::OpenStores(const std::filesystem::path& directory) {
  const auto open = [&](std::string_view name) {
    runtime::RocksDbSettings settings;
    settings.directory = (directory / name).string();
    settings.wal_damage = runtime::WalDamage::kRollBack;
    return runtime::OpenRocksDbStore(settings);
  };
  auto confirmation = open("confirmation_review");
  if (!confirmation) return base::Fail(std::move(confirmation).error());
  confirmation_store_ = *std::move(confirmation);
  auto billing = open("billing_eligibility");
  if (!billing) return base::Fail(std::move(billing).error());
  billing_store_ = *std::move(billing);
  return {};
}

base::Status OfflineMesh::Take(const v1::Event& event) {
  facts::Route route = facts::RouteOf(event);
  waiting_.push_back(
      {{std::string(route.topic), 0}, std::move(route.key), event.SerializeAsString(), {}});
  return waiting_.size() < kAppendRecords ? base::Status() : Flush();
}

base::Status OfflineMesh::TakeFrom(const runtime::EventLog& log) {
  for (const std::string_view topic :
       {facts::kRegistryTopic, facts::kReadingsTopic, facts::kConfirmationsTopic,
        facts::kClaimsTopic, facts::kClockTopic}) {
    auto copied = VisitTopic(log, topic, [&](const runtime::LogRecord& record) {
      v1::Event event;
      return event.ParseFromString(record.value) && facts::Violations(event).empty()
                 ? Take(event)
                 : base::Status();
    });
    if (!copied) return copied;
  }
  return Flush();
}

base::Result<const runtime::EventLog*> OfflineMesh::Log() {
  if (auto flushed = Flush(); !flushed) return base::Fail(std::move(flushed).error());
  return log_.get();
}

base::Result<rules::PolicyBook> OfflineMesh::Policies() const {
  return billing_eligibility::PoliciesIn(*billing_store_, policy_);
}

base::Status OfflineMesh::Flush() {
  if (waiting_.empty()) return {};
  auto appended = log_->Append(waiting_);
  waiting_.clear();
  if (!appended) return base::Fail(std::move(appended).error());
  return {};
}

base::Status OfflineMesh::Judge(
    const std::function<void(std::string_view, std::int64_t)>& progress) {
  if (auto flushed = Flush(); !flushed) return flushed;
  const runtime::host::SystemClock clock;
  engine::NullProbe probe;
  {
    confirmation_review::ConfirmationReviewFold fold({0, 1}, policy_);
    engine::Task task(SpecOf("confirmation_review",
                             {From(facts::kRegistryTopic), From(facts::kConfirmationsTopic),
                              From(facts::kReadingsTopic), From(facts::kPoliciesTopic)},
                             facts::kAssessmentsTopic),
                      *log_, *confirmation_store_, fold, probe, clock);
    if (auto done = RunToEnd(task, "assess", progress); !done) return done;
  }
  billing_eligibility::NoJudgementProbe unheard;
  billing_eligibility::BillingEligibilityFold fold(policy_, unheard);
  engine::Task task(SpecOf("billing_eligibility",
                           {From(facts::kRegistryTopic), From(facts::kReadingsTopic),
                            From(facts::kAssessmentsTopic, true), From(facts::kClaimsTopic),
                            From(facts::kClockTopic), From(facts::kPoliciesTopic)},
                           facts::kVerdictsTopic),
                    *log_, *billing_store_, fold, probe, clock);
  auto done = RunToEnd(task, "judge", progress);
  judged_ = done.has_value();
  return done;
}

base::Result<std::unique_ptr<runtime::EventLog>> OpenLogToRead(const std::string& directory) {
  runtime::RocksDbSettings settings;
  settings.directory = (std::filesystem::path(directory) / "log").string();
  settings.read_only = true;
  auto store = runtime::OpenRocksDbStore(settings);
  if (!store) return base::Fail(std::move(store).error());
  return runtime::OpenLocalEventLog(*std::move(store), {});
}

base::Result<rules::PolicyBook> PoliciesOf(const runtime::EventLog& log,
                                           const rules::Policy& start) {
  rules::PolicyBook book(start);
  const auto visited =
      VisitTopic(log, facts::kPoliciesTopic, [&](const runtime::LogRecord& record) {
        v1::Event event;
        if (event.ParseFromString(record.value) && event.has_policy_activated() &&
            facts::Violations(event).empty() &&
            rules::PolicyBook::Violations(event.policy_activated()).empty()) {
          book.Take(event);
        }
        return base::Status();
      });
  if (!visited) return base::Fail(visited.error());
  return book;
}

}  // namespace kakutei::cli
