#include "base/digest.h"

#include <gtest/gtest.h>

namespace kakutei::base {
namespace {

TEST(Sha256, MatchesThePublishedVector) {
  EXPECT_EQ(DigestText(Sha256("abc")),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(DigestText, IsEmptyWithoutDigest) { EXPECT_EQ(DigestText(""), ""); }

}  // namespace
}  // namespace kakutei::base
