#include "runtime/rpc/open_streams.h"

#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::runtime::rpc {
namespace {

using testing::HasSubstr;

TEST(OpenStreams, AreBoundedAndGiveTheirPlacesBack) {
  metrics::Registry registry;
  OpenStreams streams(2, {}, registry);
  auto first = streams.Open();
  std::optional<base::Result<OpenStreams::Place>> second(streams.Open());
  ASSERT_TRUE(first && *second);
  const auto third = streams.Open();
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, base::ErrorCode::kResourceExhausted);
  EXPECT_EQ(third.error().reason, "TOO_MANY_STREAMS");
  EXPECT_THAT(registry.Text(), HasSubstr("kakutei_open_streams 2"));
  EXPECT_THAT(registry.Text(), HasSubstr("kakutei_streams_refused_total 1"));
  second.reset();
  EXPECT_THAT(registry.Text(), HasSubstr("kakutei_open_streams 1"));
  EXPECT_TRUE(streams.Open());
}

}  // namespace
}  // namespace kakutei::runtime::rpc
