#include "bench/engine_run.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "billing_eligibility/billing_eligibility_fold.h"
#include "confirmation_review/confirmation_review_fold.h"
#include "facts/routing.h"
#include "rules/policy.h"
#include "runtime/engine/task.h"
#include "runtime/eventlog/local/local_event_log.h"
#include "runtime/projection/rocksdb_store.h"
#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::bench {
namespace {

namespace engine = runtime::engine;

// What `kakutei judge` takes.
constexpr std::size_t kOfflineAppend = 2000;
constexpr int kOfflineStep = 5000;
constexpr std::size_t kLiveAppend = 1000;

engine::TaskInput From(std::string_view topic, bool ledger = false) {
  return {{std::string(topic), 0}, ledger};
}

engine::TaskSpec SpecOf(std::string name, std::vector<engine::TaskInput> inputs,
                        std::string_view output, EngineMode mode) {
  engine::TaskSpec spec;
  spec.source = "kakutei/" + name;
  spec.name = std::move(name);
  spec.inputs = std::move(inputs);
  if (mode != EngineMode::kOfflineWithoutJudging) {
    spec.output_topic = std::string(output);
    spec.output_partition_count = 1;
    spec.output_partitions = {0};
  }
  if (mode != EngineMode::kLive) {
    spec.limits.batch_records = kOfflineStep;
    spec.limits.judge_when_lag_at_most = 0;
  }
  return spec;
}

base::Result<std::unique_ptr<runtime::ProjectionStore>> OpenStore(
    const runtime::TempDirectory& directory, std::string_view name) {
  runtime::RocksDbSettings settings;
  settings.directory = (directory.path() / name).string();
  settings.wal_damage = runtime::WalDamage::kRollBack;
  return runtime::OpenRocksDbStore(settings);
}

base::Result<std::unique_ptr<runtime::EventLog>> OpenLog(const runtime::TempDirectory& directory,
                                                         EngineMode mode) {
  auto store = OpenStore(directory, "log");
  if (!store) return base::Fail(std::move(store).error());
  runtime::LocalLogSettings settings;
  for (std::string_view topic :
       {facts::kRegistryTopic, facts::kReadingsTopic, facts::kConfirmationsTopic,
        facts::kAssessmentsTopic, facts::kClaimsTopic, facts::kClockTopic, facts::kVerdictsTopic}) {
    settings.topics[std::string(topic)] = 1;
  }
  settings.durability = mode == EngineMode::kLive ? runtime::Durability::kPowerLoss
                                                  : runtime::Durability::kProcessCrash;
  return runtime::OpenLocalEventLog(*std::move(store), settings);
}

// Steps the tasks in turn until a whole round does nothing.
base::Status RunToEnd(std::initializer_list<engine::Task*> tasks, EngineOutcome& outcome) {
  for (bool progressed = true; progressed;) {
    progressed = false;
    for (engine::Task* task : tasks) {
      const auto step = task->Step();
      if (!step) return base::Fail(step.error());
      progressed = progressed || step->Progressed();
      outcome.judged += step->judged;
      outcome.published += step->published;
    }
  }
  return {};
}

base::Status Run(const NetworkFacts& network, EngineMode mode, runtime::EventLog& log,
                 engine::Task& confirmation, engine::Task& billing, EngineOutcome& outcome) {
  const bool live = mode == EngineMode::kLive;
  std::vector<runtime::NewRecord> batch;
  for (std::size_t i = 0; i < network.facts.size(); ++i) {
    const Fact& fact = network.facts[i];
    batch.push_back({{std::string(fact.topic), 0}, fact.key, fact.bytes, {}});
    if (batch.size() < (live ? kLiveAppend : kOfflineAppend) && i + 1 < network.facts.size()) {
      continue;
    }
    if (auto appended = log.Append(batch); !appended) {
      return base::Fail(std::move(appended).error());
    }
    batch.clear();
    if (!live) continue;
    if (auto done = RunToEnd({&confirmation, &billing}, outcome); !done) return done;
  }
  if (auto done = RunToEnd({&confirmation}, outcome); !done) return done;
  return RunToEnd({&billing}, outcome);
}

}  // namespace

base::Result<EngineOutcome> RunEngine(
    const NetworkFacts& network, EngineMode mode, const base::Clock& clock,
    const std::function<base::Status(const runtime::StateReader&)>& look) {
  const runtime::TempDirectory directory;
  auto log = OpenLog(directory, mode);
  if (!log) return base::Fail(std::move(log).error());
  auto confirmation_store = OpenStore(directory, "confirmation_review");
  if (!confirmation_store) return base::Fail(std::move(confirmation_store).error());
  auto billing_store = OpenStore(directory, "billing_eligibility");
  if (!billing_store) return base::Fail(std::move(billing_store).error());

  const rules::Policy policy = rules::Policy::Shipped();
  engine::NullProbe probe;
  confirmation_review::ConfirmationReviewFold confirmation_fold({0, 1}, policy);
  engine::Task confirmation(SpecOf("confirmation_review",
                                   {From(facts::kRegistryTopic), From(facts::kConfirmationsTopic),
                                    From(facts::kReadingsTopic)},
                                   facts::kAssessmentsTopic, mode),
                            **log, **confirmation_store, confirmation_fold, probe, clock);
  billing_eligibility::NoJudgementProbe unheard;
  billing_eligibility::BillingEligibilityFold billing_fold(policy, unheard);
  engine::Task billing(SpecOf("billing_eligibility",
                              {From(facts::kRegistryTopic), From(facts::kReadingsTopic),
                               From(facts::kAssessmentsTopic, true), From(facts::kClaimsTopic),
                               From(facts::kClockTopic)},
                              facts::kVerdictsTopic, mode),
                       **log, **billing_store, billing_fold, probe, clock);

  EngineOutcome outcome;
  const Stopwatch stopwatch(clock);
  if (auto ran = Run(network, mode, **log, confirmation, billing, outcome); !ran) {
    return base::Fail(std::move(ran).error());
  }
  outcome.cost = stopwatch.Elapsed();
  if (look) {
    if (auto looked = look(**billing_store); !looked) return base::Fail(std::move(looked).error());
  }
  return outcome;
}

}  // namespace kakutei::bench
