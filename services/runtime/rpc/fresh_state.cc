#include "runtime/rpc/fresh_state.h"

#include <utility>

#include "runtime/rpc/fact_calls.h"

namespace kakutei::runtime::rpc {

base::Result<FreshState> FreshReader::Read(const TaskView& view,
                                           const v1::ConsistencyToken& not_older_than,
                                           const grpc::ServerContext& call) const {
  if (view.task->Stopped()) {
    return base::Fail(base::ErrorCode::kUnavailable, "TASK_STOPPED", "the projection has stopped");
  }
  if (!view.task->freshness().Ready()) {
    return base::Fail(base::ErrorCode::kUnavailable, "NOT_READY", "the projection is being built");
  }
  auto reflected = AwaitReflection(not_older_than, known_, std::span(&view.task, 1), clock_,
                                   WaitBudget(call, clock_, limits_));
  if (!reflected) {
    return base::Fail(std::move(reflected).error());
  }
  // The token first: the snapshot is not older.
  FreshState fresh{nullptr, ReflectedBy(*view.task)};
  fresh.snapshot = view.store->Snapshot();
  return fresh;
}

}  // namespace kakutei::runtime::rpc
