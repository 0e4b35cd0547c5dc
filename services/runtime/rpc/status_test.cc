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
  EXPECT_EQ(bad.field_violations(0).description(), "\"x y\": An id.");
}

TEST(Status, OfACallLeavesOutFieldsThatDoNotFitIntoItsMetadata) {
  base::Error error{ErrorCode::kInvalidArgument, "MALFORMED_FACT", "m", {}};
  for (int i = 0; i < 100; ++i) {
    error.violations.push_back({"events[" + std::to_string(i) + "].readingOrdered.readingId", "R/1",
                                "An id is 1-64 of A-Z a-z 0-9 . _ -."});
  }
  const grpc::Status status = ToGrpcStatus(error);
  EXPECT_LT(status.error_details().size(), 6'000u);
  google::rpc::BadRequest bad;
  ASSERT_TRUE(DetailsOf(status).details(1).UnpackTo(&bad));
  const int named = bad.field_violations_size() - 1;
  ASSERT_GT(named, 10);
  EXPECT_EQ(bad.field_violations(named).field(), "");
  EXPECT_EQ(bad.field_violations(named).description(),
            std::to_string(100 - named) + " more fields are at fault.");
  EXPECT_EQ(FromGrpcStatus(status).violations.size(), static_cast<std::size_t>(named));
  // A stream carries its refusals in messages, which have room for all.
  EXPECT_EQ(FromRpcStatus(ToRpcStatus(error)).violations.size(), 100u);
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
    const base::Error error{static_cast<ErrorCode>(code),
                            "SOME_REASON",
                            "a sentence",
                            {{"field", "", "rule"}, {"other", "a \": \"b", "An id."}}};
    const base::Error back = FromGrpcStatus(ToGrpcStatus(error));
    EXPECT_EQ(back.code, error.code);
    EXPECT_EQ(back.reason, error.reason);
    EXPECT_EQ(back.message, error.message);
    ASSERT_EQ(back.violations.size(), 2u);
    EXPECT_EQ(back.violations[0].value, "");
    EXPECT_EQ(back.violations[0].rule, "rule");
    EXPECT_EQ(back.violations[1].value, "a \": \"b");
    EXPECT_EQ(back.violations[1].rule, "An id.");
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
