#include "receipts/receipt_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "receipts/testing/receipt_builder.h"

namespace kakutei::receipts {
namespace {

using testing::ReceiptBuilder;

std::string ReasonOf(const std::string& bytes) {
  const auto file = ReceiptFile::Parse(bytes);
  return file ? "" : file.error().reason;
}

TEST(ReceiptFile, SplitsRecordsAndFieldsAndKeepsEveryByte) {
  const std::string bytes = ReceiptBuilder().Receipt("0001").Insurer(450).Build() + "\x1a";
  const auto file = ReceiptFile::Parse(bytes);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bytes(), bytes);
  ASSERT_EQ(file->records().size(), 4u);
  const auto& receipt = file->records()[1];
  EXPECT_EQ(receipt.line, 2);
  EXPECT_EQ(receipt.length, receipt.size + 2);
  EXPECT_EQ(file->Kind(receipt), "RE");
  EXPECT_EQ(file->Field(receipt, 4), "202606");
  EXPECT_EQ(file->Field(receipt, 14), "0001");
  EXPECT_EQ(file->Field(receipt, 99), "");
}

TEST(ReceiptFile, TakesFilesWithBareLineFeeds) {
  const auto file = ReceiptFile::Parse("IR,1,13,1,0000000,,,202607,00,\nGO,0,0,99");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->Field(file->records()[1], 4), "99");
}

TEST(ReceiptFile, RefusesWhatIsNoMedicalReceiptFile) {
  EXPECT_EQ(ReasonOf(""), "NOT_A_RECEIPT_FILE");
  EXPECT_EQ(ReasonOf("RE,1\r\nGO,1\r\n"), "NOT_A_RECEIPT_FILE");
  EXPECT_EQ(ReasonOf("IR,1,13,1\r\n"), "NOT_A_RECEIPT_FILE");
  EXPECT_EQ(ReasonOf("IR,1,13,3\r\nGO,1\r\n"), "NOT_MEDICAL");
  EXPECT_EQ(ReasonOf("HI,1,13,1\r\nGO,1\r\n"), "RETURNED_FILE");
}

TEST(NumberOf, TakesDigitsOnly) {
  EXPECT_EQ(NumberOf("175"), 175);
  for (const char* text : {"", "-1", "+1", "1.5", " 1", "1 ", "99999999999999999999"})
    EXPECT_EQ(NumberOf(text), -1) << text;
}

}  // namespace
}  // namespace kakutei::receipts
