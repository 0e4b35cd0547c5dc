#include "kakutei/mesh_client.h"

#include <algorithm>
#include <array>
#include <utility>

#include <grpcpp/grpcpp.h>

#include "kakutei/v1/billing_eligibility.grpc.pb.h"
#include "kakutei/v1/confirmation_review.grpc.pb.h"
#include "kakutei/v1/facility_registry.grpc.pb.h"
#include "kakutei/v1/reading_events.grpc.pb.h"

#include "base/check.h"
#include "base/digest.h"
#include "facts/kept.h"
#include "facts/owners.h"
#include "facts/slots.h"
#include "runtime/rpc/status.h"

namespace kakutei::cli {
namespace {

constexpr int kBatch = 1000;
constexpr std::chrono::seconds kCallDeadline{30};

constexpr std::array<std::string_view, 4> kServices = {
    facts::kFacilityRegistry, facts::kReadingEvents, facts::kConfirmationReview,
    facts::kBillingEligibility};

base::Status ToStatus(const grpc::Status& status) {
  if (status.ok()) return {};
  return base::Fail(runtime::rpc::FromGrpcStatus(status));
}

}  // namespace

struct MeshClient::Stubs {
  explicit Stubs(const std::shared_ptr<grpc::Channel>& channel)
      : registry(v1::FacilityRegistry::NewStub(channel)),
        readings(v1::ReadingEvents::NewStub(channel)),
        confirmations(v1::ConfirmationReview::NewStub(channel)),
        billing(v1::BillingEligibility::NewStub(channel)) {}

  // A call with a deadline, that waits for the server to come up.
  static void Prepare(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
  }

  grpc::Status Append(int service, const v1::AppendFactsRequest& request,
                      v1::AppendFactsResponse& response) {
    grpc::ClientContext context;
    Prepare(context);
    switch (service) {
      case 0:
        return registry->AppendFacts(&context, request, &response);
      case 1:
        return readings->AppendFacts(&context, request, &response);
      case 2:
        return confirmations->AppendFacts(&context, request, &response);
      default:
        return billing->AppendFacts(&context, request, &response);
    }
  }

  std::unique_ptr<v1::FacilityRegistry::Stub> registry;
  std::unique_ptr<v1::ReadingEvents::Stub> readings;
  std::unique_ptr<v1::ConfirmationReview::Stub> confirmations;
  std::unique_ptr<v1::BillingEligibility::Stub> billing;
  std::array<v1::AppendFactsRequest, 4> waiting;
};

MeshClient::MeshClient(const std::string& server)
    : stubs_(std::make_unique<Stubs>(
          grpc::CreateChannel(server, grpc::InsecureChannelCredentials()))) {}

MeshClient::~MeshClient() = default;

base::Status MeshClient::Send(v1::Event event) {
  const auto owner =
      std::find(kServices.begin(), kServices.end(), facts::OwnerOf(event.fact_case()));
  KAKUTEI_CHECK(owner != kServices.end());
  const int service = static_cast<int>(owner - kServices.begin());
  auto& request = stubs_->waiting[static_cast<std::size_t>(service)];
  *request.add_events() = std::move(event);
  return request.events_size() < kBatch ? base::Status() : Flush(service);
}

base::Status MeshClient::Flush(int service) {
  auto& request = stubs_->waiting[static_cast<std::size_t>(service)];
  if (request.events().empty()) return {};
  // The same facts sent again are the same request.
  request.set_request_id(base::Hex(base::Sha256(request.SerializeAsString())));
  v1::AppendFactsResponse response;
  const grpc::Status status = stubs_->Append(service, request, response);
  request.Clear();
  return ToStatus(status);
}

base::Status MeshClient::Finish() {
  for (int service = 0; service < static_cast<int>(kServices.size()); ++service) {
    if (auto flushed = Flush(service); !flushed) return flushed;
  }
  return {};
}

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
