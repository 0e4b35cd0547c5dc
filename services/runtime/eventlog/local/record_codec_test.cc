#include "runtime/eventlog/local/record_codec.h"

#include <gtest/gtest.h>

#include "base/digest.h"

namespace kakutei::runtime::local_log {
namespace {

const TopicPartition kPartition{"kakutei.readings.v1", 3};

std::string Key(std::uint64_t position) { return RecordPrefix(kPartition) + Number64(position); }

std::string Sealed(const NewRecord& record, const std::string& key) {
  std::string encoded = EncodeRecord(record);
  SealRecord(encoded, key);
  return encoded;
}

TEST(Numbers, SortAsTheirBytes) {
  EXPECT_LT(Number64(255), Number64(256));
  EXPECT_LT(Number32(0x7fffffff), Number32(0x80000000));
  EXPECT_EQ(ParseNumber64(Number64(0x0102030405060708)), 0x0102030405060708u);
  EXPECT_EQ(ParseNumber32(Number32(0xfffffffe)), 0xfffffffeu);
  EXPECT_EQ(ParseNumber32("abc"), std::nullopt);
  EXPECT_EQ(ParseNumber64("123456789"), std::nullopt);
}

TEST(Keys, KeepATopicApartFromOneThatItsNameBegins) {
  EXPECT_FALSE(RecordPrefix({"ab", 0}).starts_with(RecordPrefix({"a", 0})));
  EXPECT_FALSE(EndKey({"ab", 0}).starts_with(EndKey({"a", 0})));
}

// What is on disks must stay readable: these bytes change only together with the format's version.
TEST(Record, HasTheBytesOfFormatOne) {
  const std::string sealed =
      Sealed({kPartition, "key", std::string("v\0", 2), {{"name", "x"}}}, Key(7));
  EXPECT_EQ(base::Hex(Key(7)),
            "72" + base::Hex("kakutei.readings.v1") + "00" + "00000003" + "0000000000000007");
  EXPECT_EQ(base::Hex(sealed),
            "a19596f1"
            "01"
            "00000003"
            "6b6579"
            "00000002"
            "7600"
            "00000001"
            "00000004"
            "6e616d65"
            "00000001"
            "78");
}

TEST(Record, ComesBackAsItWas) {
  const NewRecord record{kPartition, "", std::string(100'000, '\xff'), {{"", ""}, {"a", "b"}}};
  const auto decoded = DecodeRecord(Key(0), Sealed(record, Key(0)));
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->key, record.key);
  EXPECT_EQ(decoded->value, record.value);
  EXPECT_EQ(decoded->headers, record.headers);
}

TEST(Record, IsRefusedUnderAnotherKey) {
  const std::string sealed = Sealed({kPartition, "k", "v"}, Key(1));
  EXPECT_TRUE(DecodeRecord(Key(1), sealed).has_value());
  EXPECT_FALSE(DecodeRecord(Key(2), sealed).has_value());
}

TEST(Record, IsRefusedWithAnyBitFlippedOrAnyEndCutOff) {
  const std::string sealed = Sealed({kPartition, "key", "value", {{"h", "1"}}}, Key(1));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    EXPECT_FALSE(DecodeRecord(Key(1), sealed.substr(0, i)).has_value());
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = sealed;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      EXPECT_FALSE(DecodeRecord(Key(1), damaged).has_value()) << "byte " << i << " bit " << bit;
    }
  }
}

// A checksum that fits does not make lengths true: the parser checks them by itself.
TEST(Record, IsRefusedWhenItsLengthsDoNotFit) {
  const std::string good = EncodeRecord({kPartition, "key", "value", {{"h", "1"}}});
  for (std::size_t i = 4; i < good.size(); ++i) {
    std::string damaged = good;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x40);
    SealRecord(damaged, Key(1));
    const auto decoded = DecodeRecord(Key(1), damaged);
    EXPECT_TRUE(!decoded || decoded->key.size() + decoded->value.size() == 8) << i;
  }
  std::string longer = good + "x";
  SealRecord(longer, Key(1));
  EXPECT_FALSE(DecodeRecord(Key(1), longer).has_value());
}

}  // namespace
}  // namespace kakutei::runtime::local_log
