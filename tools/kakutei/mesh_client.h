#pragma once

#include <memory>
#include <string>

#include "kakutei/v1/billing_eligibility.pb.h"
#include "kakutei/v1/facility_registry.pb.h"

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

  base::Result<v1::ExplainResponse> Explain(const std::string& subject);
  base::Result<v1::GetFacilityResponse> Ask(const v1::GetFacilityRequest& request);
  base::Result<v1::GetPhysicianResponse> Ask(const v1::GetPhysicianRequest& request);
  base::Result<v1::GetMonthStatementResponse> GetMonthStatement(const std::string& claimant,
                                                                const std::string& month,
                                                                int page_size,
                                                                const std::string& page_token);
  base::Result<v1::ListClaimsResponse> ListClaims(const std::string& claimant,
                                                  const std::string& month, int page_size,
                                                  const std::string& page_token);
  base::Result<v1::ListWithdrawalsResponse> ListWithdrawals(const std::string& claimant,
                                                            const std::string& month,
                                                            v1::Withdrawal::State state,
                                                            int page_size,
                                                            const std::string& page_token);

 private:
  struct Stubs;

  const std::unique_ptr<Stubs> stubs_;
};

}  // namespace kakutei::cli
