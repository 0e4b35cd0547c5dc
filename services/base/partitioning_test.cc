#include "base/partitioning.h"

#include <gtest/gtest.h>

namespace kakutei::base {
namespace {

// The vectors that Kafka's own client tests use.
TEST(Murmur2, MatchesTheJavaClient) {
  EXPECT_EQ(static_cast<std::int32_t>(Murmur2("21")), -973932308);
  EXPECT_EQ(static_cast<std::int32_t>(Murmur2("foobar")), -790332482);
  EXPECT_EQ(static_cast<std::int32_t>(Murmur2("a-little-bit-long-string")), -985981536);
  EXPECT_EQ(static_cast<std::int32_t>(Murmur2("a-little-bit-longer-string")), -1486304829);
  EXPECT_EQ(static_cast<std::int32_t>(Murmur2("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8")),
            -58897971);
  EXPECT_EQ(static_cast<std::int32_t>(Murmur2("abc")), 479470107);
}

TEST(PartitionOf, StaysInRange) {
  for (const char* key : {"F-1", "F-2", "F-SEND", ""}) {
    EXPECT_GE(PartitionOf(key, 12), 0);
    EXPECT_LT(PartitionOf(key, 12), 12);
  }
}

}  // namespace
}  // namespace kakutei::base
