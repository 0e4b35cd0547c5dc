#include "reading_events/reading_events_service.h"

#include "base/partitioning.h"
#include "reading_events/reading_events_queries.h"
#include "reading_events/validation.h"
#include "runtime/engine/task_state.h"
#include "runtime/rpc/page.h"
#include "runtime/rpc/status.h"

namespace kakutei::reading_events {

using runtime::rpc::ToGrpcStatus;

const runtime::rpc::TaskView& ReadingEventsService::ViewOf(std::string_view claimant) const {
  return views_[static_cast<std::size_t>(
      base::PartitionOf(claimant, static_cast<int>(views_.size())))];
}

grpc::Status ReadingEventsService::AppendFacts(grpc::ServerContext* context,
                                               const v1::AppendFactsRequest* request,
                                               v1::AppendFactsResponse* response) {
  return runtime::rpc::AppendFacts(appender_, *context, *request, *response);
}

grpc::Status ReadingEventsService::StreamFacts(grpc::ServerContext* context,
                                               runtime::rpc::FactStream* stream) {
  return runtime::rpc::StreamFacts(appender_, *context, *stream, streams_);
}

grpc::Status ReadingEventsService::GetTimeline(grpc::ServerContext* context,
                                               const v1::GetTimelineRequest* request,
                                               v1::GetTimelineResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  const std::string query = request->claimant_facility_id() + "/" + request->reading_id();
  const auto page = runtime::rpc::ReadPage(request->page(), query);
  if (!page) return ToGrpcStatus(page);
  auto fresh =
      reader_.Read(ViewOf(request->claimant_facility_id()), request->not_older_than(), *context);
  if (!fresh) return ToGrpcStatus(fresh);
  auto timeline =
      reading_events::GetTimeline(runtime::engine::ReadOnlyState(*fresh->snapshot),
                                  request->claimant_facility_id(), request->reading_id(), *page);
  if (!timeline) return ToGrpcStatus(timeline);
  *response = *std::move(timeline);
  if (!response->next_token().empty())
    response->set_next_token(runtime::rpc::PageToken(response->next_token(), query));
  *response->mutable_reflects() = std::move(fresh->reflects);
  return grpc::Status::OK;
}

}  // namespace kakutei::reading_events
