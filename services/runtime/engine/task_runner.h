#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "runtime/engine/task.h"
#include "runtime/eventlog/event_log.h"

namespace kakutei::runtime::engine {

struct RunnerOptions {
  // Threads at most; there are never more than tasks.
  int threads = 2;
  // The longest wait for a change of the log, and so also for a stop.
  std::chrono::milliseconds idle_wait{200};
  // The wait after a failed step, doubled with each further one up to the bound.
  std::chrono::milliseconds first_backoff{50};
  std::chrono::milliseconds longest_backoff{5000};
};

// Steps many tasks on a bounded number of threads. Each thread owns a fixed share of the tasks and
// steps them in turn; when none has anything to do it waits for the log to change. A task that
// stops for good is reported once and left alone; the others go on.
//
// Thread-safe. Tasks, log and clock outlive it.
class TaskRunner {
 public:
  // Told about a task that stopped, on that task's thread.
  using OnStopped = std::function<void(const Task& task, const base::Error& error)>;

  TaskRunner(std::vector<Task*> tasks, EventLog& log, const base::Clock& clock,
             RunnerOptions options, OnStopped on_stopped);
  TaskRunner(const TaskRunner&) = delete;
  TaskRunner& operator=(const TaskRunner&) = delete;
  // Stops, and waits for running steps to end.
  ~TaskRunner();

  // Once.
  void Start();
  // Asks the threads to stop after their running step and waits. kDeadlineExceeded when one is
  // still running after `timeout`. May be called again.
  base::Status Stop(std::chrono::milliseconds timeout);

  // No task has stopped for good.
  bool Healthy() const { return healthy_; }
  // Every task has caught up once and none has stopped.
  bool Ready() const;

 private:
  // A task as its thread sees it.
  struct Lane {
    Task* task = nullptr;
    std::chrono::milliseconds backoff{0};  // after the next failure
    std::chrono::steady_clock::time_point not_before{};
  };

  void Run(const std::stop_token& stop, std::vector<Lane> lanes);
  // Whether the task did something; false also while it backs off.
  bool StepLane(Lane& lane);
  void Wait(const std::vector<Lane>& lanes, const std::stop_token& stop, std::uint64_t& seen);

  const std::vector<Task*> tasks_;
  EventLog& log_;
  const base::Clock& clock_;
  const RunnerOptions options_;
  const OnStopped on_stopped_;
  std::atomic<bool> healthy_ = true;

  std::mutex mutex_;  // guards running_, the number of threads that have not ended
  std::condition_variable_any changed_;
  int running_ = 0;
  std::vector<std::jthread> threads_;
};

// Steps the tasks in turn on the calling thread until a whole round does nothing; for offline runs
// and tests. Errors: the first that a step returns, or kResourceExhausted NOT_IDLE when
// `max_rounds` were not enough.
base::Status RunUntilIdle(std::span<Task* const> tasks, std::int64_t max_rounds);

}  // namespace kakutei::runtime::engine
