#pragma once

#include "kakutei/v1/facility_registry.grpc.pb.h"

#include "runtime/rpc/fact_append.h"
#include "runtime/rpc/fact_calls.h"
#include "runtime/rpc/fresh_state.h"

namespace kakutei::facility_registry {

// Translates calls: what a call means is said in facility_registry.proto, and done by the appender
// and the queries. Thread-safe; what it is given outlives it.
class FacilityRegistryService final : public v1::FacilityRegistry::Service {
 public:
  FacilityRegistryService(runtime::rpc::FactAppender& appender,
                          const runtime::rpc::FreshReader& reader, runtime::rpc::TaskView view,
                          runtime::rpc::OpenStreams& streams)
      : appender_(appender), reader_(reader), view_(view), streams_(streams) {}

  grpc::Status AppendFacts(grpc::ServerContext* context, const v1::AppendFactsRequest* request,
                           v1::AppendFactsResponse* response) override;
  grpc::Status StreamFacts(grpc::ServerContext* context, runtime::rpc::FactStream* stream) override;
  grpc::Status GetFacility(grpc::ServerContext* context, const v1::GetFacilityRequest* request,
                           v1::GetFacilityResponse* response) override;
  grpc::Status GetPhysician(grpc::ServerContext* context, const v1::GetPhysicianRequest* request,
                            v1::GetPhysicianResponse* response) override;

 private:
  runtime::rpc::FactAppender& appender_;
  const runtime::rpc::FreshReader& reader_;
  const runtime::rpc::TaskView view_;
  runtime::rpc::OpenStreams& streams_;
};

}  // namespace kakutei::facility_registry
