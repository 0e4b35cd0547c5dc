#include "kakutei/mesh_client.h"

#include <utility>

#include <grpcpp/grpcpp.h>

#include "kakutei/v1/billing_eligibility.grpc.pb.h"
#include "kakutei/v1/reading_events.grpc.pb.h"

#include "facts/kept.h"
#include "facts/slots.h"
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
      : readings(v1::ReadingEvents::NewStub(channel)),
        billing(v1::BillingEligibility::NewStub(channel)) {}

  // A call with a deadline, that waits for the server to come up.
  static void Prepare(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
  }

  std::unique_ptr<v1::ReadingEvents::Stub> readings;
  std::unique_ptr<v1::BillingEligibility::Stub> billing;
};

MeshClient::MeshClient(const std::string& server)
    : stubs_(std::make_unique<Stubs>(
          grpc::CreateChannel(server, grpc::InsecureChannelCredentials()))) {}

MeshClient::~MeshClient() = default;

base::Result<std::map<std::string, v1::Event>> MeshClient::FactsOf(const std::string& subject) {
  std::map<std::string, v1::Event> found;
  if (facts::Part(subject, 0) != "reading") return found;
  v1::GetTimelineRequest request;
  request.set_claimant_facility_id(std::string(facts::Part(subject, 1)));
  request.set_reading_id(std::string(facts::Part(subject, 2)));
  do {
    grpc::ClientContext context;
    Stubs::Prepare(context);
    v1::GetTimelineResponse page;
    if (auto status = ToStatus(stubs_->readings->GetTimeline(&context, request, &page)); !status) {
      return base::Fail(std::move(status).error());
    }
    for (const auto& entry : page.entries())
      found.emplace(facts::FactRef(entry.event()), entry.event());
    request.mutable_page()->set_token(page.next_token());
  } while (!request.page().token().empty());
  return found;
}

base::Result<v1::GetVerdictResponse> MeshClient::GetVerdict(const std::string& subject) {
  grpc::ClientContext context;
  Stubs::Prepare(context);
  v1::GetVerdictRequest request;
  request.set_subject(subject);
  request.set_with_history(true);
  v1::GetVerdictResponse response;
  if (auto status = ToStatus(stubs_->billing->GetVerdict(&context, request, &response)); !status) {
    return base::Fail(std::move(status).error());
  }
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

}  // namespace kakutei::cli
