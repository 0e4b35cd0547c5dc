#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "kakutei/fact_files.h"
#include "kakutei/v1/event.pb.h"

#include "base/result.h"

namespace kakutei::cli {

// Sends facts to the services of a running mesh that own them, in batches. Before a service's batch
// goes out, those of the services whose facts it builds on do: the registry, then readings, then
// confirmations, then claims, so that little is judged before what it rests on is known. A fact
// that a service refuses is reported by its place and left out; the rest of its batch is sent. Not
// thread-safe.
class FactSender {
 public:
  // "host:port"; nothing is sent before the first batch.
  explicit FactSender(const std::string& server);
  ~FactSender();

  // Takes a fact. Errors, also of Finish: kUnavailable or kDeadlineExceeded when the mesh cannot be
  // reached, or what a service has against a batch as a whole.
  base::Status Send(v1::Event event, const FactPlace& place);
  // Sends what is left.
  base::Status Finish();

  // Facts that a service has answered for, and facts that one has refused.
  std::int64_t durable() const { return durable_; }
  std::int64_t refused() const { return refused_; }

 private:
  struct Service;

  base::Status FlushUpTo(std::size_t service);
  base::Status Flush(Service& service);
  bool LeaveOutRefused(const base::Error& error, Service& service);

  std::vector<std::unique_ptr<Service>> services_;
  std::int64_t durable_ = 0;
  std::int64_t refused_ = 0;
};

}  // namespace kakutei::cli
