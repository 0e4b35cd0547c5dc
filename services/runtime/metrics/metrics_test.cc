#include "runtime/metrics/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/metrics/append_metrics.h"
#include "runtime/metrics/process_metrics.h"
#include "runtime/metrics/task_metrics.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::runtime::metrics {
namespace {

using testing::HasSubstr;
using testing::Not;

engine::TaskSpec Spec() {
  engine::TaskSpec spec;
  spec.name = "billing-3";
  spec.inputs = {{{"kakutei.readings.v1", 3}, false}};
  spec.output_topic = "kakutei.verdicts.v1";
  return spec;
}

TEST(Registry, GivesTheSameSeriesForTheSameNameAndLabels) {
  Registry registry;
  registry.AddCounter({"kakutei_x_total", "X."}, {{"service", "a"}}).Add(2);
  Counter again = registry.AddCounter({"kakutei_x_total", "X."}, {{"service", "a"}});
  EXPECT_EQ(again.value(), 2);
}

TEST(CounterFamily, ShowsEveryDeclaredSeriesAtOnce) {
  Registry registry;
  CounterFamily family(registry, {"kakutei_y_total", "Y."}, {{"service", "a"}},
                       {"topic", {"t1", "t2"}}, {"outcome", {"good", "bad"}});
  family.With("t2", "bad").Add(3);
  EXPECT_THAT(registry.Text(),
              HasSubstr(R"(kakutei_y_total{outcome="bad",service="a",topic="t2"} 3)"));
  EXPECT_THAT(registry.Text(),
              HasSubstr(R"(kakutei_y_total{outcome="good",service="a",topic="t1"} 0)"));
}

TEST(CounterFamilyDeathTest, RefusesAValueThatWasNotDeclared) {
  Registry registry;
  CounterFamily family(registry, {"kakutei_y_total", "Y."}, {}, {"topic", {"t1"}});
  EXPECT_DEATH(family.With("F-SEND"), "end");
}

TEST(Counter, RaisesToATotalAndNeverFalls) {
  Registry registry;
  Counter counter = registry.AddCounter({"kakutei_z_total", "Z."}, {});
  counter.RaiseTo(5);
  counter.RaiseTo(3);
  EXPECT_EQ(counter.value(), 5);
}

TEST(TaskMetrics, CountsByTopicAndOutcome) {
  Registry registry;
  TaskMetrics metrics(registry, "billing_eligibility", Spec());
  metrics.Folded("kakutei.readings.v1", engine::FoldOutcome::kIntegrity, 4);
  metrics.Lag(17);
  EXPECT_THAT(registry.Text(),
              HasSubstr(R"(kakutei_records_folded_total{outcome="integrity",)"
                        R"(service="billing_eligibility",topic="kakutei.readings.v1"} 4)"));
  EXPECT_THAT(registry.Text(),
              HasSubstr(R"(kakutei_task_lag_records{service="billing_eligibility",)"
                        R"(task="billing-3"} 17)"));
}

TEST(TaskMetrics, ShowsTheStoresFigures) {
  Registry registry;
  TaskMetrics metrics(registry, "billing_eligibility", Spec());
  MemoryStore store;
  const auto overlay = store.NewOverlay();
  overlay->Put("key", "value");
  ASSERT_TRUE(store.Commit(*overlay, Durability::kProcessCrash));
  metrics.CollectStore(store);
  EXPECT_THAT(registry.Text(), HasSubstr("kakutei_store_keys{"));
  EXPECT_THAT(registry.Text(), HasSubstr(R"(kakutei_store_commits_total{)"
                                         R"(service="billing_eligibility",task="billing-3"} 1)"));
}

TEST(AppendMetrics, CountsFactsByKindAndOutcome) {
  Registry registry;
  AppendMetrics metrics(registry, "reading_events");
  v1::AppendFactsRequest request;
  request.add_events()->mutable_reading_ordered();
  request.add_events()->mutable_reading_ordered();
  metrics.Appended(request, std::chrono::milliseconds(1));
  request.add_events();
  using Outcome = AppendMetrics::Outcome;
  metrics.Finished(request, Outcome::kRefused);
  metrics.Finished(request, Outcome::kRepeated);
  metrics.Finished(request, Outcome::kOverloaded);
  metrics.Finished(request, Outcome::kFailed);
  const std::string text = registry.Text();
  for (const char* outcome : {"appended", "repeated", "refused", "overloaded", "failed"}) {
    const std::string labels =
        "outcome=\"" + std::string(outcome) + "\",service=\"reading_events\"";
    EXPECT_THAT(text, HasSubstr("kakutei_facts_total{kind=\"readingOrdered\"," + labels + "} 2"));
    EXPECT_THAT(text, HasSubstr("kakutei_facts_total{kind=\"reportAttached\"," + labels + "} 0"));
    EXPECT_THAT(text, HasSubstr("kakutei_fact_batches_total{" + labels + "} 1"));
  }
  EXPECT_THAT(text, HasSubstr(R"(kakutei_facts_total{kind="none",outcome="refused",)"
                              R"(service="reading_events"} 1)"));
}

TEST(ProcessMetrics, ReadsThisProcess) {
  Registry registry;
  ProcessMetrics metrics(registry);
  metrics.Collect();
  for (const char* name : {"process_resident_memory_bytes", "process_open_fds", "process_max_fds",
                           "process_start_time_seconds", "process_threads"}) {
    EXPECT_THAT(registry.Text(), HasSubstr("\n" + std::string(name) + " "));
    EXPECT_THAT(registry.Text(), Not(HasSubstr("\n" + std::string(name) + " 0\n")));
  }
}

}  // namespace
}  // namespace kakutei::runtime::metrics
