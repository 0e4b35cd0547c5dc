#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "runtime/metrics/metrics.h"

namespace kakutei::runtime::metrics {

// Serves a registry at http://ADDRESS/metrics on a port and two threads of its own. Before each
// scrape it reads the process's own figures and calls `before_scrape`, on one of those threads.
class Exposer {
 public:
  // `address` is host:port, port 0 for any free one. Outlived by the registry and by what
  // `before_scrape` touches. kUnavailable CANNOT_LISTEN; kInvalidArgument NOT_AN_ADDRESS.
  static base::Result<std::unique_ptr<Exposer>> Listen(const std::string& address,
                                                       Registry& registry,
                                                       std::function<void()> before_scrape);
  Exposer(const Exposer&) = delete;
  Exposer& operator=(const Exposer&) = delete;
  // Ends a running scrape first.
  ~Exposer();

  // host:port with the port that was chosen.
  const std::string& address() const { return address_; }

 private:
  class Server;
  Exposer(std::unique_ptr<Server> server, std::string address);
  std::unique_ptr<Server> server_;
  const std::string address_;
};

}  // namespace kakutei::runtime::metrics
