#pragma once

#include <map>
#include <string>

#include "runtime/engine/probe.h"
#include "runtime/engine/task_spec.h"
#include "runtime/metrics/metrics.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime::metrics {

// What one task tells about itself and about its store. Counts of a service's tasks go into the
// same series; what stands at a moment (lag, dirty subjects, the store) has a series per task.
class TaskMetrics final : public engine::TaskProbe {
 public:
  TaskMetrics(Registry& registry, std::string_view service, const engine::TaskSpec& spec);

  void Rebuilt() override { rebuilds_.Add(); }
  void Recovered() override { recoveries_.Add(); }
  void Batch(std::int64_t records) override;
  void Folded(std::string_view topic, engine::FoldOutcome outcome, std::int64_t records) override;
  void Ignored(std::string_view topic, std::int64_t records) override;
  void SetAside(std::string_view topic, std::int64_t records) override;
  void Judged(std::int64_t subjects, std::chrono::nanoseconds took) override;
  void Published(std::int64_t records, std::chrono::nanoseconds took) override;
  void Repaired(std::int64_t subjects) override;
  void Dropped() override { dropped_.Add(); }
  void Lag(std::int64_t records) override;
  void Dirty(std::int64_t subjects) override;
  void Stopped(const base::Error& error) override;

  // The store's own figures; before a scrape, from one thread at a time.
  void CollectStore(const ProjectionStore& store);

 private:
  Registry& registry_;
  const Labels service_;
  const Labels task_;
  Counter rebuilds_;
  Counter recoveries_;
  Counter dropped_;
  Counter judged_;
  Counter published_;
  Counter repaired_;
  CounterFamily folded_;
  CounterFamily ignored_;
  CounterFamily set_aside_;
  Histogram batch_records_;
  Histogram judge_seconds_;
  Histogram publish_seconds_;
  Gauge lag_;
  Gauge dirty_;
  Gauge stopped_;
  std::map<std::string, Gauge, std::less<>> store_gauges_;
  Counter store_commits_;
};

}  // namespace kakutei::runtime::metrics
