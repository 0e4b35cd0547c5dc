#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;

class RiskShared : public ::testing::Test {
 protected:
  v1::Verdict Judge() const { return world_.JudgePair(MonthBuilder::Received().Readings(1)); }
  std::string Finding() const { return FindingOf(Judge(), "ATS2-5.3"); }

  World world_;
};

TEST_F(RiskShared, IsACautionWithoutEachPartysAcknowledgement) {
  EXPECT_EQ(Finding(), "");
  for (const auto& [id, party] : {std::pair("K-SEND", "SENDING"), std::pair("K-RECV", "RECEIVING"),
                                  std::pair("K-V", "VENDOR")}) {
    RiskShared::world_ = World();
    world_.registry.Remove(id);
    EXPECT_EQ(Finding(), "CAUTION not_acknowledged registry#P-1");
    EXPECT_EQ(ArgumentOf(Judge(), "ATS2-5.3", "party"), party);
  }
  EXPECT_EQ(CitationOf(Judge(), "ATS2-5.3"), "ATS2 5 2026-06-20");
}

TEST_F(RiskShared, HasToBeInForceOnTheLastDay) {
  auto& acknowledged = *world_.registry.Event("K-SEND").mutable_risk_sharing_acknowledged();
  acknowledged.set_valid_to("2026-06-30");
  EXPECT_EQ(Finding(), "CAUTION not_acknowledged registry#P-1");
  acknowledged.set_valid_to("2026-07-01");
  EXPECT_EQ(Finding(), "");
  acknowledged.set_partnership_id("P-2");
  EXPECT_EQ(Finding(), "CAUTION not_acknowledged registry#P-1");
}

TEST_F(RiskShared, IsACautionWithoutTheVendorsAdvice) {
  auto& advice = *world_.registry.Event("V-ADVICE").mutable_advice_recorded();
  advice.set_vendor_id("V-2");
  EXPECT_EQ(Finding(), "CAUTION no_advice registry#P-1");
  EXPECT_EQ(ArgumentOf(Judge(), "ATS2-5.3", "vendor"), "V-1");
  world_.registry.Remove("V-ADVICE");
  EXPECT_EQ(Finding(), "CAUTION no_advice registry#P-1");
}

TEST_F(RiskShared, AsksNoVendorWhereNoneIsNamed) {
  world_.registry.Event("P-1").mutable_partnership_recorded()->clear_vendor_id();
  world_.registry.Remove("K-V");
  world_.registry.Remove("V-ADVICE");
  EXPECT_EQ(Finding(), "");
}

}  // namespace
}  // namespace kakutei::rules
