#include "receipts/patient_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::receipts {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kKey(64, 'a');

TEST(PatientKeys, AreTheHmacOfTheChartNumber) {
  const auto keys = PatientKeys::FromText("\n" + kKey + "\r\n", std::nullopt);
  ASSERT_TRUE(keys);
  // printf %s 0001234 | openssl dgst -sha256 -mac HMAC -macopt hexkey:aaaa...
  EXPECT_EQ(keys->KeyOf("0001234"),
            "pk_89c588a951584907e5a03a67f409180399e9487a156006ba44983db0753ec13f");
  EXPECT_EQ(keys->KeyOf(" 0001234 "), keys->KeyOf("0001234"));
  EXPECT_NE(keys->KeyOf("1234"), keys->KeyOf("0001234"));
}

TEST(PatientKeys, AgreeOnNumbersFilledDifferentlyWithAWidth) {
  const auto plain = PatientKeys::FromText(kKey, std::nullopt),
             ten = PatientKeys::FromText(kKey, 10), none = PatientKeys::FromText(kKey, 0);
  EXPECT_EQ(ten->KeyOf("1234"), plain->KeyOf("0000001234"));
  EXPECT_EQ(ten->KeyOf("000000001234"), plain->KeyOf("0000001234"));
  EXPECT_EQ(none->KeyOf("0001234"), plain->KeyOf("1234"));
  EXPECT_EQ(none->KeyOf("000"), plain->KeyOf("0"));
  EXPECT_EQ(ten->KeyOf("A-12"), plain->KeyOf("A-12"));
}

TEST(PatientKeys, AreNotMadeOfNothingOrOfOtherCharacters) {
  const auto keys = PatientKeys::FromText(kKey, std::nullopt);
  for (const char* number : {"", "   ", "12 34", "\x83\x65", "12\t"})
    EXPECT_EQ(keys->KeyOf(number), std::nullopt) << number;
}

void ExpectRefused(const std::string& text) {
  const auto keys = PatientKeys::FromText(text, std::nullopt);
  ASSERT_FALSE(keys) << text;
  EXPECT_EQ(keys.error().reason, "BAD_KEY");
  EXPECT_THAT(keys.error().message, Not(HasSubstr("aaaa")));
}

TEST(PatientKeys, RefuseAKeyThatIsNoneWithoutRepeatingIt) {
  ExpectRefused("");
  ExpectRefused(kKey.substr(2));
  ExpectRefused(kKey + "a");
  ExpectRefused(kKey.substr(1) + "z");
  EXPECT_FALSE(PatientKeys::FromText(kKey, 21));
  EXPECT_FALSE(PatientKeys::FromText(kKey, -1));
}

}  // namespace
}  // namespace kakutei::receipts
