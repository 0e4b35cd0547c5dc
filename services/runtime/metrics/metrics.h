#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Counters, gauges and histograms in the names and text of Prometheus; the library behind them
// stays in this folder. Everything is thread-safe. Mistakes in names or labels are our own (CHECK).
namespace prometheus {
class Counter;
class Gauge;
class Histogram;
class Registry;
}  // namespace prometheus

namespace kakutei::runtime::metrics {

// Handles of one series each: cheap to copy, valid as long as their registry.
class Counter {
 public:
  void Add(double by = 1);
  // Raises it to a total that somebody else counts; a smaller one changes nothing.
  void RaiseTo(double total);
  double value() const;

 private:
  friend class Registry;
  explicit Counter(::prometheus::Counter& series) : series_(&series) {}
  ::prometheus::Counter* series_;
};

class Gauge {
 public:
  void Set(double value);
  void Add(double by);
  double value() const;

 private:
  friend class Registry;
  explicit Gauge(::prometheus::Gauge& series) : series_(&series) {}
  ::prometheus::Gauge* series_;
};

class Histogram {
 public:
  void Observe(double value);

 private:
  friend class Registry;
  explicit Histogram(::prometheus::Histogram& series) : series_(&series) {}
  ::prometheus::Histogram* series_;
};

// From half a millisecond to ten seconds.
const std::vector<double>& SecondsBuckets();
// Powers of four from 1 to 65,536.
const std::vector<double>& CountBuckets();

struct Description {
  std::string name;  // kakutei_..., with its unit; _total for counters
  std::string help;  // one sentence
};

using Labels = std::vector<std::pair<std::string, std::string>>;

// All series of a process. Asking for the same name and labels again gives the same series. A label
// value is never the id of a facility, a physician or a reading.
class Registry {
 public:
  Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;
  ~Registry();

  Counter AddCounter(const Description& description, const Labels& labels);
  Gauge AddGauge(const Description& description, const Labels& labels);
  Histogram AddHistogram(const Description& description, const Labels& labels,
                         const std::vector<double>& buckets);

  // What a scrape would get, in Prometheus' text format.
  std::string Text() const;

 private:
  friend class Exposer;
  const std::unique_ptr<::prometheus::Registry> registry_;
};

// A label with all the values that it can have.
struct ClosedLabel {
  std::string name;
  std::vector<std::string> values;
};

// The counters of one name, one for each combination of one or two closed labels, made at once:
// what never happened reads 0 and not "absent".
class CounterFamily {
 public:
  CounterFamily(Registry& registry, const Description& description, const Labels& fixed,
                const ClosedLabel& first, const ClosedLabel& second = {});
  // The values must be among those declared (CHECK).
  Counter& With(std::string_view first, std::string_view second = {});

 private:
  using Seconds = std::map<std::string, Counter, std::less<>>;
  std::map<std::string, Seconds, std::less<>> series_;
};

}  // namespace kakutei::runtime::metrics
