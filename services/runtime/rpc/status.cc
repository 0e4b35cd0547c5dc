#include "runtime/rpc/status.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <google/protobuf/unknown_field_set.h>

#include "google/rpc/error_details.pb.h"

namespace kakutei::runtime::rpc {
namespace {

using base::Error;
using base::ErrorCode;

constexpr char kDomain[] = "kakutei";
constexpr int kRetrySeconds = 1;
constexpr std::size_t kMostViolationBytes = 4'096;
constexpr std::string_view kValueEnd = "\": ";

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

// google.rpc.ErrorInfo is younger than the packaged google/rpc protos (2019), so its two fields are
// written and read by number here.
constexpr char kErrorInfoType[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr int kReasonField = 1;
constexpr int kDomainField = 2;

void PackErrorInfo(const std::string& reason, google::protobuf::Any& detail) {
  google::protobuf::UnknownFieldSet info;
  info.AddLengthDelimited(kReasonField, reason);
  info.AddLengthDelimited(kDomainField, kDomain);
  detail.set_type_url(kErrorInfoType);
  info.SerializeToString(detail.mutable_value());
}

// The reason; nullopt: another kind of detail, or another domain's.
std::optional<std::string> ReasonIn(const google::protobuf::Any& detail) {
  google::protobuf::UnknownFieldSet info;
  if (detail.type_url() != kErrorInfoType || !info.ParseFromString(detail.value())) {
    return std::nullopt;
  }
  std::string reason;
  std::string domain;
  for (int i = 0; i < info.field_count(); ++i) {
    const auto& field = info.field(i);
    if (field.type() != google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED) {
      continue;
    }
    if (field.number() == kReasonField) reason = field.length_delimited();
    if (field.number() == kDomainField) domain = field.length_delimited();
  }
  return domain == kDomain ? std::optional(reason) : std::nullopt;
}

bool HelpsToRetry(ErrorCode code) {
  return code == ErrorCode::kUnavailable || code == ErrorCode::kResourceExhausted;
}

std::string Description(const base::FieldViolation& violation) {
  if (violation.value.empty()) return violation.rule;
  return "\"" + violation.value + std::string(kValueEnd) + violation.rule;
}

// No rule holds the end of a value, but a value may.
base::FieldViolation ToViolation(const google::rpc::BadRequest::FieldViolation& field) {
  const std::string& text = field.description();
  const std::size_t end = text.starts_with('"') ? text.rfind(kValueEnd) : std::string::npos;
  if (end == std::string::npos || end == 0) return {field.field(), "", text};
  return {field.field(), text.substr(1, end - 1), text.substr(end + kValueEnd.size())};
}

std::vector<base::FieldViolation> WhatFits(const std::vector<base::FieldViolation>& violations) {
  std::vector<base::FieldViolation> fitting;
  std::size_t bytes = 0;
  for (const base::FieldViolation& violation : violations) {
    bytes += violation.field.size() + Description(violation).size();
    if (bytes > kMostViolationBytes) {
      const std::size_t more = violations.size() - fitting.size();
      fitting.push_back({"", "", std::to_string(more) + " more fields are at fault."});
      break;
    }
    fitting.push_back(violation);
  }
  return fitting;
}

}  // namespace

google::rpc::Status ToRpcStatus(const Error& error) {
  google::rpc::Status status;
  status.set_code(GrpcCode(error.code));
  status.set_message(error.message);
  PackErrorInfo(error.reason, *status.add_details());
  if (!error.violations.empty()) {
    google::rpc::BadRequest bad;
    for (const base::FieldViolation& violation : error.violations) {
      auto* field = bad.add_field_violations();
      field->set_field(violation.field);
      field->set_description(Description(violation));
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
  const google::rpc::Status status =
      ToRpcStatus({error.code, error.reason, error.message, WhatFits(error.violations)});
  return {GrpcCode(error.code), error.message, status.SerializeAsString()};
}

Error FromRpcStatus(const google::rpc::Status& status) {
  const ErrorCode code = OurCode(status.code());
  Error error{code, std::string(base::ErrorCodeName(code)), status.message(), {}};
  for (const google::protobuf::Any& detail : status.details()) {
    google::rpc::BadRequest bad;
    if (auto reason = ReasonIn(detail)) {
      error.reason = *std::move(reason);
    } else if (detail.UnpackTo(&bad)) {
      for (const auto& field : bad.field_violations()) {
        if (field.field().empty()) continue;  // says only that others are left out
        error.violations.push_back(ToViolation(field));
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
