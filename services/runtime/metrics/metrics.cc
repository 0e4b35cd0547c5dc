#include "runtime/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "base/check.h"

namespace kakutei::runtime::metrics {
namespace {

std::map<std::string, std::string> AsMap(const Labels& labels) {
  std::map<std::string, std::string> map(labels.begin(), labels.end());
  KAKUTEI_CHECK(map.size() == labels.size());
  return map;
}

}  // namespace

void Counter::Add(double by) { series_->Increment(by); }

void Counter::RaiseTo(double total) {
  const double missing = total - series_->Value();
  if (missing > 0) {
    series_->Increment(missing);
  }
}

double Counter::value() const { return series_->Value(); }

void Gauge::Set(double value) { series_->Set(value); }

void Gauge::Add(double by) { series_->Increment(by); }

double Gauge::value() const { return series_->Value(); }

void Histogram::Observe(double value) { series_->Observe(value); }

const std::vector<double>& SecondsBuckets() {
  static const std::vector<double> buckets = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                              0.1,    0.25,  0.5,    1,     2.5,  5,     10};
  return buckets;
}

const std::vector<double>& CountBuckets() {
  static const std::vector<double> buckets = {1, 4, 16, 64, 256, 1024, 4096, 16384, 65536};
  return buckets;
}

Registry::Registry() : registry_(std::make_unique<::prometheus::Registry>()) {}

Registry::~Registry() = default;

Counter Registry::AddCounter(const Description& description, const Labels& labels) {
  auto& family = ::prometheus::BuildCounter()
                     .Name(description.name)
                     .Help(description.help)
                     .Register(*registry_);
  return Counter(family.Add(AsMap(labels)));
}

Gauge Registry::AddGauge(const Description& description, const Labels& labels) {
  auto& family =
      ::prometheus::BuildGauge().Name(description.name).Help(description.help).Register(*registry_);
  return Gauge(family.Add(AsMap(labels)));
}

Histogram Registry::AddHistogram(const Description& description, const Labels& labels,
                                 const std::vector<double>& buckets) {
  auto& family = ::prometheus::BuildHistogram()
                     .Name(description.name)
                     .Help(description.help)
                     .Register(*registry_);
  return Histogram(family.Add(AsMap(labels), buckets));
}

std::string Registry::Text() const {
  return ::prometheus::TextSerializer().Serialize(registry_->Collect());
}

CounterFamily::CounterFamily(Registry& registry, const Description& description,
                             const Labels& fixed, const ClosedLabel& first,
                             const ClosedLabel& second) {
  for (const std::string& value : first.values) {
    Labels labels = fixed;
    labels.emplace_back(first.name, value);
    if (second.name.empty()) {
      series_[value].emplace("", registry.AddCounter(description, labels));
    }
    for (const std::string& other : second.values) {
      labels.emplace_back(second.name, other);
      series_[value].emplace(other, registry.AddCounter(description, labels));
      labels.pop_back();
    }
  }
}

Counter& CounterFamily::With(std::string_view first, std::string_view second) {
  const auto seconds = series_.find(first);
  KAKUTEI_CHECK(seconds != series_.end());
  const auto found = seconds->second.find(second);
  KAKUTEI_CHECK(found != seconds->second.end());
  return found->second;
}

}  // namespace kakutei::runtime::metrics
