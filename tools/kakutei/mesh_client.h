#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"
#include "kakutei/v1/event.pb.h"

#include "base/result.h"

namespace kakutei::cli {

// A running mesh, asked by gRPC. Errors are those of the services; kUnavailable when nobody
// answers.
class MeshClient {
 public:
  // host:port of the server, in plain text.
  explicit MeshClient(const std::string& server);
  ~MeshClient();
  MeshClient(const MeshClient&) = delete;
  MeshClient& operator=(const MeshClient&) = delete;

  // Sends the fact to the service that takes it, in batches; returns when they are durable, at the
  // latest with Finish. A batch that a service refuses is an error, with the fields at fault.
  base::Status Send(v1::Event event);
  base::Status Finish();

  // A reading's facts by source#event_id; none for other subjects.
  base::Result<std::map<std::string, v1::Event>> FactsOf(const std::string& subject);
  base::Result<v1::GetVerdictResponse> GetVerdict(const std::string& subject);
  base::Result<v1::GetMonthStatementResponse> GetMonthStatement(const std::string& claimant,
                                                                const std::string& month,
                                                                int page_size,
                                                                const std::string& page_token);

 private:
  struct Stubs;
  base::Status Flush(int service);

  const std::unique_ptr<Stubs> stubs_;
};

}  // namespace kakutei::cli
