#include "runtime/engine/task_runner.h"

#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/engine/testing/toy_task.h"

namespace kakutei::runtime::engine {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;

constexpr std::chrono::minutes kLong{1};

RunnerOptions Quick() {
  RunnerOptions options;
  options.idle_wait = milliseconds(2);
  options.first_backoff = milliseconds(0);
  return options;
}

Positions Behind(std::int64_t position) { return {{{"facts", 0}, position + 1}}; }

TEST(TaskRunner, KeepsTasksUpToDateUntilItIsStopped) {
  ToyTask toy;
  TaskRunner runner({toy.task.get()}, toy.chaos, toy.clock, Quick(), {});
  runner.Start();
  for (int number = 1; number <= 3; ++number) {
    const std::int64_t position = toy.Amount("a0", "p", number, number);
    ASSERT_TRUE(toy.task->freshness().WaitUntilReflects(Behind(position), kLong).has_value());
  }
  EXPECT_TRUE(runner.Ready());
  EXPECT_TRUE(runner.Stop(kLong).has_value());
  EXPECT_TRUE(runner.Stop(kLong).has_value());
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=3");
}

TEST(TaskRunner, TriesAgainAfterAFailure) {
  ToyTask toy;
  toy.log.ScriptAppends({AppendFault::kNotWritten, AppendFault::kWritten});
  const std::int64_t position = toy.Amount("a0", "p", 3);
  TaskRunner runner({toy.task.get()}, toy.chaos, toy.clock, Quick(), {});
  runner.Start();
  EXPECT_TRUE(toy.task->freshness().WaitUntilReflects(Behind(position), kLong).has_value());
  EXPECT_TRUE(runner.Healthy());
  ASSERT_TRUE(runner.Stop(kLong).has_value());
  EXPECT_EQ(toy.End("sums"), 2);
}

TEST(TaskRunner, DoesNotStepATaskThatBacksOff) {
  ToyTask toy;
  RunnerOptions options = Quick();
  options.first_backoff = milliseconds(10);
  toy.log.FailReads(1000000, ErrorCode::kUnavailable);
  TaskRunner runner({toy.task.get()}, toy.chaos, toy.clock, options, {});
  runner.Start();
  // The clock stands still: after the first failure the time of the next try never comes.
  const Positions wanted = {{{"facts", 0}, 1}};
  EXPECT_FALSE(toy.task->freshness().WaitUntilReflects(wanted, milliseconds(50)).has_value());
  EXPECT_TRUE(runner.Stop(kLong).has_value());
  EXPECT_EQ(toy.log.reads(), 1);
}

TEST(TaskRunner, ReportsAStoppedTaskOnceAndGoesOnWithTheOthers) {
  ToyTask broken;
  ToyTask sound;
  broken.Amount("a0", "p", 3);
  broken.log.ScriptAppends({AppendFault::kDataLoss});
  std::promise<std::string> stopped;
  RunnerOptions options = Quick();
  options.threads = 1;
  TaskRunner runner({broken.task.get(), sound.task.get()}, sound.chaos, sound.clock, options,
                    [&](const Task& task, const base::Error& error) {
                      EXPECT_EQ(error.code, ErrorCode::kDataLoss);
                      stopped.set_value(task.spec().name);
                    });
  runner.Start();
  EXPECT_EQ(stopped.get_future().get(), "toy-0");
  EXPECT_FALSE(runner.Healthy());
  EXPECT_FALSE(runner.Ready());
  const std::int64_t position = sound.Amount("a0", "p", 3);
  EXPECT_TRUE(sound.task->freshness().WaitUntilReflects(Behind(position), kLong).has_value());
  EXPECT_TRUE(runner.Stop(kLong).has_value());
}

TEST(RunUntilIdle, StepsTasksUntilNothingIsLeft) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  Task* const tasks[] = {toy.task.get()};
  ASSERT_TRUE(RunUntilIdle(tasks, 100).has_value());
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=3");
}

TEST(RunUntilIdle, GivesUpAfterSoManyRounds) {
  ToyTask toy;
  Task* const tasks[] = {toy.task.get()};
  const auto run = RunUntilIdle(tasks, 1);
  ASSERT_FALSE(run.has_value());
  EXPECT_EQ(run.error().code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(run.error().reason, "NOT_IDLE");
}

}  // namespace
}  // namespace kakutei::runtime::engine
