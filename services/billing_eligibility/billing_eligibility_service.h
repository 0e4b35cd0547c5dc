#pragma once

#include <utility>
#include <vector>

#include "kakutei/v1/billing_eligibility.grpc.pb.h"

#include "runtime/rpc/fact_append.h"
#include "runtime/rpc/fact_calls.h"
#include "runtime/rpc/fresh_state.h"

namespace kakutei::billing_eligibility {

// Translates calls: what a call means is said in billing_eligibility.proto, and done by the
// appender, the queries and the watch. Thread-safe; what it is given outlives it.
class BillingEligibilityService final : public v1::BillingEligibility::Service {
 public:
  // `views`: the tasks by partition.
  BillingEligibilityService(runtime::rpc::FactAppender& appender,
                            const runtime::rpc::FreshReader& reader, const runtime::EventLog& log,
                            std::vector<runtime::rpc::TaskView> views,
                            runtime::rpc::OpenStreams& streams)
      : appender_(appender),
        reader_(reader),
        log_(log),
        views_(std::move(views)),
        streams_(streams) {}

  grpc::Status AppendFacts(grpc::ServerContext* context, const v1::AppendFactsRequest* request,
                           v1::AppendFactsResponse* response) override;
  grpc::Status StreamFacts(grpc::ServerContext* context, runtime::rpc::FactStream* stream) override;
  grpc::Status GetVerdict(grpc::ServerContext* context, const v1::GetVerdictRequest* request,
                          v1::GetVerdictResponse* response) override;
  grpc::Status Explain(grpc::ServerContext* context, const v1::ExplainRequest* request,
                       v1::ExplainResponse* response) override;
  grpc::Status ListVerdicts(grpc::ServerContext* context, const v1::ListVerdictsRequest* request,
                            v1::ListVerdictsResponse* response) override;
  grpc::Status GetMonthStatement(grpc::ServerContext* context,
                                 const v1::GetMonthStatementRequest* request,
                                 v1::GetMonthStatementResponse* response) override;
  grpc::Status ListClaims(grpc::ServerContext* context, const v1::ListClaimsRequest* request,
                          v1::ListClaimsResponse* response) override;
  grpc::Status ListWithdrawals(grpc::ServerContext* context,
                               const v1::ListWithdrawalsRequest* request,
                               v1::ListWithdrawalsResponse* response) override;
  grpc::Status WatchVerdicts(grpc::ServerContext* context, const v1::WatchVerdictsRequest* request,
                             grpc::ServerWriter<v1::WatchVerdictsResponse>* writer) override;

 private:
  const runtime::rpc::TaskView& ViewOf(std::string_view claimant) const;

  runtime::rpc::FactAppender& appender_;
  const runtime::rpc::FreshReader& reader_;
  const runtime::EventLog& log_;
  const std::vector<runtime::rpc::TaskView> views_;
  runtime::rpc::OpenStreams& streams_;
};

}  // namespace kakutei::billing_eligibility
