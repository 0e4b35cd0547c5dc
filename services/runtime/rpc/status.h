#pragma once

#include <grpcpp/impl/codegen/status.h>

#include "google/rpc/status.pb.h"

#include "base/result.h"

// Errors on their way through gRPC. A status carries the same code and sentence, and as details
// google.rpc.ErrorInfo (the reason, domain "kakutei"), BadRequest (the fields at fault) and
// RetryInfo (where asking again later helps).
namespace kakutei::runtime::rpc {

google::rpc::Status ToRpcStatus(const base::Error& error);
grpc::Status ToGrpcStatus(const base::Error& error);

// OK for a value, else the error as above.
template <typename T>
grpc::Status ToGrpcStatus(const base::Result<T>& result) {
  return result ? grpc::Status::OK : ToGrpcStatus(result.error());
}

// For clients. What did not come from Kakutei has the code's name as its reason. Values of fields
// are not sent, so violations come back without.
base::Error FromRpcStatus(const google::rpc::Status& status);
base::Error FromGrpcStatus(const grpc::Status& status);

}  // namespace kakutei::runtime::rpc
