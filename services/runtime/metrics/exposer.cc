#include "runtime/metrics/exposer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include <prometheus/collectable.h>
#include <prometheus/exposer.h>
#include <prometheus/registry.h>

#include "runtime/config/listening.h"
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

// Connects to the address and goes away again.
void Knock(const std::string& address) {
  const auto colon = address.rfind(':');
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
  if (inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr) != 1) {
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket >= 0) {
    connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    close(socket);
  }
}

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
  if (const auto free = config::CheckCanListen(address); !free) {
    return base::Fail(free.error().code, free.error().reason,
                      "metrics cannot be served at " + free.error().message);
  }
  const auto colon = address.rfind(':');
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

Exposer::~Exposer() {
  // The library's server sees that it is to end only when somebody calls, or after two seconds.
  constexpr std::chrono::milliseconds kPause{5};
  std::atomic<bool> closed = false;
  const std::jthread closing([this, &closed] {
    server_.reset();
    closed = true;
  });
  while (!closed) {
    Knock(address_);
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace kakutei::runtime::metrics
