#pragma once

#include <chrono>
#include <set>
#include <span>

#include "kakutei/v1/mesh.pb.h"

#include "base/result.h"
#include "runtime/engine/positions.h"
#include "runtime/engine/task.h"

// Reading no older than what one has written: the tokens of mesh.proto against what tasks reflect.
namespace kakutei::runtime::rpc {

v1::ConsistencyToken ToToken(const engine::Positions& positions);

// What a query may promise that is answered from a snapshot taken after this call.
v1::ConsistencyToken ReflectedBy(const engine::Task& task);
// Of several tasks' snapshots together: of a partition that more than one reads the least.
v1::ConsistencyToken ReflectedBy(std::span<const engine::Task* const> tasks);

// Every partition that a service's tasks read or tail, so that tokens of others are told apart.
class ReadPartitions {
 public:
  explicit ReadPartitions(std::span<const engine::Task* const> tasks);
  bool Topic(std::string_view topic) const { return topics_.contains(topic); }
  bool Partition(const TopicPartition& partition) const { return partitions_.contains(partition); }

 private:
  std::set<std::string, std::less<>> topics_;
  std::set<TopicPartition> partitions_;
};

// Waits until the tasks that answer a query reflect the token's positions of what they read;
// positions that only other tasks of the service read cannot change the answer and are passed over.
// `timeout` is for all tasks together, `now` its beginning on `clock`.
//
// Errors: kUnavailable NOT_YET_REFLECTED at the timeout, or TASK_STOPPED; kFailedPrecondition
// TOKEN_OF_ANOTHER_TOPIC; kInvalidArgument MALFORMED_REQUEST (notOlderThan.positions[i]).
base::Status AwaitReflection(const v1::ConsistencyToken& token, const ReadPartitions& known,
                             std::span<const engine::Task* const> tasks, const base::Clock& clock,
                             std::chrono::milliseconds timeout);

}  // namespace kakutei::runtime::rpc
