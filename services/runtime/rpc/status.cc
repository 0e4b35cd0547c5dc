#include "runtime/rpc/status.h"

#include <array>
#include <utility>

#include "google/rpc/error_details.pb.h"

namespace kakutei::runtime::rpc {
namespace {

using base::Error;
using base::ErrorCode;

constexpr char kDomain[] = "kakutei";
constexpr int kRetrySeconds = 1;

constexpr std::array<std::pair<ErrorCode, grpc::StatusCode>, 11> kCodes = {{
    {ErrorCode::kInvalidArgument, grpc::StatusCode::INVALID_ARGUMENT},
    {ErrorCode::kNotFound, grpc::StatusCode::NOT_FOUND},
    {ErrorCode::kAlreadyExists, grpc::StatusCode::ALREADY_EXISTS},
    {ErrorCode::kFailedPrecondition, grpc::StatusCode::FAILED_PRECONDITION},
    {ErrorCode::kAborted, grpc::StatusCode::ABORTED},
    {ErrorCode::kResourceExhausted, grpc::StatusCode::RESOURCE_EXHAUSTED},
    {ErrorCode::kUnavailable, grpc::StatusCode::UNAVAILABLE},
    {ErrorCode::kDeadlineExceeded, grpc::StatusCode::DEADLINE_EXCEEDED},
    {ErrorCode::kUnimplemented, grpc::StatusCode::UNIMPLEMENTED},
    {ErrorCode::kDataLoss, grpc::StatusCode::DATA_LOSS},
    {ErrorCode::kInternal, grpc::StatusCode::INTERNAL},
}};

grpc::StatusCode GrpcCode(ErrorCode code) {
  for (const auto& [ours, theirs] : kCodes) {
    if (ours == code) {
      return theirs;
    }
  }
  return grpc::StatusCode::INTERNAL;
}

ErrorCode OurCode(int code) {
  for (const auto& [ours, theirs] : kCodes) {
    if (static_cast<int>(theirs) == code) {
      return ours;
    }
  }
  return ErrorCode::kInternal;
}

bool HelpsToRetry(ErrorCode code) {
  return code == ErrorCode::kUnavailable || code == ErrorCode::kResourceExhausted;
}

}  // namespace

google::rpc::Status ToRpcStatus(const Error& error) {
  google::rpc::Status status;
  status.set_code(GrpcCode(error.code));
  status.set_message(error.message);
  google::rpc::ErrorInfo info;
  info.set_reason(error.reason);
  info.set_domain(kDomain);
  status.add_details()->PackFrom(info);
  if (!error.violations.empty()) {
    google::rpc::BadRequest bad;
    for (const base::FieldViolation& violation : error.violations) {
      auto* field = bad.add_field_violations();
      field->set_field(violation.field);
      field->set_description(violation.rule);
    }
    status.add_details()->PackFrom(bad);
  }
  if (HelpsToRetry(error.code)) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(kRetrySeconds);
    status.add_details()->PackFrom(retry);
  }
  return status;
}

grpc::Status ToGrpcStatus(const Error& error) {
  const google::rpc::Status status = ToRpcStatus(error);
  return {GrpcCode(error.code), error.message, status.SerializeAsString()};
}

Error FromRpcStatus(const google::rpc::Status& status) {
  const ErrorCode code = OurCode(status.code());
  Error error{code, std::string(base::ErrorCodeName(code)), status.message(), {}};
  for (const google::protobuf::Any& detail : status.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad;
    if (detail.UnpackTo(&info) && info.domain() == kDomain) {
      error.reason = info.reason();
    } else if (detail.UnpackTo(&bad)) {
      for (const auto& field : bad.field_violations()) {
        error.violations.push_back({field.field(), "", field.description()});
      }
    }
  }
  return error;
}

Error FromGrpcStatus(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) {
    details.Clear();
  }
  details.set_code(status.error_code());
  details.set_message(status.error_message());
  return FromRpcStatus(details);
}

}  // namespace kakutei::runtime::rpc
