#include "runtime/eventlog/log_errors.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::runtime {
namespace {

using testing::HasSubstr;

TEST(RecordBytes, CountsKeyValueAndHeaders) {
  EXPECT_EQ(RecordBytes({{"t", 0}, "abc", "de", {{"f", "gh"}, {"", "i"}}}), 9);
}

TEST(CheckAppend, NamesTheRecordItsSizeAndTheLimit) {
  const NewRecord records[] = {{{"t", 0}, "", "12345"}, {{"t", 0}, "1", "23456"}};
  const auto checked = CheckAppend(records, 5);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reason, "RECORD_TOO_LARGE");
  EXPECT_THAT(checked.error().message, HasSubstr("record 1 for topic t has 6 bytes"));
  EXPECT_THAT(checked.error().message, HasSubstr("limit is 5"));
  EXPECT_TRUE(CheckAppend(records, 6));
}

TEST(IsTopicName, AllowsWhatKafkaAllows) {
  EXPECT_TRUE(IsTopicName("kakutei.verdicts.v1"));
  EXPECT_TRUE(IsTopicName("A_b-9"));
  EXPECT_TRUE(IsTopicName(std::string(249, 'a')));
  for (const std::string& name :
       {std::string(), std::string("."), std::string(".."), std::string("a/b"),
        std::string("a\0b", 3), std::string("確定"), std::string(250, 'a')}) {
    EXPECT_FALSE(IsTopicName(name)) << name;
  }
}

}  // namespace
}  // namespace kakutei::runtime
