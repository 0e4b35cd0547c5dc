#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kakutei::receipts {

// The bytes of a receipt file of the レセプト電算処理システム (UKE) as records and fields:
// Shift_JIS, a record per line, fields separated by commas, no quoting; a comma or line end is
// never part of a two-byte character. Fields are counted from 1 as in the layout, and field 1 is
// the kind of record. Text is never decoded: only fields of digits and ASCII are read.
//
// The file names patients. Nothing here puts the value of a field into an error.
class ReceiptFile {
 public:
  struct Record {
    std::int64_t line = 0;   // from 1
    std::size_t begin = 0;   // of its first byte
    std::size_t size = 0;    // without the line end
    std::size_t length = 0;  // with it
  };

  static constexpr std::size_t kMostBytes = std::size_t{1} << 30;

  // kInvalidArgument NOT_A_RECEIPT_FILE: it does not begin with IR or end with GO, or is larger
  // than kMostBytes; NOT_MEDICAL: a dental or dispensing file; RETURNED_FILE: receipts that the
  // payer returned (HI).
  static base::Result<ReceiptFile> Parse(std::string bytes);

  const std::string& bytes() const { return bytes_; }
  const std::vector<Record>& records() const { return records_; }
  std::string_view Kind(const Record& record) const { return Field(record, 1); }
  // Empty where the record has fewer fields.
  std::string_view Field(const Record& record, int number) const;
  std::string_view Text(const Record& record) const {
    return std::string_view(bytes_).substr(record.begin, record.size);
  }

 private:
  std::string bytes_;
  std::vector<Record> records_;
};

// More digits than any field of the layout has.
inline constexpr std::size_t kMostDigits = 12;
// A whole number without sign, nothing else around it; -1 where the text is none or has more than
// kMostDigits digits.
std::int64_t NumberOf(std::string_view text);

}  // namespace kakutei::receipts
