#include "runtime/metrics/exposer.h"

#include <exception>
#include <utility>

#include <prometheus/collectable.h>
#include <prometheus/exposer.h>
#include <prometheus/registry.h>

#include "runtime/metrics/process_metrics.h"

namespace kakutei::runtime::metrics {
namespace {

constexpr std::size_t kThreads = 2;

class Scrape final : public ::prometheus::Collectable {
 public:
  Scrape(Registry& registry, const ::prometheus::Registry& series,
         std::function<void()> before_scrape)
      : process_(registry), series_(series), before_scrape_(std::move(before_scrape)) {}

  std::vector<::prometheus::MetricFamily> Collect() const override {
    {
      const std::lock_guard lock(mutex_);
      process_.Collect();
      if (before_scrape_) {
        before_scrape_();
      }
    }
    return series_.Collect();
  }

 private:
  mutable std::mutex mutex_;  // one scrape at a time reads figures
  mutable ProcessMetrics process_;
  const ::prometheus::Registry& series_;
  const std::function<void()> before_scrape_;
};

}  // namespace

class Exposer::Server {
 public:
  Server(const std::string& address, std::shared_ptr<Scrape> scrape)
      : scrape_(std::move(scrape)), exposer_(address, kThreads) {
    exposer_.RegisterCollectable(scrape_);
  }
  int port() const { return exposer_.GetListeningPorts().front(); }

 private:
  // The library holds a weak reference only.
  const std::shared_ptr<Scrape> scrape_;
  ::prometheus::Exposer exposer_;
};

base::Result<std::unique_ptr<Exposer>> Exposer::Listen(const std::string& address,
                                                       Registry& registry,
                                                       std::function<void()> before_scrape) {
  auto scrape = std::make_shared<Scrape>(registry, *registry.registry_, std::move(before_scrape));
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_AN_ADDRESS",
                      "the metrics address is host:port, not " + address);
  }
  try {
    auto server = std::make_unique<Server>(address, std::move(scrape));
    std::string chosen = address.substr(0, colon + 1) + std::to_string(server->port());
    return std::unique_ptr<Exposer>(new Exposer(std::move(server), std::move(chosen)));
  } catch (const std::exception& error) {
    return base::Fail(base::ErrorCode::kUnavailable, "CANNOT_LISTEN",
                      "metrics cannot be served at " + address + ": " + error.what());
  }
}

Exposer::Exposer(std::unique_ptr<Server> server, std::string address)
    : server_(std::move(server)), address_(std::move(address)) {}

Exposer::~Exposer() = default;

}  // namespace kakutei::runtime::metrics
