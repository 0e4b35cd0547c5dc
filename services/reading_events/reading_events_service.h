#pragma once

#include <utility>
#include <vector>

#include "kakutei/v1/reading_events.grpc.pb.h"

#include "runtime/rpc/fact_append.h"
#include "runtime/rpc/fact_calls.h"
#include "runtime/rpc/fresh_state.h"

namespace kakutei::reading_events {

// Translates calls: what a call means is said in reading_events.proto, and done by the
// appender and the queries. Thread-safe; what it is given outlives it.
class ReadingEventsService final : public v1::ReadingEvents::Service {
 public:
  // `views`: the tasks by partition of claimants.
  ReadingEventsService(runtime::rpc::FactAppender& appender,
                       const runtime::rpc::FreshReader& reader,
                       std::vector<runtime::rpc::TaskView> views,
                       runtime::rpc::OpenStreams& streams)
      : appender_(appender), reader_(reader), views_(std::move(views)), streams_(streams) {}

  grpc::Status AppendFacts(grpc::ServerContext* context, const v1::AppendFactsRequest* request,
                           v1::AppendFactsResponse* response) override;
  grpc::Status StreamFacts(grpc::ServerContext* context, runtime::rpc::FactStream* stream) override;
  grpc::Status GetTimeline(grpc::ServerContext* context, const v1::GetTimelineRequest* request,
                           v1::GetTimelineResponse* response) override;

 private:
  const runtime::rpc::TaskView& ViewOf(std::string_view claimant) const;

  runtime::rpc::FactAppender& appender_;
  const runtime::rpc::FreshReader& reader_;
  const std::vector<runtime::rpc::TaskView> views_;
  runtime::rpc::OpenStreams& streams_;
};

}  // namespace kakutei::reading_events
