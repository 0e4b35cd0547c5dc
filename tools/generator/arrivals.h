#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "generator/network.h"
#include "generator/random.h"

namespace kakutei::generator {

// The pseudonym of a patient.
std::string PatientKey(std::uint64_t seed, int patient);

// An event without its fact.
v1::Event Envelope(std::string source, std::string event_id, base::Instant occurred_at);

// Orders facts by when they arrive, and not quite. Holds the facts that have not arrived yet and a
// window of those that have. Not thread-safe.
class Arrivals {
 public:
  Arrivals(const NetworkSettings& settings, const std::function<void(const v1::Event&)>& sink);

  // Arrives soon after it occurred, or days later, and now and then twice.
  void Tell(v1::Event event);
  // Arrives then, once.
  void TellAt(v1::Event event, base::Instant arrives_at);
  // Everything that arrives until then may leave; nothing told later may arrive before.
  void AdvanceTo(base::Instant now);
  // Hands out the rest.
  void Finish();

 private:
  struct Arrival {
    base::Instant at;
    std::uint64_t sequence;
    v1::Event event;
  };
  static bool Later(const Arrival& a, const Arrival& b);
  void Shuffle(v1::Event event);

  const NetworkSettings& settings_;
  const std::function<void(const v1::Event&)>& sink_;
  Random random_;
  std::uint64_t sequence_ = 0;
  std::vector<Arrival> under_way_;  // a heap, the earliest first
  std::vector<v1::Event> window_;
};

}  // namespace kakutei::generator
