#include "receipts/correction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "receipts/testing/receipt_builder.h"

namespace kakutei::receipts {
namespace {

using testing::kAddOn2;
using testing::kAddOn3;
using testing::kScan;
using testing::ReceiptBuilder;

// A receipt of a scan and, charged by itself, ADD_ON_2; and another receipt of a scan.
ReceiptBuilder Simple(int total = 625, std::string_view rest = ",,,,,,,,,") {
  return ReceiptBuilder()
      .Receipt("0001")
      .Insurer(total, rest)
      .Procedure("70", kScan, "450")
      .Procedure("70", kAddOn2, "175");
}

std::string Other(ReceiptBuilder builder, int total = -1) {
  return builder.Receipt("0002").Insurer(450).Procedure("70", kScan, "450").Build(total);
}

Correction Take(const std::string& bytes, bool replace = false, bool accept = true,
                const v1::ReceiptCode* code = nullptr) {
  const auto taken = testing::Take(bytes);
  std::vector<Wish> wishes;
  for (const auto& line : taken.claims.lines) wishes.push_back({line, replace, code, 235});
  auto done = Correct(taken.file, taken.set, wishes, accept);
  EXPECT_TRUE(done) << done.error().message;
  return done.value_or(Correction());
}

void ExpectLeft(const std::string& bytes, Obstacle obstacle, bool accept = true) {
  const auto done = Take(bytes, false, accept);
  ASSERT_FALSE(done.changes.empty());
  EXPECT_EQ(done.changes.back().deed, Deed::kLeft);
  EXPECT_EQ(NameOf(done.changes.back().obstacle), NameOf(obstacle));
  EXPECT_EQ(done.bytes, bytes);
}

TEST(Correct, TakesALineOutAndLowersBothTotalsAndNothingElse) {
  const auto done = Take(Other(Simple()));
  ASSERT_EQ(done.changes.size(), 1u);
  EXPECT_EQ(done.changes[0].deed, Deed::kTakenOut);
  EXPECT_EQ(done.changes[0].line, 5);
  EXPECT_EQ(done.bytes,
            Other(ReceiptBuilder().Receipt("0001").Insurer(450).Procedure("70", kScan, "450")));
}

TEST(Correct, PutsTheRightCodeAndPointsInPlace) {
  const auto table = CodeTable::Shipped();
  const auto* code = table.Find(kAddOn3, *base::ParseMonth("2026-06"));
  const auto done = Take(Other(Simple()), true, true, code);
  EXPECT_EQ(done.changes[0].deed, Deed::kReplaced);
  EXPECT_EQ(done.bytes, Other(ReceiptBuilder()
                                  .Receipt("0001")
                                  .Insurer(685)
                                  .Procedure("70", kScan, "450")
                                  .Procedure("70", kAddOn3, "235")));
  EXPECT_EQ(Take(Other(Simple()), true).changes[0].obstacle, Obstacle::kNoCodeForItem);
}

TEST(Correct, LeavesLinesOfCodesThatAreNotConfirmedUnlessToldOtherwise) {
  ExpectLeft(Other(Simple()), Obstacle::kCodeNotConfirmed, false);
}

TEST(Correct, LeavesWhatIsChargedTogether) {
  ExpectLeft(ReceiptBuilder()
                 .Receipt("1")
                 .Insurer(625)
                 .Procedure("70", kScan, "")
                 .Procedure("", kAddOn2, "625")
                 .Build(),
             Obstacle::kChargedTogether);
  ExpectLeft(Simple().Comment().Build(), Obstacle::kChargedTogether);
  ExpectLeft(ReceiptBuilder()
                 .Receipt("1")
                 .Insurer(800)
                 .Procedure("70", kScan, "450")
                 .Procedure("70", kAddOn2, "175", 2)
                 .Build(),
             Obstacle::kChargedTogether);
}

TEST(Correct, LeavesALineFromWhichOthersTakeTheirCategory) {
  ExpectLeft(ReceiptBuilder()
                 .Receipt("1")
                 .Insurer(625)
                 .Procedure("70", kAddOn2, "175")
                 .Procedure("", kScan, "450")
                 .Build(),
             Obstacle::kOpensCategory);
}

TEST(Correct, LeavesReceiptsOfOtherPayers) {
  ExpectLeft(Simple().PublicPayer(625).Build(), Obstacle::kOtherPayers);
  ExpectLeft(Simple().Procedure("80", kScan, "68", 1, "2").Build(), Obstacle::kOtherPayers);
  ExpectLeft(Simple().Insurer(0).Build(), Obstacle::kOtherPayers);
}

TEST(Correct, LeavesReceiptsWithAShareOfThePatient) {
  ExpectLeft(Simple(625, ",,,,,,5000,,,").Build(), Obstacle::kPatientShare);
  ExpectLeft(Simple(625, ",,,,,,,1,20,").Build(), Obstacle::kPatientShare);
}

TEST(Correct, LeavesReceiptsAndFilesThatDoNotAddUp) {
  ExpectLeft(Simple(626).Build(), Obstacle::kTotalsDoNotAddUp);
  ExpectLeft(Simple().Build(626), Obstacle::kTotalsDoNotAddUp);
  ExpectLeft(Other(Simple(), 0), Obstacle::kTotalsDoNotAddUp);
}

TEST(Correct, CountsMealsInYenNotAsPoints) {
  const auto done = Take(Simple().Procedure("97", kScan, "690", 3).Build());
  EXPECT_EQ(done.changes[0].deed, Deed::kTakenOut);
}

TEST(Correct, LeavesAReceiptThatWouldBeEmpty) {
  ExpectLeft(ReceiptBuilder().Receipt("1").Insurer(175).Procedure("70", kAddOn2, "175").Build(),
             Obstacle::kNothingElse);
  const auto done = Take(ReceiptBuilder()
                             .Receipt("1")
                             .Insurer(350)
                             .Procedure("70", kAddOn2, "175")
                             .Procedure("70", kAddOn2, "175")
                             .Build());
  EXPECT_EQ(done.changes[0].deed, Deed::kTakenOut);
  EXPECT_EQ(done.changes[1].obstacle, Obstacle::kNothingElse);
}

}  // namespace
}  // namespace kakutei::receipts
