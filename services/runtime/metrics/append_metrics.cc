#include "runtime/metrics/append_metrics.h"

#include <map>

#include "kakutei/v1/event.pb.h"

namespace kakutei::runtime::metrics {
namespace {

using Outcome = AppendMetrics::Outcome;

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAppended:
      return "appended";
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

// Of an event with no fact that this release knows.
constexpr char kNoKind[] = "none";

// The names of all facts, as in JSON.
ClosedLabel Kinds() {
  ClosedLabel kinds{"kind", {kNoKind}};
  const auto* facts = v1::Event::descriptor()->FindOneofByName("fact");
  for (int i = 0; i < facts->field_count(); ++i) {
    kinds.values.push_back(facts->field(i)->json_name());
  }
  return kinds;
}

ClosedLabel Outcomes() {
  return {"outcome", {"appended", "repeated", "refused", "overloaded", "failed"}};
}

}  // namespace

AppendMetrics::AppendMetrics(Registry& registry, std::string_view service)
    : facts_(registry, {"kakutei_facts_total", "Facts of all batches, by kind and outcome."},
             {{"service", std::string(service)}}, Kinds(), Outcomes()),
      batches_(registry,
               {"kakutei_fact_batches_total", "Batches of facts, by what became of them."},
               {{"service", std::string(service)}}, Outcomes()),
      seconds_(registry.AddHistogram(
          {"kakutei_append_seconds", "Time from a batch's arrival until it is durable."},
          {{"service", std::string(service)}}, SecondsBuckets())),
      batch_facts_(
          registry.AddHistogram({"kakutei_fact_batch_facts", "Facts of an appended batch."},
                                {{"service", std::string(service)}}, CountBuckets())),
      in_flight_bytes_(registry.AddGauge(
          {"kakutei_append_in_flight_bytes", "Bytes of batches that are being appended."},
          {{"service", std::string(service)}})) {}

void AppendMetrics::Finished(const v1::AppendFactsRequest& request, Outcome outcome) {
  std::map<int, int> counts;
  for (const v1::Event& event : request.events()) {
    ++counts[static_cast<int>(event.fact_case())];
  }
  for (const auto& [number, count] : counts) {
    const auto* kind = v1::Event::descriptor()->FindFieldByNumber(number);
    facts_.With(kind == nullptr ? kNoKind : kind->json_name(), OutcomeName(outcome)).Add(count);
  }
  batches_.With(OutcomeName(outcome)).Add();
}

void AppendMetrics::Appended(const v1::AppendFactsRequest& request, std::chrono::nanoseconds took) {
  batch_facts_.Observe(request.events_size());
  seconds_.Observe(std::chrono::duration<double>(took).count());
  Finished(request, Outcome::kAppended);
}

void AppendMetrics::InFlight(std::int64_t change_in_bytes) {
  in_flight_bytes_.Add(static_cast<double>(change_in_bytes));
}

}  // namespace kakutei::runtime::metrics
