#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "kakutei/v1/mesh.pb.h"

#include "runtime/metrics/metrics.h"

namespace kakutei::runtime::metrics {

// What a service's appends tell about themselves. Thread-safe.
class AppendMetrics {
 public:
  enum class Outcome {
    kAppended,    // durable
    kRepeated,    // the same request again: answered as before
    kRefused,     // malformed, or another request's id
    kOverloaded,  // too much in flight
    kFailed,      // the log did not answer for sure
  };

  AppendMetrics(Registry& registry, std::string_view service);

  // The outcome of a batch is that of each of its facts.
  void Finished(const v1::AppendFactsRequest& request, Outcome outcome);
  // The same for kAppended, with its time.
  void Appended(const v1::AppendFactsRequest& request, std::chrono::nanoseconds took);
  void InFlight(std::int64_t change_in_bytes);

 private:
  CounterFamily facts_;
  CounterFamily batches_;
  Histogram seconds_;
  Histogram batch_facts_;
  Gauge in_flight_bytes_;
};

}  // namespace kakutei::runtime::metrics
