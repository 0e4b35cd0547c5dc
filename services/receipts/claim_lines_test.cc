#include "receipts/claim_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ids.h"
#include "receipts/testing/receipt_builder.h"

namespace kakutei::receipts {
namespace {

using ::testing::IsEmpty;
using testing::kAddOn1Xray;
using testing::kAddOn2;
using testing::kRemoteAddOn2;
using testing::kScan;
using testing::ReceiptBuilder;
using ::testing::SizeIs;

ReceiptBuilder One(std::string_view billed = "202607") {
  return ReceiptBuilder(billed)
      .Receipt("0001")
      .Insurer(625)
      .Procedure("70", kScan, "450")
      .Procedure("70", kAddOn2, "175");
}

TEST(FindClaims, TakesTheAddOnsAndNothingElse) {
  const auto taken = testing::Take(One()
                                       .Procedure("70", kRemoteAddOn2, "175")
                                       .Receipt("0002")
                                       .Insurer(280)
                                       .Procedure("70", kScan, "")
                                       .Procedure("", kAddOn1Xray, "280")
                                       .Build());
  ASSERT_THAT(taken.claims.lines, SizeIs(3));
  const auto& line = taken.claims.lines[0];
  EXPECT_EQ(line.line, 5);
  EXPECT_EQ(line.item, v1::ClaimItem::ADD_ON_2);
  EXPECT_EQ(line.group, v1::SectionGroup::CT_MR);
  EXPECT_EQ(line.month, "2026-06");
  EXPECT_EQ(line.points, 175);
  EXPECT_FALSE(line.teleradiology);
  EXPECT_TRUE(taken.claims.lines[1].teleradiology);
  const auto& together = taken.claims.lines[2];
  EXPECT_EQ(together.group, v1::SectionGroup::XR);
  EXPECT_EQ(together.points, std::nullopt);
  EXPECT_NE(together.patient_key, line.patient_key);
}

TEST(FindClaims, GivesTheSameIdsForTheSameFileAndOthersForAnotherMonthOfBilling) {
  const auto first = testing::Take(One().Build()), again = testing::Take(One().Build()),
             later = testing::Take(One("202608").Build());
  EXPECT_EQ(first.claims.lines[0].claim_id, again.claims.lines[0].claim_id);
  EXPECT_NE(first.claims.lines[0].claim_id, later.claims.lines[0].claim_id);
  EXPECT_TRUE(base::IsId(first.claims.lines[0].claim_id));
}

TEST(FindClaims, GivesOtherIdsForTheFileOfAnotherPayingOffice) {
  std::string other = One().Build();
  other.replace(other.find("IR,1,"), 5, "IR,2,");
  EXPECT_NE(testing::Take(One().Build()).claims.lines[0].claim_id,
            testing::Take(other).claims.lines[0].claim_id);
}

TEST(FindClaims, TellsEqualLinesOfAPatientApart) {
  const auto taken =
      testing::Take(One().Receipt("0001").Insurer(350).Procedure("70", kAddOn2, "175", 2).Build());
  ASSERT_THAT(taken.claims.lines, SizeIs(3));
  EXPECT_NE(taken.claims.lines[0].claim_id, taken.claims.lines[1].claim_id);
  EXPECT_NE(taken.claims.lines[1].claim_id, taken.claims.lines[2].claim_id);
  EXPECT_EQ(taken.claims.lines[1].line, taken.claims.lines[2].line);
}

TEST(FindClaims, NamesTheLineOfAnAddOnWithoutAChartNumber) {
  const auto taken = testing::Take(
      ReceiptBuilder().Receipt("").Insurer(175).Procedure("70", kAddOn2, "175").Build());
  EXPECT_THAT(taken.claims.lines, IsEmpty());
  ASSERT_THAT(taken.claims.unusable, SizeIs(1));
  EXPECT_EQ(taken.claims.unusable[0].line, 4);
  EXPECT_EQ(
      taken.claims.unusable[0].why,
      "line 2: RE: field 14 (chart number) is empty or not of ASCII: no patient key can be made");
}

TEST(FindClaims, LeavesReceiptsWithoutAddOnsAlone) {
  const auto taken = testing::Take(
      ReceiptBuilder().Receipt("").Insurer(450).Procedure("70", kScan, "450").Build());
  EXPECT_THAT(taken.claims.lines, IsEmpty());
  EXPECT_THAT(taken.claims.unusable, IsEmpty());
}

TEST(FactOf, IsTheClaimOnTheTenthOfTheMonthOfBilling) {
  const auto taken = testing::Take(One().Build());
  const auto event = FactOf(taken.claims.lines[0], taken.set.billed, "F-SEND", "billing/F-SEND");
  EXPECT_EQ(event.event_id(), taken.claims.lines[0].claim_id);
  EXPECT_EQ(event.source(), "billing/F-SEND");
  EXPECT_EQ(
      base::FormatInstantJst(base::Instant(std::chrono::seconds(event.occurred_at().seconds()))),
      "2026-07-10T00:00:00+09:00");
  const auto& claim = event.claim_submitted();
  EXPECT_EQ(claim.claim_id(), event.event_id());
  EXPECT_EQ(claim.claimant_facility_id(), "F-SEND");
  EXPECT_EQ(claim.patient_key(), taken.claims.lines[0].patient_key);
  EXPECT_EQ(claim.month(), "2026-06");
  EXPECT_EQ(claim.section_group(), v1::SectionGroup::CT_MR);
  EXPECT_EQ(claim.add_on(), v1::ClaimItem::ADD_ON_2);
}

}  // namespace
}  // namespace kakutei::receipts
