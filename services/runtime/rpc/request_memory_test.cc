#include "runtime/rpc/request_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::runtime::rpc {
namespace {

v1::AppendFactsResponse Response(std::string_view id) {
  v1::AppendFactsResponse response;
  response.set_request_id(std::string(id));
  return response;
}

TEST(RequestMemory, AnswersTheSameFactsAgain) {
  RequestMemory memory(10);
  EXPECT_EQ(memory.Claim("a", "facts")->has_value(), false);
  memory.Remember("a", Response("a"));
  const auto again = memory.Claim("a", "facts");
  ASSERT_TRUE(again && *again);
  EXPECT_EQ((*again)->request_id(), "a");
}

TEST(RequestMemory, RefusesOtherFacts) {
  RequestMemory memory(10);
  ASSERT_TRUE(memory.Claim("a", "facts"));
  const auto other = memory.Claim("a", "other facts");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, base::ErrorCode::kAlreadyExists);
  EXPECT_EQ(other.error().reason, "REQUEST_ID_REUSED");
}

TEST(RequestMemory, ForgetsWhatWasNotAnswered) {
  RequestMemory memory(10);
  ASSERT_TRUE(memory.Claim("a", "facts"));
  memory.Forget("a");
  ASSERT_TRUE(memory.Claim("a", "other facts"));
  memory.Remember("a", Response("a"));
  memory.Forget("a");
  EXPECT_FALSE(memory.Claim("a", "facts"));
}

TEST(RequestMemory, ForgetsTheLeastRecentlyUsed) {
  RequestMemory memory(2);
  ASSERT_TRUE(memory.Claim("a", "1"));
  ASSERT_TRUE(memory.Claim("b", "1"));
  ASSERT_TRUE(memory.Claim("a", "1"));
  ASSERT_TRUE(memory.Claim("c", "1"));
  EXPECT_EQ(memory.size(), 2u);
  EXPECT_FALSE(memory.Claim("a", "2"));
  EXPECT_TRUE(memory.Claim("b", "2"));
}

}  // namespace
}  // namespace kakutei::runtime::rpc
