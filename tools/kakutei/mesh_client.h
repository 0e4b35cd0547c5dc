#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"
#include "kakutei/v1/event.pb.h"

#include "base/result.h"

namespace kakutei::cli {

// A running mesh, asked by gRPC; fact_sender.h sends to it. Errors are those of the services;
// kUnavailable when nobody answers.
class MeshClient {
 public:
  // host:port of the server, in plain text.
  explicit MeshClient(const std::string& server);
  ~MeshClient();
  MeshClient(const MeshClient&) = delete;
  MeshClient& operator=(const MeshClient&) = delete;

  // A reading's facts by source#event_id; none for other subjects.
  base::Result<std::map<std::string, v1::Event>> FactsOf(const std::string& subject);
  base::Result<v1::GetVerdictResponse> GetVerdict(const std::string& subject);
  base::Result<v1::GetMonthStatementResponse> GetMonthStatement(const std::string& claimant,
                                                                const std::string& month,
                                                                int page_size,
                                                                const std::string& page_token);

 private:
  struct Stubs;

  const std::unique_ptr<Stubs> stubs_;
};

}  // namespace kakutei::cli
