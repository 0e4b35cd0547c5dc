#include "confirmation_review/confirmation_review_service.h"

#include "base/partitioning.h"
#include "confirmation_review/confirmation_review_queries.h"
#include "confirmation_review/validation.h"
#include "facts/routing.h"
#include "runtime/rpc/page.h"
#include "runtime/rpc/status.h"

namespace kakutei::confirmation_review {

using runtime::rpc::ToGrpcStatus;

namespace {

// What billing eligibility can be asked for with an answer of this service: it does not read review
// facts, and the positions of the assessments that rest on them say the same.
v1::ConsistencyToken WithoutOwnFacts(const v1::ConsistencyToken& reflected) {
  v1::ConsistencyToken token;
  for (const auto& position : reflected.positions()) {
    if (position.topic() != facts::kConfirmationsTopic) *token.add_positions() = position;
  }
  return token;
}

}  // namespace

const runtime::rpc::TaskView& ConfirmationReviewService::ViewOf(
    std::string_view reading_facility) const {
  return views_[static_cast<std::size_t>(
      base::PartitionOf(reading_facility, static_cast<int>(views_.size())))];
}

grpc::Status ConfirmationReviewService::AppendFacts(grpc::ServerContext* context,
                                                    const v1::AppendFactsRequest* request,
                                                    v1::AppendFactsResponse* response) {
  return runtime::rpc::AppendFacts(appender_, *context, *request, *response);
}

grpc::Status ConfirmationReviewService::StreamFacts(grpc::ServerContext* context,
                                                    runtime::rpc::FactStream* stream) {
  return runtime::rpc::StreamFacts(appender_, *context, *stream, streams_);
}

grpc::Status ConfirmationReviewService::GetReview(grpc::ServerContext* context,
                                                  const v1::GetReviewRequest* request,
                                                  v1::GetReviewResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  auto fresh =
      reader_.Read(ViewOf(request->reading_facility_id()), request->not_older_than(), *context);
  if (!fresh) return ToGrpcStatus(fresh);
  auto review = confirmation_review::GetReview(*fresh->snapshot, *request);
  if (!review) return ToGrpcStatus(review);
  *response = *std::move(review);
  *response->mutable_reflects() = WithoutOwnFacts(fresh->reflects);
  return grpc::Status::OK;
}

grpc::Status ConfirmationReviewService::ListAwaitingConfirmation(
    grpc::ServerContext* context, const v1::ListAwaitingConfirmationRequest* request,
    v1::ListAwaitingConfirmationResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  const std::string& facility = request->reading_facility_id();
  const auto page = runtime::rpc::ReadPage(request->page(), facility);
  if (!page) return ToGrpcStatus(page);
  auto fresh = reader_.Read(ViewOf(facility), request->not_older_than(), *context);
  if (!fresh) return ToGrpcStatus(fresh);
  auto drafts = ListAwaiting(*fresh->snapshot, facility, *page);
  if (!drafts) return ToGrpcStatus(drafts);
  *response = *std::move(drafts);
  if (!response->next_token().empty()) {
    response->set_next_token(runtime::rpc::PageToken(response->next_token(), facility));
  }
  *response->mutable_reflects() = WithoutOwnFacts(fresh->reflects);
  return grpc::Status::OK;
}

}  // namespace kakutei::confirmation_review
