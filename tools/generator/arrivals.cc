#include "generator/arrivals.h"

#include <algorithm>
#include <cstdio>
#include <tuple>

namespace kakutei::generator {
namespace {

using std::chrono::seconds;

constexpr std::uint64_t kArrivalsStream = 3;

void SetTime(google::protobuf::Timestamp& time, base::Instant at) {
  time.set_seconds(std::chrono::floor<seconds>(at).time_since_epoch().count());
}

}  // namespace

v1::Event Envelope(std::string source, std::string event_id, base::Instant occurred_at) {
  v1::Event event;
  event.set_source(std::move(source));
  event.set_event_id(std::move(event_id));
  SetTime(*event.mutable_occurred_at(), occurred_at);
  return event;
}

Arrivals::Arrivals(const NetworkSettings& settings,
                   const std::function<void(const v1::Event&)>& sink)
    : settings_(settings), sink_(sink), random_(Mix(settings.seed, kArrivalsStream)) {}

bool Arrivals::Later(const Arrival& a, const Arrival& b) {
  return std::tie(a.at, a.sequence) > std::tie(b.at, b.sequence);
}

void Arrivals::Tell(v1::Event event) {
  const base::Instant occurred_at{seconds(event.occurred_at().seconds())};
  base::Instant arrives_at = occurred_at + seconds(random_.Between(2, 240));
  if (random_.Chance(settings_.late_rate)) {
    arrives_at = occurred_at + seconds(random_.Between(3 * 86'400, 20 * 86'400));
    SetTime(*event.mutable_recorded_at(), arrives_at);
  }
  if (random_.Chance(settings_.duplicate_rate)) {
    const base::Instant again = arrives_at + seconds(random_.Between(1, 2 * 86'400));
    v1::Event copy = event;
    // When a gateway wrote it down is no part of what it says.
    if (random_.Chance(0.5)) SetTime(*copy.mutable_recorded_at(), again);
    TellAt(std::move(copy), again);
  }
  TellAt(std::move(event), arrives_at);
}

void Arrivals::TellAt(v1::Event event, base::Instant arrives_at) {
  under_way_.push_back({arrives_at, sequence_++, std::move(event)});
  std::push_heap(under_way_.begin(), under_way_.end(), Later);
}

void Arrivals::AdvanceTo(base::Instant now) {
  while (!under_way_.empty() && under_way_.front().at <= now) {
    std::pop_heap(under_way_.begin(), under_way_.end(), Later);
    v1::Event event = std::move(under_way_.back().event);
    under_way_.pop_back();
    Shuffle(std::move(event));
  }
}

void Arrivals::Shuffle(v1::Event event) {
  if (static_cast<int>(window_.size()) + 1 < settings_.shuffle_window) {
    window_.push_back(std::move(event));
    return;
  }
  if (!window_.empty()) {
    std::swap(event,
              window_[static_cast<std::size_t>(random_.Below(static_cast<int>(window_.size())))]);
  }
  sink_(event);
}

void Arrivals::Finish() {
  AdvanceTo(base::Instant::max());
  while (!window_.empty()) {
    std::swap(window_.back(),
              window_[static_cast<std::size_t>(random_.Below(static_cast<int>(window_.size())))]);
    sink_(window_.back());
    window_.pop_back();
  }
}

std::string PatientKey(std::uint64_t seed, int patient) {
  char text[33];
  const std::uint64_t high = Mix(Mix(seed, 0x70), static_cast<std::uint64_t>(patient));
  const std::uint64_t low = Mix(high, 0x6b);
  std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(high),
                static_cast<unsigned long long>(low));
  return "pk_" + std::string(text);
}

}  // namespace kakutei::generator
