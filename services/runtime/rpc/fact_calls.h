#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/sync_stream.h>

#include "kakutei/v1/mesh.pb.h"

#include "base/clock.h"
#include "runtime/rpc/fact_append.h"
#include "runtime/rpc/limits.h"
#include "runtime/rpc/open_streams.h"

// The gRPC side of what all services share.
namespace kakutei::runtime::rpc {

using FactStream = grpc::ServerReaderWriter<v1::StreamFactsResponse, v1::AppendFactsRequest>;

// AppendFacts of every service.
grpc::Status AppendFacts(FactAppender& appender, const grpc::ServerContext& context,
                         const v1::AppendFactsRequest& request, v1::AppendFactsResponse& response);

// StreamFacts of every service, refused where too many streams are open: one answer per batch, in
// order, once it is durable or refused. A batch that may be durable or not (UNAVAILABLE) ends the
// stream; what was answered stays. When the host drains, every stream ends with UNAVAILABLE and a
// sentence that begins with DRAINING: a busy one after its answer and with the reason in its
// details, one that waits for its next batch at once and without details.
grpc::Status StreamFacts(FactAppender& appender, grpc::ServerContext& context, FactStream& stream,
                         OpenStreams& streams);

// How long a query may wait for its consistency token: until shortly before the call's deadline, so
// that the answer still arrives, and no longer than the limit.
std::chrono::milliseconds WaitBudget(const grpc::ServerContext& context, const base::Clock& clock,
                                     const Limits& limits);

}  // namespace kakutei::runtime::rpc
