#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;
using Fee = v1::PartnershipRecorded::VendorFeeBasis;
using Initiator = v1::PartnershipRecorded::InitiatedBy;
using Prior = v1::PartnershipRecorded::PriorRelation;

// The shipped partnership shows one sign: a fixed fee.
class Brokering : public ::testing::Test {
 protected:
  v1::Verdict Judge() const { return world_.JudgePair(MonthBuilder::Received().Readings(1)); }
  std::string Finding() const { return FindingOf(Judge(), "ATS2-1.3"); }

  World world_;
  v1::PartnershipRecorded& partnership_ =
      *world_.registry.Event("P-1").mutable_partnership_recorded();
};

TEST_F(Brokering, PassesWithOneSign) { EXPECT_EQ(Finding(), ""); }

TEST_F(Brokering, IsACautionWithTwoSigns) {
  partnership_.set_initiated_by(Initiator::VENDOR);
  EXPECT_EQ(Finding(), "CAUTION two_signs registry#P-1");
  EXPECT_EQ(CitationOf(Judge(), "ATS2-1.3"), "ATS2 1 2026-06-20");
  partnership_.set_initiated_by(Initiator::FACILITIES);
  for (const auto prior : {Prior::NO, Prior::UNKNOWN, Prior::PRIOR_RELATION_UNSPECIFIED}) {
    partnership_.set_prior_relation(prior);
    EXPECT_EQ(Finding(), "CAUTION two_signs registry#P-1");
  }
  partnership_.set_initiated_by(Initiator::VENDOR);
  partnership_.set_vendor_fee_basis(Fee::NONE);
  EXPECT_EQ(Finding(), "CAUTION two_signs registry#P-1");
}

TEST_F(Brokering, IsSuspectedWithAllThree) {
  partnership_.set_initiated_by(Initiator::VENDOR);
  partnership_.set_prior_relation(Prior::UNKNOWN);
  for (const auto fee : {Fee::FIXED_SYSTEM_FEE, Fee::PER_READING, Fee::SHARE_OF_ADD_ON}) {
    partnership_.set_vendor_fee_basis(fee);
    EXPECT_EQ(Finding(), "NEEDS_REVIEW brokering_suspected registry#P-1");
  }
}

TEST_F(Brokering, NeedsReviewForAShareOfTheAddOnAlone) {
  partnership_.set_vendor_fee_basis(Fee::SHARE_OF_ADD_ON);
  EXPECT_EQ(Finding(), "NEEDS_REVIEW share_of_add_on registry#P-1");
}

TEST_F(Brokering, IsMissingWhereTheInitiatorIsNotKnown) {
  for (const auto initiator : {Initiator::UNKNOWN, Initiator::INITIATED_BY_UNSPECIFIED}) {
    partnership_.set_initiated_by(initiator);
    EXPECT_EQ(Finding(), "PENDING initiator_unknown registry#P-1");
  }
  world_.closed_months = {"2026-06"};
  EXPECT_EQ(Finding(), "NEEDS_REVIEW initiator_unknown registry#P-1");
}

TEST_F(Brokering, IsMissingWhereANamedVendorsFeeIsNotStated) {
  partnership_.set_vendor_fee_basis(Fee::VENDOR_FEE_BASIS_UNSPECIFIED);
  EXPECT_EQ(Finding(), "PENDING fee_not_stated registry#P-1");
  partnership_.clear_vendor_id();
  EXPECT_EQ(Finding(), "");
}

}  // namespace
}  // namespace kakutei::rules
