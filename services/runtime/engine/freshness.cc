#include "runtime/engine/freshness.h"

#include <algorithm>
#include <string>
#include <utility>

namespace kakutei::runtime::engine {
namespace {

using base::ErrorCode;

bool Reaches(const Positions& reached, const Positions::value_type& wanted) {
  const auto found = reached.find(wanted.first);
  return found != reached.end() && found->second >= wanted.second;
}

}  // namespace

Positions Freshness::Applied() const {
  const std::lock_guard lock(mutex_);
  return applied_;
}

Reflection Freshness::Reflected() const {
  const std::lock_guard lock(mutex_);
  return reflection_;
}

bool Freshness::ReflectsLocked(const Positions& positions) const {
  return std::ranges::all_of(positions, [this](const Positions::value_type& wanted) {
    return Reaches(reflection_.inputs, wanted) || Reaches(reflection_.outputs, wanted);
  });
}

bool Freshness::Reflects(const Positions& positions) const {
  const std::lock_guard lock(mutex_);
  return ReflectsLocked(positions);
}

base::Status Freshness::WaitUntilReflects(const Positions& positions,
                                          std::chrono::milliseconds timeout) const {
  std::unique_lock lock(mutex_);
  for (const auto& [partition, position] : positions) {
    if (!known_.contains(partition)) {
      return base::Fail(
          ErrorCode::kFailedPrecondition, "PARTITION_NOT_READ",
          partition.topic + "-" + std::to_string(partition.partition) + " is not read here");
    }
  }
  changed_.wait_for(lock, timeout, [&] { return stopped_ || ReflectsLocked(positions); });
  if (ReflectsLocked(positions)) {
    return {};
  }
  if (stopped_) {
    return base::Fail(ErrorCode::kUnavailable, "TASK_STOPPED", "the projection has stopped");
  }
  return base::Fail(ErrorCode::kUnavailable, "NOT_YET_REFLECTED",
                    "not reflected within " + std::to_string(timeout.count()) + " ms");
}

bool Freshness::Ready() const {
  const std::lock_guard lock(mutex_);
  return ready_;
}

bool Freshness::Stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

void Freshness::Know(Positions known) {
  const std::lock_guard lock(mutex_);
  known_ = std::move(known);
}

void Freshness::Apply(const Positions& applied) {
  const std::lock_guard lock(mutex_);
  applied_ = applied;
}

void Freshness::Reflect(Reflection reflection) {
  {
    const std::lock_guard lock(mutex_);
    reflection_ = std::move(reflection);
  }
  changed_.notify_all();
}

void Freshness::BecomeReady() {
  const std::lock_guard lock(mutex_);
  ready_ = true;
}

void Freshness::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

}  // namespace kakutei::runtime::engine
