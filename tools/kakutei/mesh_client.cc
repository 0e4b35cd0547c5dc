#include "kakutei/mesh_client.h"

#include <utility>

#include <grpcpp/grpcpp.h>

#include "kakutei/v1/billing_eligibility.grpc.pb.h"
#include "kakutei/v1/facility_registry.grpc.pb.h"

#include "runtime/rpc/status.h"

namespace kakutei::cli {
namespace {

constexpr std::chrono::seconds kCallDeadline{30};

base::Status ToStatus(const grpc::Status& status) {
  if (status.ok()) return {};
  return base::Fail(runtime::rpc::FromGrpcStatus(status));
}

}  // namespace

struct MeshClient::Stubs {
  explicit Stubs(const std::shared_ptr<grpc::Channel>& channel)
      : registry(v1::FacilityRegistry::NewStub(channel)),
        billing(v1::BillingEligibility::NewStub(channel)) {}

  // A call with a deadline, that waits for the server to come up.
  static void Prepare(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
  }

  std::unique_ptr<v1::FacilityRegistry::Stub> registry;
  std::unique_ptr<v1::BillingEligibility::Stub> billing;
};

MeshClient::MeshClient(const std::string& server)
    : stubs_(std::make_unique<Stubs>(
          grpc::CreateChannel(server, grpc::InsecureChannelCredentials()))) {}

MeshClient::~MeshClient() = default;

base::Result<v1::ExplainResponse> MeshClient::Explain(const std::string& subject) {
  grpc::ClientContext context;
  Stubs::Prepare(context);
  v1::ExplainRequest request;
  request.set_subject(subject);
  v1::ExplainResponse response;
  if (auto status = ToStatus(stubs_->billing->Explain(&context, request, &response)); !status) {
    return base::Fail(std::move(status).error());
  }
  return response;
}

base::Result<v1::GetFacilityResponse> MeshClient::Ask(const v1::GetFacilityRequest& request) {
  grpc::ClientContext context;
  Stubs::Prepare(context);
  v1::GetFacilityResponse response;
  if (auto status = ToStatus(stubs_->registry->GetFacility(&context, request, &response)); !status)
    return base::Fail(std::move(status).error());
  return response;
}

base::Result<v1::GetPhysicianResponse> MeshClient::Ask(const v1::GetPhysicianRequest& request) {
  grpc::ClientContext context;
  Stubs::Prepare(context);
  v1::GetPhysicianResponse response;
  if (auto status = ToStatus(stubs_->registry->GetPhysician(&context, request, &response)); !status)
    return base::Fail(std::move(status).error());
  return response;
}

base::Result<v1::GetMonthStatementResponse> MeshClient::GetMonthStatement(
    const std::string& claimant, const std::string& month, int page_size,
    const std::string& page_token) {
  grpc::ClientContext context;
  Stubs::Prepare(context);
  v1::GetMonthStatementRequest request;
  request.set_claimant_facility_id(claimant);
  request.set_month(month);
  request.mutable_page()->set_size(page_size);
  request.mutable_page()->set_token(page_token);
  v1::GetMonthStatementResponse response;
  if (auto status = ToStatus(stubs_->billing->GetMonthStatement(&context, request, &response));
      !status) {
    return base::Fail(std::move(status).error());
  }
  return response;
}

base::Result<v1::ListClaimsResponse> MeshClient::ListClaims(const std::string& claimant,
                                                            const std::string& month, int page_size,
                                                            const std::string& page_token) {
  grpc::ClientContext context;
  Stubs::Prepare(context);
  v1::ListClaimsRequest request;
  request.set_claimant_facility_id(claimant);
  request.set_month(month);
  request.mutable_page()->set_size(page_size);
  request.mutable_page()->set_token(page_token);
  v1::ListClaimsResponse response;
  if (auto status = ToStatus(stubs_->billing->ListClaims(&context, request, &response)); !status) {
    return base::Fail(std::move(status).error());
  }
  return response;
}

base::Result<v1::ListWithdrawalsResponse> MeshClient::ListWithdrawals(
    const std::string& claimant, const std::string& month, v1::Withdrawal::State state,
    int page_size, const std::string& page_token) {
  grpc::ClientContext context;
  Stubs::Prepare(context);
  v1::ListWithdrawalsRequest request;
  request.set_claimant_facility_id(claimant);
  request.set_month(month);
  request.set_state(state);
  request.mutable_page()->set_size(page_size);
  request.mutable_page()->set_token(page_token);
  v1::ListWithdrawalsResponse response;
  if (auto status = ToStatus(stubs_->billing->ListWithdrawals(&context, request, &response));
      !status) {
    return base::Fail(std::move(status).error());
  }
  return response;
}

}  // namespace kakutei::cli
