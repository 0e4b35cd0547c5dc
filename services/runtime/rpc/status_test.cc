#include "runtime/rpc/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"

namespace kakutei::runtime::rpc {
namespace {

using base::ErrorCode;

google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

TEST(Status, NamesReasonAndFields) {
  const grpc::Status status = ToGrpcStatus(base::Error{ErrorCode::kInvalidArgument,
                                                       "MALFORMED_FACT",
                                                       "events[3].source: An id.",
                                                       {{"events[3].source", "x y", "An id."}}});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "events[3].source: An id.");
  const google::rpc::Status details = DetailsOf(status);
  EXPECT_EQ(details.code(), 3);
  ASSERT_EQ(details.details_size(), 2);
  // google.rpc.ErrorInfo{reason: "MALFORMED_FACT", domain: "kakutei"} as any client would read it.
  EXPECT_EQ(details.details(0).type_url(), "type.googleapis.com/google.rpc.ErrorInfo");
  EXPECT_EQ(details.details(0).value(), "\x0a\x0eMALFORMED_FACT\x12\x07kakutei");
  google::rpc::BadRequest bad;
  ASSERT_TRUE(details.details(1).UnpackTo(&bad));
  ASSERT_EQ(bad.field_violations_size(), 1);
  EXPECT_EQ(bad.field_violations(0).field(), "events[3].source");
  EXPECT_EQ(bad.field_violations(0).description(), "An id.");
}

TEST(Status, SaysWhenAskingAgainHelps) {
  for (const ErrorCode code : {ErrorCode::kUnavailable, ErrorCode::kResourceExhausted}) {
    const auto details = ToRpcStatus(base::Error{code, "R", "m", {}});
    google::rpc::RetryInfo retry;
    ASSERT_EQ(details.details_size(), 2);
    ASSERT_TRUE(details.details(1).UnpackTo(&retry));
    EXPECT_GT(retry.retry_delay().seconds(), 0);
  }
  EXPECT_EQ(ToRpcStatus(base::Error{ErrorCode::kNotFound, "R", "m", {}}).details_size(), 1);
}

TEST(Status, ComesBackAsTheSameError) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    const base::Error error{
        static_cast<ErrorCode>(code), "SOME_REASON", "a sentence", {{"field", "", "rule"}}};
    const base::Error back = FromGrpcStatus(ToGrpcStatus(error));
    EXPECT_EQ(back.code, error.code);
    EXPECT_EQ(back.reason, error.reason);
    EXPECT_EQ(back.message, error.message);
    ASSERT_EQ(back.violations.size(), 1u);
    EXPECT_EQ(back.violations[0].rule, "rule");
  }
}

TEST(Status, OfSomebodyElseHasTheCodeAsReason) {
  const base::Error error =
      FromGrpcStatus(grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection refused"));
  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_EQ(error.reason, "UNAVAILABLE");
  EXPECT_EQ(error.message, "connection refused");
}

}  // namespace
}  // namespace kakutei::runtime::rpc
