#include "receipts/code_table.h"

#include <algorithm>

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include "base/check.h"
#include "receipts/shipped_codes.h"

namespace kakutei::receipts {
namespace {

// Where a textproto cannot be read, and why.
class Complaint : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int, const std::string& message) override {
    if (text_.empty()) text_ = "line " + std::to_string(line + 1) + ": " + message;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

auto BadTable(std::string_view code, std::string_view why) {
  return base::Fail(
      base::ErrorCode::kInvalidArgument, "BAD_CODE_TABLE",
      "code table: " + std::string(code) + (code.empty() ? "" : ": ") + std::string(why));
}

bool IsCode(std::string_view text) {
  return text.size() == 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool Holds(const v1::ReceiptCode& code, const std::string& month) {
  return code.valid_from() <= month && (!code.has_valid_to() || month < code.valid_to());
}

// Months as text order as months do.
bool Overlap(const v1::ReceiptCode& a, const v1::ReceiptCode& b) {
  return Holds(a, b.valid_from()) || Holds(b, a.valid_from());
}

bool SameItem(const v1::ReceiptCode& a, const v1::ReceiptCode& b) {
  return a.add_on() == b.add_on() && a.section_group() == b.section_group() &&
         a.teleradiology() == b.teleradiology();
}

}  // namespace

base::Result<CodeTable> CodeTable::Parse(std::string_view text) {
  CodeTable table;
  Complaint complaint;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&complaint);
  if (!parser.ParseFromString(std::string(text), &table.table_))
    return BadTable("", complaint.text());
  if (!base::ParseDate(table.table_.version())) return BadTable("", "its version is no day");
  const auto& codes = table.table_.codes();
  for (int i = 0; i < codes.size(); ++i) {
    const auto& code = codes[i];
    if (!IsCode(code.code())) return BadTable(code.code(), "a code is nine digits");
    if (code.add_on() == v1::ClaimItem::CLAIM_ITEM_UNSPECIFIED ||
        code.section_group() == v1::SectionGroup::SECTION_GROUP_UNSPECIFIED)
      return BadTable(code.code(), "add_on and section_group are required");
    if (!base::ParseMonth(code.valid_from()) ||
        (code.has_valid_to() && !base::ParseMonth(code.valid_to())))
      return BadTable(code.code(), "valid_from and valid_to are months as YYYY-MM");
    for (int j = 0; j < i; ++j) {
      if ((codes[j].code() == code.code() || SameItem(codes[j], code)) && Overlap(codes[j], code))
        return BadTable(code.code(), "two entries for one month");
    }
  }
  return table;
}

CodeTable CodeTable::Shipped() {
  auto table = Parse(ShippedCodes());
  KAKUTEI_CHECK(table.has_value());
  return *std::move(table);
}

const v1::ReceiptCode* CodeTable::Find(std::string_view code, base::Month month) const {
  const std::string text = base::FormatMonth(month);
  for (const auto& entry : table_.codes()) {
    if (entry.code() == code && Holds(entry, text)) return &entry;
  }
  return nullptr;
}

const v1::ReceiptCode* CodeTable::CodeOf(v1::ClaimItem::Value item, v1::SectionGroup::Value group,
                                         bool teleradiology, base::Month month) const {
  const std::string text = base::FormatMonth(month);
  for (const auto& entry : table_.codes()) {
    if (entry.add_on() == item && entry.section_group() == group &&
        entry.teleradiology() == teleradiology && Holds(entry, text))
      return &entry;
  }
  return nullptr;
}

bool CodeTable::Recognises(v1::ClaimItem::Value item, v1::SectionGroup::Value group,
                           base::Month month) const {
  return CodeOf(item, group, false, month) != nullptr ||
         CodeOf(item, group, true, month) != nullptr;
}

}  // namespace kakutei::receipts
