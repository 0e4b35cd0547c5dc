#include "runtime/metrics/append_metrics.h"

#include <map>

#include "kakutei/v1/event.pb.h"

namespace kakutei::runtime::metrics {
namespace {

using Outcome = AppendMetrics::Outcome;

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kDurable:
      return "durable";
    case Outcome::kRepeated:
      return "repeated";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kOverloaded:
      return "overloaded";
    case Outcome::kFailed:
      break;
  }
  return "failed";
}

// The names of all facts, as in JSON.
ClosedLabel Kinds() {
  ClosedLabel kinds{"kind", {}};
  const auto* facts = v1::Event::descriptor()->FindOneofByName("fact");
  for (int i = 0; i < facts->field_count(); ++i) {
    kinds.values.push_back(facts->field(i)->json_name());
  }
  return kinds;
}

}  // namespace

AppendMetrics::AppendMetrics(Registry& registry, std::string_view service)
    : facts_(registry, {"kakutei_facts_appended_total", "Facts made durable, by kind."},
             {{"service", std::string(service)}}, Kinds()),
      batches_(registry,
               {"kakutei_fact_batches_total", "Batches of facts, by what became of them."},
               {{"service", std::string(service)}},
               {"outcome", {"durable", "repeated", "refused", "overloaded", "failed"}}),
      seconds_(registry.AddHistogram(
          {"kakutei_append_seconds", "Time from a batch's arrival until it is durable."},
          {{"service", std::string(service)}}, SecondsBuckets())),
      batch_facts_(registry.AddHistogram({"kakutei_fact_batch_facts", "Facts of a durable batch."},
                                         {{"service", std::string(service)}}, CountBuckets())),
      in_flight_bytes_(registry.AddGauge(
          {"kakutei_append_in_flight_bytes", "Bytes of batches that are being appended."},
          {{"service", std::string(service)}})) {}

void AppendMetrics::Durable(const v1::AppendFactsRequest& request, std::chrono::nanoseconds took) {
  std::map<int, int> counts;
  for (const v1::Event& event : request.events()) {
    ++counts[static_cast<int>(event.fact_case())];
  }
  for (const auto& [number, count] : counts) {
    facts_.With(v1::Event::descriptor()->FindFieldByNumber(number)->json_name()).Add(count);
  }
  batch_facts_.Observe(request.events_size());
  seconds_.Observe(std::chrono::duration<double>(took).count());
  Finished(Outcome::kDurable);
}

void AppendMetrics::Finished(Outcome outcome) { batches_.With(OutcomeName(outcome)).Add(); }

void AppendMetrics::InFlight(std::int64_t change_in_bytes) {
  in_flight_bytes_.Add(static_cast<double>(change_in_bytes));
}

}  // namespace kakutei::runtime::metrics
