#include "receipts/receipt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "receipts/testing/receipt_builder.h"

namespace kakutei::receipts {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kAddOn2;
using testing::kScan;
using ::testing::Not;
using testing::ReceiptBuilder;
using ::testing::SizeIs;

std::string ComplaintOf(const std::string& bytes) {
  const auto set = ReadReceipts(*ReceiptFile::Parse(bytes));
  return set ? "" : set.error().message;
}

TEST(ReadReceipts, FindsMonthChartNumberPayersAndTotal) {
  const auto taken = testing::Take(ReceiptBuilder()
                                       .Receipt(" 0001 ")
                                       .Insurer(450)
                                       .PublicPayer(450)
                                       .Procedure("70", kScan, "450")
                                       .Build());
  EXPECT_EQ(base::FormatMonth(taken.set.billed), "2026-07");
  ASSERT_THAT(taken.set.receipts, SizeIs(1));
  const Receipt& receipt = taken.set.receipts[0];
  EXPECT_EQ(base::FormatMonth(receipt.month), "2026-06");
  EXPECT_EQ(receipt.chart_number, "0001");
  EXPECT_THAT(receipt.insurers, ElementsAre(2u));
  EXPECT_THAT(receipt.others, ElementsAre(3u));
  EXPECT_EQ(taken.set.total, 5u);
}

TEST(ReadReceipts, JoinsRecordsUntilTheOneWithPoints) {
  const auto taken = testing::Take(ReceiptBuilder()
                                       .Receipt("1")
                                       .Insurer(0)
                                       .Procedure("70", kScan, "")
                                       .Procedure("", kScan, "")
                                       .Procedure("", kAddOn2, "1000", 2)
                                       .Comment()
                                       .Procedure("", kScan, "120")
                                       .Procedure("70", kScan, "450")
                                       .Comment("80")
                                       .Procedure("", kScan, "68", 1, "2")
                                       .Build());
  const auto& charges = taken.set.receipts[0].charges;
  ASSERT_THAT(charges, SizeIs(4));
  EXPECT_EQ(charges[0].last - charges[0].first, 3u);
  EXPECT_EQ(charges[0].points, 1000);
  EXPECT_EQ(charges[0].count, 2);
  EXPECT_TRUE(charges[0].opens_category);
  EXPECT_EQ(charges[1].points, 120);
  EXPECT_FALSE(charges[1].opens_category);
  EXPECT_EQ(charges[1].category, "70");
  EXPECT_EQ(charges[2].points, 450);
  EXPECT_EQ(charges[3].category, "80");
  EXPECT_EQ(charges[3].points, 68);
}

TEST(ReadReceipts, TakesMonthsOfBothForms) {
  EXPECT_EQ(base::FormatMonth(testing::Take(ReceiptBuilder("50807").Receipt("1", "43104").Build())
                                  .set.receipts[0]
                                  .month),
            "2019-04");
  EXPECT_EQ(base::FormatMonth(testing::Take(ReceiptBuilder("50807").Build()).set.billed),
            "2026-07");
  for (const char* month : {"", "202613", "26-06", "30806", "2026060"}) {
    EXPECT_THAT(ComplaintOf(ReceiptBuilder().Receipt("1", month).Build()),
                HasSubstr("line 2: RE: field 4: is no month"))
        << month;
  }
  EXPECT_THAT(ComplaintOf(ReceiptBuilder("July").Build()), HasSubstr("line 1: IR: field 8"));
}

TEST(ReadReceipts, NamesLineKindAndFieldOfABadRecordAndNoValue) {
  EXPECT_EQ(ComplaintOf(ReceiptBuilder().Receipt("1").Procedure("70", kScan, "4X0").Build()),
            "line 3: SI: field 6: is no number of at most 9 digits");
  EXPECT_EQ(ComplaintOf(ReceiptBuilder().Receipt("1").Procedure("70", kScan, "1000000000").Build()),
            "line 3: SI: field 6: is no number of at most 9 digits");
  EXPECT_EQ(ComplaintOf(ReceiptBuilder().Receipt("1").Procedure("70", kScan, "450", 10000).Build()),
            "line 3: SI: field 7: is no number of at most 4 digits");
  EXPECT_EQ(ComplaintOf(ReceiptBuilder().Insurer(4).Build()),
            "line 2: HO: field 1: stands before any RE");
  EXPECT_THAT(ComplaintOf(ReceiptBuilder().Add("IR,1,13,1").Build()), HasSubstr("a second one"));
  EXPECT_THAT(ComplaintOf(ReceiptBuilder().Receipt("SECRET", "19520301X").Build()),
              Not(HasSubstr("1952")));
}

}  // namespace
}  // namespace kakutei::receipts
