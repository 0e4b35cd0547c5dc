#include "runtime/metrics/task_metrics.h"

#include <set>

namespace kakutei::runtime::metrics {
namespace {

using engine::FoldOutcome;

constexpr std::string_view kCommits = "commits";

std::string_view OutcomeName(FoldOutcome outcome) {
  switch (outcome) {
    case FoldOutcome::kAccepted:
      return "accepted";
    case FoldOutcome::kDuplicate:
      return "duplicate";
    case FoldOutcome::kIntegrity:
      return "integrity";
    case FoldOutcome::kNotOurs:
      break;
  }
  return "not_ours";
}

// All topics from which the task can take a record.
ClosedLabel Topics(const engine::TaskSpec& spec) {
  std::set<std::string> topics;
  for (const engine::TaskInput& input : spec.inputs) {
    topics.insert(input.from.topic);
  }
  for (const std::string& topic : {spec.output_topic, spec.quarantine_topic}) {
    if (!topic.empty()) {
      topics.insert(topic);
    }
  }
  return {"topic", {topics.begin(), topics.end()}};
}

double Seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

TaskMetrics::TaskMetrics(Registry& registry, std::string_view service, const engine::TaskSpec& spec)
    : registry_(registry),
      service_({{"service", std::string(service)}}),
      task_({{"service", std::string(service)}, {"task", spec.name}}),
      rebuilds_(registry.AddCounter(
          {"kakutei_task_rebuilds_total", "Projections begun from nothing."}, service_)),
      recoveries_(registry.AddCounter(
          {"kakutei_task_recoveries_total", "Times that a task has read what is published."},
          service_)),
      dropped_(registry.AddCounter({"kakutei_task_batches_dropped_total",
                                    "Batches made again after an append of unknown outcome."},
                                   service_)),
      judged_(registry.AddCounter({"kakutei_subjects_judged_total", "Judgements made."}, service_)),
      published_(registry.AddCounter(
          {"kakutei_ledger_records_published_total", "Revisions appended."}, service_)),
      repaired_(registry.AddCounter(
          {"kakutei_subjects_repaired_total",
           "Subjects judged again since the ledger held what the task did not expect."},
          service_)),
      folded_(registry, {"kakutei_records_folded_total", "Records folded, by what became of them."},
              service_, Topics(spec),
              {"outcome", {"accepted", "duplicate", "integrity", "not_ours"}}),
      ignored_(registry,
               {"kakutei_ledger_records_ignored_total", "Ledger records that were not accepted."},
               service_, Topics(spec)),
      set_aside_(registry, {"kakutei_records_set_aside_total", "Records that could not be folded."},
                 service_, Topics(spec)),
      batch_records_(registry.AddHistogram(
          {"kakutei_task_batch_records", "Records of a batch read from the inputs."}, service_,
          CountBuckets())),
      judge_seconds_(
          registry.AddHistogram({"kakutei_judge_seconds", "Time to judge the subjects of a batch."},
                                service_, SecondsBuckets())),
      publish_seconds_(registry.AddHistogram(
          {"kakutei_publish_seconds", "Time to append the revisions of a batch."}, service_,
          SecondsBuckets())),
      lag_(registry.AddGauge(
          {"kakutei_task_lag_records", "Records of the inputs that are not yet folded."}, task_)),
      dirty_(registry.AddGauge({"kakutei_task_dirty_subjects", "Subjects that are not yet judged."},
                               task_)),
      stopped_(registry.AddGauge({"kakutei_task_stopped", "1 once the task has stopped for good."},
                                 task_)),
      store_commits_(registry.AddCounter(
          {"kakutei_store_commits_total", "Commits of the task's store."}, task_)) {}

void TaskMetrics::Batch(std::int64_t records) {
  if (records > 0) {
    batch_records_.Observe(static_cast<double>(records));
  }
}

void TaskMetrics::Folded(std::string_view topic, FoldOutcome outcome, std::int64_t records) {
  folded_.With(topic, OutcomeName(outcome)).Add(static_cast<double>(records));
}

void TaskMetrics::Ignored(std::string_view topic, std::int64_t records) {
  ignored_.With(topic).Add(static_cast<double>(records));
}

void TaskMetrics::SetAside(std::string_view topic, std::int64_t records) {
  set_aside_.With(topic).Add(static_cast<double>(records));
}

void TaskMetrics::Judged(std::int64_t subjects, std::chrono::nanoseconds took) {
  judged_.Add(static_cast<double>(subjects));
  judge_seconds_.Observe(Seconds(took));
}

void TaskMetrics::Published(std::int64_t records, std::chrono::nanoseconds took) {
  published_.Add(static_cast<double>(records));
  publish_seconds_.Observe(Seconds(took));
}

void TaskMetrics::Repaired(std::int64_t subjects) { repaired_.Add(static_cast<double>(subjects)); }

void TaskMetrics::Lag(std::int64_t records) { lag_.Set(static_cast<double>(records)); }

void TaskMetrics::Dirty(std::int64_t subjects) { dirty_.Set(static_cast<double>(subjects)); }

void TaskMetrics::Stopped(const base::Error&) { stopped_.Set(1); }

void TaskMetrics::CollectStore(const ProjectionStore& store) {
  store.VisitStatistics([this](std::string_view name, std::int64_t value) {
    if (name == kCommits) {
      store_commits_.RaiseTo(static_cast<double>(value));
      return;
    }
    auto gauge = store_gauges_.find(name);
    if (gauge == store_gauges_.end()) {
      const std::string own(name);
      gauge =
          store_gauges_
              .emplace(own, registry_.AddGauge(
                                {"kakutei_store_" + own, "The task's store: " + own + "."}, task_))
              .first;
    }
    gauge->second.Set(static_cast<double>(value));
  });
}

}  // namespace kakutei::runtime::metrics
