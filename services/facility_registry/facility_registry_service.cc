#include "facility_registry/facility_registry_service.h"

#include <optional>
#include <utility>

#include "facility_registry/facility_registry_queries.h"
#include "facility_registry/validation.h"
#include "facts/slots.h"
#include "runtime/engine/task_state.h"
#include "runtime/rpc/status.h"

namespace kakutei::facility_registry {
namespace {

using runtime::rpc::ToGrpcStatus;

// Check, wait, read: `query` gets the state and answers without `reflects`.
template <typename Request, typename Response, typename Query>
grpc::Status Answer(const runtime::rpc::FreshReader& reader, const runtime::rpc::TaskView& view,
                    const grpc::ServerContext& context, const Request& request, Response& response,
                    const Query& query) {
  if (const auto checked = Check(request); !checked) {
    return ToGrpcStatus(checked);
  }
  auto fresh = reader.Read(view, request.not_older_than(), context);
  if (!fresh) {
    return ToGrpcStatus(fresh);
  }
  auto answer = query(runtime::engine::ReadOnlyState(*fresh->snapshot));
  if (answer) {
    response = *std::move(answer);
    *response.mutable_reflects() = std::move(fresh->reflects);
  }
  return ToGrpcStatus(answer);
}

template <typename Request>
std::optional<base::Instant> KnownAt(const Request& request) {
  if (!request.has_known_at()) return std::nullopt;
  return facts::ToInstant(request.known_at());
}

}  // namespace

grpc::Status FacilityRegistryService::AppendFacts(grpc::ServerContext* context,
                                                  const v1::AppendFactsRequest* request,
                                                  v1::AppendFactsResponse* response) {
  return runtime::rpc::AppendFacts(appender_, *context, *request, *response);
}

grpc::Status FacilityRegistryService::StreamFacts(grpc::ServerContext* context,
                                                  runtime::rpc::FactStream* stream) {
  return runtime::rpc::StreamFacts(appender_, *context, *stream, streams_);
}

grpc::Status FacilityRegistryService::GetFacility(grpc::ServerContext* context,
                                                  const v1::GetFacilityRequest* request,
                                                  v1::GetFacilityResponse* response) {
  return Answer(reader_, view_, *context, *request, *response, [&](const auto& state) {
    return facility_registry::GetFacility(state, request->facility_id(), request->as_of(),
                                          KnownAt(*request));
  });
}

grpc::Status FacilityRegistryService::GetPhysician(grpc::ServerContext* context,
                                                   const v1::GetPhysicianRequest* request,
                                                   v1::GetPhysicianResponse* response) {
  return Answer(reader_, view_, *context, *request, *response, [&](const auto& state) {
    return facility_registry::GetPhysician(state, request->physician_id(), request->as_of(),
                                           KnownAt(*request));
  });
}

}  // namespace kakutei::facility_registry
