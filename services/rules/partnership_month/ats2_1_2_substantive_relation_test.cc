#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::JstTimestamp;
using testing::MonthBuilder;
using testing::RulesOf;
using testing::World;
using Basis = v1::PartnershipRecorded::CooperationBasis;

class SubstantiveRelation : public ::testing::Test {
 protected:
  v1::PartnershipRecorded& Partnership() {
    return *world_.registry.Event("P-1").mutable_partnership_recorded();
  }
  v1::Verdict Judge() const { return world_.JudgePair(month_); }

  World world_;
  MonthBuilder month_ = MonthBuilder::Received().Readings(1);
};

TEST_F(SubstantiveRelation, NeedsReviewWithoutAPartnership) {
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "");
  world_.registry.Remove("P-1");
  const auto verdict = Judge();
  EXPECT_EQ(FindingOf(verdict, "ATS2-1.2"), "NEEDS_REVIEW not_recorded");
  EXPECT_EQ(CitationOf(verdict, "ATS2-1.2"), "ATS2 1 2026-06-20");
  EXPECT_EQ(RulesOf(verdict), std::vector<std::string>{"ATS2-1.2"});
  EXPECT_FALSE(verdict.has_partnership_id());
}

TEST_F(SubstantiveRelation, NeedsReviewWhereNoneIsInForceAtADiagnosis) {
  Partnership().set_valid_from("2026-06-04");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "NEEDS_REVIEW not_in_force registry#P-1 ris#R-0");
  EXPECT_EQ(ArgumentOf(Judge(), "ATS2-1.2", "date"), "2026-06-03");
  Partnership().set_valid_from("2026-06-01");
  Partnership().set_valid_to("2026-06-04");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "");
  *month_.Reading("R-9").mutable_diagnosed_at() = JstTimestamp("2026-06-04T00:00");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "NEEDS_REVIEW not_in_force registry#P-1 ris#R-9");
  // Another partnership of the pair will do.
  world_.registry.Partner("P-0", "F-SEND", "F-RECV").set_valid_from("2026-06-04");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "");
}

TEST_F(SubstantiveRelation, DoesNotAskWhenAnUndiagnosedReadingWas) {
  Partnership().set_valid_to("2026-06-04");
  month_.Reading("R-9").clear_diagnosed_at();
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "");
}

TEST_F(SubstantiveRelation, NeedsReviewWithoutABasis) {
  Partnership().set_cooperation_basis(Basis::NONE);
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "NEEDS_REVIEW no_basis registry#P-1");
}

TEST_F(SubstantiveRelation, IsMissingWhereTheBasisIsNotStated) {
  Partnership().set_cooperation_basis(Basis::COOPERATION_BASIS_UNSPECIFIED);
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "PENDING basis_not_stated registry#P-1");
  world_.closed_months = {"2026-06"};
  EXPECT_EQ(FindingOf(Judge(), "ATS2-1.2"), "NEEDS_REVIEW basis_not_stated registry#P-1");
}

}  // namespace
}  // namespace kakutei::rules
