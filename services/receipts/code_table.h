#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kakutei/v1/receipt_codes.pb.h"

#include "base/civil_time.h"
#include "base/result.h"

namespace kakutei::receipts {

// Which procedure codes stand for which add-on, in which months. Immutable; any thread. A code that
// it does not know is no add-on as far as this program can tell: nothing is guessed from a code's
// digits.
class CodeTable {
 public:
  // A ReceiptCodeTable as textproto. kInvalidArgument BAD_CODE_TABLE: it cannot be parsed, a code
  // is not nine digits, a word or month is missing, or one code, or one item of one group, has two
  // entries for one month.
  static base::Result<CodeTable> Parse(std::string_view text);
  // The table of this release, from deploy/receipt-codes.
  static CodeTable Shipped();

  const std::string& version() const { return table_.version(); }
  // nullptr: the code stands for no add-on in that month.
  const v1::ReceiptCode* Find(std::string_view code, base::Month month) const;
  // The code of an item; nullptr where the table has none.
  const v1::ReceiptCode* CodeOf(v1::ClaimItem::Value item, v1::SectionGroup::Value group,
                                bool teleradiology, base::Month month) const;
  // Whether a claim of the item can be seen in a receipt at all.
  bool Recognises(v1::ClaimItem::Value item, v1::SectionGroup::Value group,
                  base::Month month) const;

 private:
  v1::ReceiptCodeTable table_;
};

}  // namespace kakutei::receipts
