#pragma once

#include <grpcpp/impl/codegen/status.h>

#include "google/rpc/status.pb.h"

#include "base/result.h"

// Errors on their way through gRPC. A status carries the same code and sentence, and as details
// google.rpc.ErrorInfo (the reason, domain "kakutei"), BadRequest (the fields at fault) and
// RetryInfo (where asking again later helps). A field's description is its value in quotes, where
// there is one to show, and the rule: "R/1": An id is ... - as `kakutei judge` says it of a line.
namespace kakutei::runtime::rpc {

google::rpc::Status ToRpcStatus(const base::Error& error);
// Clients drop a call whose trailing metadata is beyond 8 KiB: violations that do not fit into half
// of that are left out, and a last one, of no field, says how many.
grpc::Status ToGrpcStatus(const base::Error& error);

// OK for a value, else the error as above.
template <typename T>
grpc::Status ToGrpcStatus(const base::Result<T>& result) {
  return result ? grpc::Status::OK : ToGrpcStatus(result.error());
}

// For clients; of fields only those that were named. What did not come from Kakutei has the code's
// name as its reason.
base::Error FromRpcStatus(const google::rpc::Status& status);
base::Error FromGrpcStatus(const grpc::Status& status);

}  // namespace kakutei::runtime::rpc
