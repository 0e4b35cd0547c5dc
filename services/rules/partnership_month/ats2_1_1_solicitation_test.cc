#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;
using Kind = v1::SolicitationRecorded::Kind;

class Solicitation : public ::testing::Test {
 protected:
  Solicitation() {
    solicited_.set_solicitation_id("L-1");
    solicited_.set_vendor_id("V-1");
    solicited_.set_facility_id("F-SEND");
    solicited_.set_kind(Kind::ADD_ON_ADVERTISED);
  }
  v1::Verdict Judge() const { return world_.JudgePair(MonthBuilder::Received().Readings(1)); }

  World world_;
  v1::SolicitationRecorded& solicited_ =
      *world_.registry.Add("L-1").mutable_solicitation_recorded();
};

TEST_F(Solicitation, IsACautionWhereTheAddOnWasAdvertised) {
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.1"), "CAUTION add_on_advertised registry#L-1");
  EXPECT_EQ(CitationOf(Judge(), "ATS2-1.1"), "ATS2 1 2026-06-20");
}

TEST_F(Solicitation, NeedsReviewWhereTheSchemeWasProposed) {
  solicited_.set_kind(Kind::SCHEME_PROPOSED);
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.1"), "NEEDS_REVIEW scheme_proposed registry#L-1");
}

TEST_F(Solicitation, MayHaveGoneToEitherFacility) {
  solicited_.set_facility_id("F-RECV");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.1"), "CAUTION add_on_advertised registry#L-1");
  solicited_.set_facility_id("F-OWN");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.1"), "");
}

TEST_F(Solicitation, IsThatOfThePartnershipsVendor) {
  solicited_.set_vendor_id("V-2");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.1"), "");
  solicited_.set_vendor_id("V-1");
  world_.registry.Event("P-1").mutable_partnership_recorded()->clear_vendor_id();
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.1"), "");
  world_.registry.Remove("P-1");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.1"), "");
}

}  // namespace
}  // namespace kakutei::rules
