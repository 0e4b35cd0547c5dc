#include "base/ids.h"

#include <string>

#include <gtest/gtest.h>

namespace kakutei::base {
namespace {

TEST(IsId, KeepsToItsCharactersAndSize) {
  EXPECT_TRUE(IsId("F-SEND.1_x"));
  EXPECT_TRUE(IsId(std::string(64, 'a')));
  EXPECT_FALSE(IsId(std::string(65, 'a')));
  EXPECT_FALSE(IsId(""));
  EXPECT_FALSE(IsId("a/b"));
  EXPECT_FALSE(IsId("山田"));
}

TEST(IsSource, AllowsSlashes) { EXPECT_TRUE(IsSource("vendor/acme")); }

TEST(IsPatientKey, WantsLowerCaseHexadecimal) {
  EXPECT_TRUE(IsPatientKey("pk_00112233445566778899aabbccddeeff"));
  EXPECT_FALSE(IsPatientKey("pk_00112233445566778899AABBCCDDEEFF"));
  EXPECT_FALSE(IsPatientKey("pk_0011"));
  EXPECT_FALSE(IsPatientKey("00112233445566778899aabbccddeeff"));
}

TEST(IsSection, IsALetterAndThreeDigits) {
  EXPECT_TRUE(IsSection("E203"));
  EXPECT_FALSE(IsSection("e203"));
  EXPECT_FALSE(IsSection("E2030"));
}

}  // namespace
}  // namespace kakutei::base
