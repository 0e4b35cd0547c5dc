#include "receipts/receipt.h"

namespace kakutei::receipts {
namespace {

// Fields of the layout (記録条件仕様, 医科).
constexpr int kIrBilled = 8;        // 請求年月
constexpr int kReMonth = 4;         // 診療年月
constexpr int kReChartNumber = 14;  // カルテ番号等
constexpr int kCategory = 2;        // 診療識別, of SI, IY, TO and CO
constexpr int kBurden = 3;          // 負担区分
constexpr int kPoints = 6;
constexpr int kCount = 7;

auto BadRecord(const ReceiptFile& file, const ReceiptFile::Record& record, int field,
               std::string_view what) {
  return base::Fail(base::ErrorCode::kInvalidArgument, "BAD_RECORD",
                    "line " + std::to_string(record.line) + ": " + std::string(file.Kind(record)) +
                        ": field " + std::to_string(field) + ": " + std::string(what));
}

// So that no sum of a file overflows; the layout's fields are shorter.
constexpr std::int64_t kMostPoints = 999'999'999;
constexpr std::int64_t kMostCount = 9'999;

// YYYYMM, or GYYMM of files before 2018 with the era as 4 (平成) or 5 (令和).
std::optional<base::Month> MonthOf(std::string_view text) {
  const std::int64_t number = NumberOf(text);
  if (number < 0 || (text.size() != 6 && text.size() != 5)) return std::nullopt;
  std::int64_t year = number / 100;
  if (text.size() == 5) {
    const std::int64_t era = year / 100;
    if (era != 4 && era != 5) return std::nullopt;
    year = year % 100 + (era == 4 ? 1988 : 2018);
  }
  const std::string month = std::to_string(number % 100);
  return base::ParseMonth(std::to_string(year) + (month.size() == 1 ? "-0" : "-") + month);
}

std::string_view Trimmed(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

// Collects the charges of one receipt.
class Charges {
 public:
  Charges(const ReceiptFile& file, std::vector<Charge>& charges) : file_(file), charges_(charges) {}

  base::Status Take(std::size_t index) {
    const auto& record = file_.records()[index];
    const bool comment = file_.Kind(record) == "CO";
    const auto category = file_.Field(record, kCategory);
    if (!category.empty()) category_ = category;
    // A comment without a category belongs to what it follows.
    if (charges_.empty() || !category.empty() || (complete_ && !comment)) {
      charges_.push_back({index,
                          index,
                          {},
                          0,
                          std::string(file_.Field(record, kBurden)),
                          category_,
                          !category.empty()});
      complete_ = false;
    }
    Charge& charge = charges_.back();
    charge.last = index;
    if (comment) return {};
    const auto points = file_.Field(record, kPoints);
    if (points.empty()) return {};
    charge.points = NumberOf(points);
    charge.count = NumberOf(file_.Field(record, kCount));
    if (*charge.points < 0 || *charge.points > kMostPoints)
      return BadRecord(file_, record, kPoints, "is no number of at most 9 digits");
    if (charge.count < 0 || charge.count > kMostCount)
      return BadRecord(file_, record, kCount, "is no number of at most 4 digits");
    complete_ = true;
    return {};
  }

 private:
  const ReceiptFile& file_;
  std::vector<Charge>& charges_;
  std::string category_;
  bool complete_ = false;
};

base::Result<Receipt> BeginReceipt(const ReceiptFile& file, std::size_t index) {
  const auto& record = file.records()[index];
  Receipt receipt;
  receipt.record = index;
  const auto month = MonthOf(file.Field(record, kReMonth));
  if (!month) return BadRecord(file, record, kReMonth, "is no month as YYYYMM or GYYMM");
  receipt.month = *month;
  receipt.chart_number = Trimmed(file.Field(record, kReChartNumber));
  return receipt;
}

bool IsCharged(std::string_view kind) {
  return kind == "SI" || kind == "IY" || kind == "TO" || kind == "CO";
}

}  // namespace

base::Result<ReceiptSet> ReadReceipts(const ReceiptFile& file) {
  const auto& records = file.records();
  ReceiptSet set;
  const auto billed = MonthOf(file.Field(records.front(), kIrBilled));
  if (!billed) return BadRecord(file, records.front(), kIrBilled, "is no month as YYYYMM or GYYMM");
  set.billed = *billed;
  set.total = records.size() - 1;
  std::optional<Charges> charges;
  for (std::size_t i = 1; i < set.total; ++i) {
    const auto kind = file.Kind(records[i]);
    if (kind == "IR" || kind == "GO")
      return BadRecord(file, records[i], 1, "a second one: give one facility's file at a time");
    if (kind == "RE") {
      auto receipt = BeginReceipt(file, i);
      if (!receipt) return base::Fail(std::move(receipt).error());
      set.receipts.push_back(*std::move(receipt));
      charges.emplace(file, set.receipts.back().charges);
    } else if (kind == "HO" || kind == "KO" || IsCharged(kind)) {
      if (set.receipts.empty()) return BadRecord(file, records[i], 1, "stands before any RE");
      Receipt& receipt = set.receipts.back();
      if (kind == "HO") {
        receipt.insurers.push_back(i);
      } else if (kind == "KO") {
        receipt.others.push_back(i);
      } else if (auto taken = charges->Take(i); !taken) {
        return base::Fail(std::move(taken).error());
      }
    }
  }
  return set;
}

}  // namespace kakutei::receipts
