#include "runtime/rpc/consistency.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/engine/probe.h"
#include "runtime/engine/task_runner.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::runtime::rpc {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;

// Takes everything and keeps nothing.
class Sink final : public engine::Domain {
 public:
  base::Status Reload(const engine::State&) override { return {}; }
  base::Result<engine::FoldOutcome> Fold(const engine::Input&, engine::State&,
                                         engine::DirtySubjects&) override {
    return engine::FoldOutcome::kAccepted;
  }
  int Stratum(std::string_view) const override { return 0; }
  base::Result<std::optional<std::string>> Judge(std::string_view, engine::State&,
                                                 engine::DirtySubjects&) override {
    return std::nullopt;
  }
  std::string OutputKey(std::string_view) const override { return ""; }
  bool Owns(std::string_view) const override { return false; }
};

// A projection of one partition of "readings".
struct Projection {
  Projection(EventLog& log, const base::Clock& clock, int partition)
      : task(Spec(partition), log, store, domain, probe, clock) {}
  static engine::TaskSpec Spec(int partition) {
    engine::TaskSpec spec;
    spec.name = "reading_events-" + std::to_string(partition);
    spec.inputs = {{{"readings", partition}, false}};
    return spec;
  }
  void CatchUp() {
    engine::Task* const one = &task;
    ASSERT_TRUE(engine::RunUntilIdle(std::span(&one, 1), 100));
  }

  MemoryStore store;
  Sink domain;
  engine::NullProbe probe;
  engine::Task task;
};

v1::ConsistencyToken Token(std::string topic, int partition, std::int64_t next) {
  return ToToken({{{std::move(topic), partition}, next}});
}

class Consistency : public testing::Test {
 protected:
  base::Status Await(const v1::ConsistencyToken& token, const Projection& projection,
                     milliseconds timeout = milliseconds(0)) {
    const engine::Task* const task = &projection.task;
    return AwaitReflection(token, ReadPartitions(tasks_), std::span(&task, 1), clock_, timeout);
  }
  void Append(int partition) {
    const NewRecord record{{"readings", partition}, "key", "value", {}};
    ASSERT_TRUE(log_.Append(std::span(&record, 1)));
  }

  engine::StillClock clock_;
  MemoryEventLog log_{{{"readings", 2}, {"claims", 2}}};
  Projection first_{log_, clock_, 0};
  Projection second_{log_, clock_, 1};
  std::array<const engine::Task*, 2> tasks_{&first_.task, &second_.task};
};

TEST_F(Consistency, AnEmptyTokenIsReflectedAlways) { EXPECT_TRUE(Await({}, first_)); }

TEST_F(Consistency, IsNotYetReflectedAtTheDeadline) {
  Append(0);
  const auto status = Await(Token("readings", 0, 1), first_);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(status.error().reason, "NOT_YET_REFLECTED");
}

TEST_F(Consistency, WaitsUntilTheTaskIsThere) {
  Append(0);
  const std::jthread folding([this] { first_.CatchUp(); });
  EXPECT_TRUE(Await(Token("readings", 0, 1), first_, milliseconds(10'000)));
}

TEST_F(Consistency, PassesOverWhatOnlyAnotherTaskReads) {
  Append(1);
  EXPECT_TRUE(Await(Token("readings", 1, 1), first_));
  EXPECT_FALSE(Await(Token("readings", 1, 1), second_));
}

TEST_F(Consistency, RefusesTheTokenOfAnotherTopic) {
  const auto status = Await(Token("claims", 0, 1), first_);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(status.error().reason, "TOKEN_OF_ANOTHER_TOPIC");
}

TEST_F(Consistency, RefusesWhatCannotBeAPosition) {
  const auto no_partition = Await(Token("readings", 2, 1), first_);
  ASSERT_FALSE(no_partition);
  EXPECT_EQ(no_partition.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(no_partition.error().violations.at(0).field, "notOlderThan.positions[0].partition");
  const auto negative = Await(Token("readings", 0, -1), first_);
  ASSERT_FALSE(negative);
  EXPECT_EQ(negative.error().violations.at(0).field, "notOlderThan.positions[0].nextPosition");
}

TEST_F(Consistency, AnAnswerSaysHowFarItReaches) {
  Append(0);
  Append(0);
  first_.CatchUp();
  const v1::ConsistencyToken token = ReflectedBy(first_.task);
  ASSERT_EQ(token.positions_size(), 1);
  EXPECT_EQ(token.positions(0).topic(), "readings");
  EXPECT_EQ(token.positions(0).next_position(), 2);
  EXPECT_TRUE(Await(token, first_));
}

}  // namespace
}  // namespace kakutei::runtime::rpc
