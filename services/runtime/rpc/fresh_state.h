#pragma once

#include <memory>
#include <span>

#include <grpcpp/server_context.h>

#include "kakutei/v1/mesh.pb.h"

#include "base/clock.h"
#include "base/result.h"
#include "runtime/engine/task.h"
#include "runtime/rpc/consistency.h"
#include "runtime/rpc/limits.h"

namespace kakutei::runtime::rpc {

// A task and the store that it writes, as queries see them.
struct TaskView {
  const engine::Task* task = nullptr;
  const ProjectionStore* store = nullptr;
};

// What a query reads: a snapshot, and the positions that it reflects at least.
struct FreshState {
  std::unique_ptr<StateReader> snapshot;
  v1::ConsistencyToken reflects;
};

// How queries of one service get at what they read. Thread-safe.
class FreshReader {
 public:
  // `tasks` are all tasks of the service; they and the clock outlive it.
  FreshReader(std::span<const engine::Task* const> tasks, const base::Clock& clock,
              const Limits& limits)
      : known_(tasks), clock_(clock), limits_(limits) {}

  // Waits until the task reflects the token, within the call's deadline. Errors: those of
  // AwaitReflection, and kUnavailable NOT_READY while the task has never caught up (what it has not
  // read yet would look as if it did not exist) or TASK_STOPPED.
  base::Result<FreshState> Read(const TaskView& view, const v1::ConsistencyToken& not_older_than,
                                const grpc::ServerContext& call) const;

 private:
  const ReadPartitions known_;
  const base::Clock& clock_;
  const Limits limits_;
};

}  // namespace kakutei::runtime::rpc
