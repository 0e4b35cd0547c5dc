#include "receipts/code_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "receipts/testing/receipt_builder.h"

namespace kakutei::receipts {
namespace {

using v1::ClaimItem;
using v1::SectionGroup;

const base::Month kJune = *base::ParseMonth("2026-06");

std::string Entry(const std::string& code, const std::string& rest) {
  return "codes { code: '" + code + "' " + rest + " }\n";
}
const std::string kVersion = "version: '2026-11-25'\n";
const std::string kGood = "add_on: ADD_ON_2 section_group: NM valid_from: '2024-06'";

std::string ComplaintOf(const std::string& text) {
  const auto table = CodeTable::Parse(text);
  return table ? "" : table.error().message;
}

TEST(CodeTable, OfThisReleaseKnowsWhatWasFoundAndConfirmsNothing) {
  const auto table = CodeTable::Shipped();
  const auto* code = table.Find(testing::kAddOn2, kJune);
  ASSERT_NE(code, nullptr);
  EXPECT_EQ(code->add_on(), ClaimItem::ADD_ON_2);
  EXPECT_EQ(code->section_group(), SectionGroup::CT_MR);
  EXPECT_FALSE(code->confirmed());
  EXPECT_TRUE(table.Find(testing::kRemoteAddOn2, kJune)->teleradiology());
  EXPECT_EQ(table.Find(testing::kScan, kJune), nullptr);
  EXPECT_EQ(table.Find(testing::kAddOn2, *base::ParseMonth("2024-05")), nullptr);
  EXPECT_EQ(table.CodeOf(ClaimItem::ADD_ON_3, SectionGroup::CT_MR, false, kJune)->code(),
            testing::kAddOn3);
  EXPECT_EQ(table.CodeOf(ClaimItem::ADD_ON_3, SectionGroup::CT_MR, true, kJune), nullptr);
}

TEST(CodeTable, TellsWhichItemsCanBeSeenAtAll) {
  const auto table = CodeTable::Shipped();
  EXPECT_TRUE(table.Recognises(ClaimItem::ADD_ON_1, SectionGroup::XR, kJune));
  EXPECT_FALSE(table.Recognises(ClaimItem::ADD_ON_2, SectionGroup::NM, kJune));
  EXPECT_FALSE(table.Recognises(ClaimItem::ADD_ON_2_PARTIAL, SectionGroup::CT_MR, kJune));
}

TEST(CodeTable, AnEntryHoldsInItsMonths) {
  const auto table = CodeTable::Parse(
      kVersion + Entry("000000001", kGood + " valid_to: '2026-06'") +
      Entry("000000002", "add_on: ADD_ON_2 section_group: NM valid_from: '2026-06'"));
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->Find("000000001", kJune), nullptr);
  EXPECT_EQ(table->CodeOf(ClaimItem::ADD_ON_2, SectionGroup::NM, false, kJune)->code(),
            "000000002");
}

TEST(CodeTable, RefusesWhatIsNotWellFormed) {
  EXPECT_EQ(ComplaintOf(kVersion + Entry("000000001", kGood)), "");
  EXPECT_THAT(ComplaintOf("codes {\n cod: 1 }"), ::testing::StartsWith("code table: line 2: "));
  EXPECT_EQ(ComplaintOf(Entry("000000001", kGood)), "code table: its version is no day");
  EXPECT_EQ(ComplaintOf(kVersion + Entry("1234", kGood)),
            "code table: 1234: a code is nine digits");
  EXPECT_EQ(ComplaintOf(kVersion + Entry("000000001", "add_on: ADD_ON_2 valid_from: '2024-06'")),
            "code table: 000000001: add_on and section_group are required");
  EXPECT_EQ(ComplaintOf(kVersion + Entry("000000001", "add_on: ADD_ON_2 section_group: NM")),
            "code table: 000000001: valid_from and valid_to are months as YYYY-MM");
  EXPECT_EQ(ComplaintOf(kVersion + Entry("000000001", kGood) + Entry("000000001", kGood)),
            "code table: 000000001: two entries for one month");
  EXPECT_EQ(ComplaintOf(kVersion + Entry("000000001", kGood) + Entry("000000002", kGood)),
            "code table: 000000002: two entries for one month");
}

}  // namespace
}  // namespace kakutei::receipts
