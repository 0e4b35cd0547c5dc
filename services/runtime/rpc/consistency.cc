#include "runtime/rpc/consistency.h"

#include <algorithm>
#include <string>
#include <utility>

namespace kakutei::runtime::rpc {
namespace {

using base::ErrorCode;
using engine::Positions;

// More than every partition of every topic; a longer token was not made here.
constexpr int kMaxPositions = 4'096;

base::Error Malformed(std::string field, std::string value, std::string rule) {
  return {ErrorCode::kInvalidArgument,
          "MALFORMED_REQUEST",
          field + ": " + rule,
          {{field, std::move(value), rule}}};
}

base::Result<Positions> ReadToken(const v1::ConsistencyToken& token, const ReadPartitions& known) {
  if (token.positions_size() > kMaxPositions) {
    return base::Fail(Malformed("notOlderThan.positions", std::to_string(token.positions_size()),
                                "A token has at most 4,096 positions."));
  }
  Positions wanted;
  for (int i = 0; i < token.positions_size(); ++i) {
    const v1::PartitionPosition& position = token.positions(i);
    const std::string field = "notOlderThan.positions[" + std::to_string(i) + "]";
    if (!known.Topic(position.topic())) {
      return base::Fail(ErrorCode::kFailedPrecondition, "TOKEN_OF_ANOTHER_TOPIC",
                        field + " is of a topic that this service does not read");
    }
    const TopicPartition partition{position.topic(), position.partition()};
    if (!known.Partition(partition)) {
      return base::Fail(Malformed(field + ".partition", std::to_string(position.partition()),
                                  "The topic has no such partition."));
    }
    if (position.next_position() < 0) {
      return base::Fail(Malformed(field + ".nextPosition", std::to_string(position.next_position()),
                                  "A position is not negative."));
    }
    auto& least = wanted[partition];
    least = std::max(least, position.next_position());
  }
  return wanted;
}

template <typename Visit>
void VisitPartitions(const engine::TaskSpec& spec, const Visit& visit) {
  for (const engine::TaskInput& input : spec.inputs) {
    visit(input.from);
  }
  for (const int partition : spec.output_partitions) {
    visit(TopicPartition{spec.output_topic, partition});
  }
}

}  // namespace

v1::ConsistencyToken ToToken(const Positions& positions) {
  v1::ConsistencyToken token;
  for (const auto& [partition, next] : positions) {
    auto* position = token.add_positions();
    position->set_topic(partition.topic);
    position->set_partition(partition.partition);
    position->set_next_position(next);
  }
  return token;
}

v1::ConsistencyToken ReflectedBy(const engine::Task& task) {
  const engine::Task* const one = &task;
  return ReflectedBy(std::span(&one, 1));
}

v1::ConsistencyToken ReflectedBy(std::span<const engine::Task* const> tasks) {
  Positions all;
  for (const engine::Task* task : tasks) {
    engine::Reflection reflection = task->freshness().Reflected();
    reflection.inputs.merge(reflection.outputs);
    for (const auto& [partition, next] : reflection.inputs) {
      const auto [least, added] = all.emplace(partition, next);
      least->second = std::min(least->second, next);
    }
  }
  return ToToken(all);
}

ReadPartitions::ReadPartitions(std::span<const engine::Task* const> tasks) {
  for (const engine::Task* task : tasks) {
    VisitPartitions(task->spec(), [this](const TopicPartition& partition) {
      topics_.insert(partition.topic);
      partitions_.insert(partition);
    });
  }
}

base::Status AwaitReflection(const v1::ConsistencyToken& token, const ReadPartitions& known,
                             std::span<const engine::Task* const> tasks, const base::Clock& clock,
                             std::chrono::milliseconds timeout) {
  const auto wanted = ReadToken(token, known);
  if (!wanted) {
    return base::Fail(wanted.error());
  }
  const auto until = clock.Steady() + timeout;
  for (const engine::Task* task : tasks) {
    Positions of_task;
    VisitPartitions(task->spec(), [&](const TopicPartition& partition) {
      const auto found = wanted->find(partition);
      if (found != wanted->end()) {
        of_task.insert(*found);
      }
    });
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - clock.Steady());
    if (of_task.empty() || task->freshness().Reflects(of_task)) {
      continue;
    }
    auto reflected =
        task->freshness().WaitUntilReflects(of_task, std::max(left, std::chrono::milliseconds(0)));
    if (!reflected) {
      return reflected;
    }
  }
  return {};
}

}  // namespace kakutei::runtime::rpc
