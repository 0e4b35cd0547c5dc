#include "runtime/host/ticker.h"

#include <algorithm>
#include <utility>

#include <google/protobuf/util/time_util.h>

#include "base/check.h"
#include "base/partitioning.h"

namespace kakutei::runtime::host {
namespace {

using google::protobuf::util::TimeUtil;
using std::chrono::milliseconds;

constexpr char kTopic[] = "kakutei.clock.v1";
constexpr char kZone[] = "Asia/Tokyo";
constexpr char kSource[] = "kakutei/clock";
constexpr milliseconds kRetry{1'000};

}  // namespace

v1::Event TickAt(base::Instant now, milliseconds period) {
  const auto at = std::chrono::floor<milliseconds>(now).time_since_epoch();
  const milliseconds instant = at - at % period;
  v1::Event event;
  event.set_event_id("tick-" + std::to_string(instant.count()));
  event.set_source(kSource);
  *event.mutable_occurred_at() = TimeUtil::MillisecondsToTimestamp(instant.count());
  event.mutable_clock_ticked()->set_zone(kZone);
  return event;
}

Ticker::Ticker(EventLog& log, const base::Clock& clock, milliseconds period, OnFailure on_failure)
    : log_(log), clock_(clock), period_(period), on_failure_(std::move(on_failure)) {
  KAKUTEI_CHECK(period_ > milliseconds(0));
}

Ticker::~Ticker() { Stop(); }

void Ticker::Start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
}

void Ticker::Stop() {
  if (thread_.joinable()) {
    thread_.request_stop();
    thread_.join();
  }
}

base::Status Ticker::TickOnce() {
  const base::Instant now = clock_.Now();
  v1::Event tick = TickAt(now, period_);
  if (tick.event_id() == last_id_) {
    return {};
  }
  *tick.mutable_recorded_at() = TimeUtil::NanosecondsToTimestamp(now.time_since_epoch().count());
  const auto partitions = log_.Partitions(kTopic);
  if (!partitions) {
    return base::Fail(partitions.error());
  }
  const NewRecord record{{kTopic, base::PartitionOf(kZone, *partitions)},
                         kZone,
                         tick.SerializeAsString(),
                         {{"ce_specversion", "1.0"},
                          {"ce_id", tick.event_id()},
                          {"ce_source", tick.source()},
                          {"ce_type", "kakutei.v1.ClockTicked"},
                          {"ce_time", TimeUtil::ToString(tick.occurred_at())},
                          {"content-type", "application/protobuf"}}};
  if (auto appended = log_.Append(std::span(&record, 1)); !appended) {
    return base::Fail(std::move(appended).error());
  }
  last_id_ = tick.event_id();
  return {};
}

void Ticker::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const base::Status ticked = TickOnce();
    if (!ticked && on_failure_) {
      on_failure_(ticked.error());
    }
    const auto since = std::chrono::floor<milliseconds>(clock_.Now()).time_since_epoch() % period_;
    const milliseconds wait = ticked ? period_ - since : std::min(kRetry, period_);
    std::unique_lock lock(mutex_);
    stopping_.wait_for(lock, stop, wait, [] { return false; });
  }
}

}  // namespace kakutei::runtime::host
