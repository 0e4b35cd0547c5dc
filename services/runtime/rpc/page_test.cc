#include "runtime/rpc/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::runtime::rpc {
namespace {

v1::PageRequest Request(int size, std::string token) {
  v1::PageRequest request;
  request.set_size(size);
  request.set_token(std::move(token));
  return request;
}

TEST(Page, HasAHundredEntriesUnlessSaidOtherwise) {
  const auto page = ReadPage(Request(0, ""), "query");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->size, 100);
  EXPECT_FALSE(page->from);
}

TEST(Page, TokenBringsBackTheKey) {
  const std::string key("F-1/R-\0-2", 9);
  const auto page = ReadPage(Request(7, PageToken(key, "query")), "query");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->size, 7);
  EXPECT_EQ(page->from, key);
}

TEST(Page, RefusesSizesOutOfBounds) {
  for (const int size : {-1, 1001}) {
    const auto page = ReadPage(Request(size, ""), "query");
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, base::ErrorCode::kInvalidArgument);
    EXPECT_EQ(page.error().reason, "MALFORMED_REQUEST");
    EXPECT_EQ(page.error().violations.at(0).field, "page.size");
  }
}

TEST(Page, RefusesEveryChangeOfAToken) {
  const std::string token = PageToken("F-1/R-2", "query");
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == '0' ? '1' : '0';
    const auto page = ReadPage(Request(0, changed), "query");
    ASSERT_FALSE(page) << i;
    EXPECT_EQ(page.error().violations.at(0).field, "page.token");
  }
  for (const std::string& bad : {std::string("0"), std::string("zz"), token + "0",
                                 token.substr(0, 14), std::string(5000, '0')}) {
    EXPECT_FALSE(ReadPage(Request(0, bad), "query")) << bad;
  }
}

TEST(Page, RefusesTheTokenOfAnotherQuery) {
  EXPECT_FALSE(ReadPage(Request(0, PageToken("key", "one query")), "another query"));
}

}  // namespace
}  // namespace kakutei::runtime::rpc
