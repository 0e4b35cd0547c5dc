#include "runtime/engine/task_runner.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace kakutei::runtime::engine {

TaskRunner::TaskRunner(std::vector<Task*> tasks, EventLog& log, const base::Clock& clock,
                       RunnerOptions options, OnStopped on_stopped)
    : tasks_(std::move(tasks)),
      log_(log),
      clock_(clock),
      options_(options),
      on_stopped_(std::move(on_stopped)) {
  KAKUTEI_CHECK(!tasks_.empty() && options_.threads > 0);
}

TaskRunner::~TaskRunner() {
  for (std::jthread& thread : threads_) {
    thread.request_stop();
  }
}

void TaskRunner::Start() {
  KAKUTEI_CHECK(threads_.empty());
  const std::size_t count = std::min(tasks_.size(), static_cast<std::size_t>(options_.threads));
  std::vector<std::vector<Lane>> shares(count);
  for (std::size_t i = 0; i < tasks_.size(); ++i) {
    shares[i % count].push_back({tasks_[i], options_.first_backoff, {}});
  }
  {
    const std::lock_guard lock(mutex_);
    running_ = static_cast<int>(count);
  }
  for (std::vector<Lane>& share : shares) {
    threads_.emplace_back([this, lanes = std::move(share)](const std::stop_token& stop) mutable {
      Run(stop, std::move(lanes));
      {
        const std::lock_guard lock(mutex_);
        --running_;
      }
      changed_.notify_all();
    });
  }
}

base::Status TaskRunner::Stop(std::chrono::milliseconds timeout) {
  for (std::jthread& thread : threads_) {
    thread.request_stop();
  }
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, timeout, [this] { return running_ == 0; })) {
    return base::Fail(base::ErrorCode::kDeadlineExceeded, "TASKS_STILL_RUNNING",
                      std::to_string(running_) + " threads have not ended within " +
                          std::to_string(timeout.count()) + " ms");
  }
  return {};
}

bool TaskRunner::Ready() const {
  return healthy_ &&
         std::ranges::all_of(tasks_, [](const Task* task) { return task->freshness().Ready(); });
}

void TaskRunner::Run(const std::stop_token& stop, std::vector<Lane> lanes) {
  // Changes of the log known before the round: what comes during it is not missed.
  std::uint64_t seen = 0;
  while (!stop.stop_requested() && !lanes.empty()) {
    bool progressed = false;
    for (Lane& lane : lanes) {
      progressed = (!stop.stop_requested() && StepLane(lane)) || progressed;
    }
    std::erase_if(lanes, [](const Lane& lane) { return lane.task->Stopped(); });
    if (!progressed && !stop.stop_requested() && !lanes.empty()) {
      Wait(lanes, stop, seen);
    }
  }
}

bool TaskRunner::StepLane(Lane& lane) {
  if (clock_.Steady() < lane.not_before) {
    return false;
  }
  const auto outcome = lane.task->Step();
  if (outcome) {
    lane.backoff = options_.first_backoff;
    return outcome->Progressed();
  }
  if (lane.task->Stopped()) {
    healthy_ = false;
    if (on_stopped_) {
      on_stopped_(*lane.task, outcome.error());
    }
    return false;
  }
  lane.not_before = clock_.Steady() + lane.backoff;
  lane.backoff = std::min(2 * lane.backoff, options_.longest_backoff);
  return false;
}

void TaskRunner::Wait(const std::vector<Lane>& lanes, const std::stop_token& stop,
                      std::uint64_t& seen) {
  using std::chrono::milliseconds;
  const auto now = clock_.Steady();
  milliseconds wait = options_.idle_wait;
  bool all_back_off = true;
  for (const Lane& lane : lanes) {
    if (lane.not_before > now) {
      wait = std::min(wait, std::chrono::ceil<milliseconds>(lane.not_before - now));
    } else {
      all_back_off = false;
    }
  }
  if (!all_back_off) {
    seen = log_.WaitForChange(seen, wait);
    return;
  }
  // A change of the log must not cut the backoff short.
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, wait, [] { return false; });
}

base::Status RunUntilIdle(std::span<Task* const> tasks, std::int64_t max_rounds) {
  for (std::int64_t round = 0; round < max_rounds; ++round) {
    bool progressed = false;
    for (Task* task : tasks) {
      const auto outcome = task->Step();
      if (!outcome) {
        return base::Fail(outcome.error());
      }
      progressed = outcome->Progressed() || progressed;
    }
    if (!progressed) {
      return {};
    }
  }
  return base::Fail(base::ErrorCode::kResourceExhausted, "NOT_IDLE",
                    "tasks still work after " + std::to_string(max_rounds) + " rounds");
}

}  // namespace kakutei::runtime::engine
