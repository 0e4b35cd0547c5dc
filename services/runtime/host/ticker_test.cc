#include "runtime/host/ticker.h"

#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/eventlog/testing/faulty_event_log.h"
#include "runtime/eventlog/testing/memory_event_log.h"

namespace kakutei::runtime::host {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::Contains;
using testing::Pair;
using testing::SizeIs;

class SetClock final : public base::Clock {
 public:
  base::Instant Now() const override { return base::Instant(std::chrono::nanoseconds(nanos_)); }
  std::chrono::steady_clock::time_point Steady() const override { return {}; }
  void Set(std::string_view text) { nanos_ = base::ParseInstant(text)->time_since_epoch().count(); }

 private:
  std::atomic<std::int64_t> nanos_ = 0;
};

class Ticking : public testing::Test {
 protected:
  Ticking() { clock_.Set("2026-06-03T01:17:00Z"); }
  std::vector<LogRecord> Records() const {
    return memory_log_.Read({"kakutei.clock.v1", 0}, 0, 100, 1 << 20)->records;
  }

  SetClock clock_;
  MemoryEventLog memory_log_{{{"kakutei.clock.v1", 1}}};
  FaultyEventLog log_{memory_log_};
};

TEST_F(Ticking, TellsTheBeginningOfThePeriod) {
  const v1::Event tick = TickAt(clock_.Now(), hours(1));
  EXPECT_EQ(tick.occurred_at().seconds(),
            base::ParseInstant("2026-06-03T01:00:00Z")->time_since_epoch().count() / 1'000'000'000);
  EXPECT_EQ(tick.clock_ticked().zone(), "Asia/Tokyo");
}

TEST_F(Ticking, IsTheSameFactInEveryProcess) {
  const v1::Event tick = TickAt(clock_.Now(), hours(1));
  clock_.Set("2026-06-03T01:59:59.999Z");
  EXPECT_EQ(TickAt(clock_.Now(), hours(1)).SerializeAsString(), tick.SerializeAsString());
  clock_.Set("2026-06-03T02:00:00Z");
  EXPECT_NE(TickAt(clock_.Now(), hours(1)).event_id(), tick.event_id());
}

TEST_F(Ticking, AppendsOncePerPeriod) {
  Ticker ticker(log_, clock_, minutes(10), {});
  ASSERT_TRUE(ticker.TickOnce());
  clock_.Set("2026-06-03T01:19:59Z");
  ASSERT_TRUE(ticker.TickOnce());
  EXPECT_THAT(Records(), SizeIs(1));
  clock_.Set("2026-06-03T01:20:00Z");
  ASSERT_TRUE(ticker.TickOnce());
  ASSERT_THAT(Records(), SizeIs(2));
  EXPECT_EQ(Records()[1].key, "Asia/Tokyo");
  EXPECT_THAT(Records()[1].headers, Contains(Pair("ce_type", "kakutei.v1.ClockTicked")));
  EXPECT_THAT(Records()[1].headers, Contains(Pair("ce_time", "2026-06-03T01:20:00Z")));
}

TEST_F(Ticking, TriesAgainAfterAFailure) {
  Ticker ticker(log_, clock_, minutes(10), {});
  log_.ScriptAppends({AppendFault::kNotWritten});
  EXPECT_FALSE(ticker.TickOnce());
  EXPECT_TRUE(ticker.TickOnce());
  EXPECT_THAT(Records(), SizeIs(1));
}

TEST_F(Ticking, RunsOnItsOwnThreadAndStopsAtOnce) {
  Ticker ticker(log_, clock_, hours(1), {});
  ticker.Start();
  std::uint64_t seen = memory_log_.WaitForChange(0, milliseconds(10'000));
  EXPECT_GT(seen, 0u);
  ticker.Stop();
  EXPECT_THAT(Records(), SizeIs(1));
}

}  // namespace
}  // namespace kakutei::runtime::host
