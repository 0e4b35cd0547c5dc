#include "receipts/correction.h"

#include <algorithm>
#include <array>
#include <map>

namespace kakutei::receipts {
namespace {

// Fields of the layout (記録条件仕様, 医科).
constexpr int kCode = 4;    // 診療行為コード, of SI
constexpr int kPoints = 6;  // 点数, of SI
constexpr int kTotal = 6;   // 合計点数, of HO and KO
constexpr int kShare = 12;  // 負担金額, of HO; 減免区分, 減額割合 and 減額金額 follow
constexpr int kLastShare = 15;
constexpr int kFileTotal = 3;                   // 総合計点数, of GO
constexpr std::string_view kInsurerOnly = "1";  // 負担区分
constexpr std::string_view kMeals = "97";       // 診療識別: amounts in yen, not points

constexpr std::array<std::string_view, 9> kObstacles = {"",
                                                        "CODE_NOT_CONFIRMED",
                                                        "NO_CODE_FOR_ITEM",
                                                        "CHARGED_TOGETHER",
                                                        "OPENS_CATEGORY",
                                                        "OTHER_PAYERS",
                                                        "PATIENT_SHARE",
                                                        "TOTALS_DO_NOT_ADD_UP",
                                                        "NOTHING_ELSE"};
constexpr std::array<std::string_view, 3> kDeeds = {"TAKEN_OUT", "REPLACED", "LEFT"};

struct Edit {
  std::size_t begin = 0;
  std::size_t size = 0;
  std::string text;
};

Edit EditOf(const ReceiptFile& file, std::size_t record, int field, std::string text) {
  const auto now = file.Field(file.records()[record], field);
  return {static_cast<std::size_t>(now.data() - file.bytes().data()), now.size(), std::move(text)};
}

std::int64_t TotalOf(const ReceiptFile& file, const Receipt& receipt) {
  const auto& payers = receipt.insurers.empty() ? receipt.others : receipt.insurers;
  return payers.empty() ? -1 : NumberOf(file.Field(file.records()[payers.front()], kTotal));
}

// Whether the receipts' totals make the file's.
bool FileAddsUp(const ReceiptFile& file, const ReceiptSet& set) {
  std::int64_t sum = 0;
  for (const auto& receipt : set.receipts) {
    const auto total = TotalOf(file, receipt);
    if (total < 0) return false;
    sum += total;
  }
  return sum == NumberOf(file.Field(file.records()[set.total], kFileTotal));
}

bool ReceiptAddsUp(const ReceiptFile& file, const Receipt& receipt) {
  std::int64_t sum = 0;
  for (const auto& charge : receipt.charges) {
    if (charge.category != kMeals) sum += charge.points.value_or(0) * charge.count;
  }
  return sum == TotalOf(file, receipt);
}

Obstacle ObstacleOfReceipt(const ReceiptFile& file, const Receipt& receipt) {
  if (receipt.insurers.size() != 1 || !receipt.others.empty()) return Obstacle::kOtherPayers;
  for (const auto& charge : receipt.charges) {
    if (charge.burden != kInsurerOnly && charge.points) return Obstacle::kOtherPayers;
  }
  const auto& insurer = file.records()[receipt.insurers.front()];
  for (int field = kShare; field <= kLastShare; ++field) {
    if (!file.Field(insurer, field).empty()) return Obstacle::kPatientShare;
  }
  return ReceiptAddsUp(file, receipt) ? Obstacle::kNone : Obstacle::kTotalsDoNotAddUp;
}

// `left`: how many charges the receipt still has.
Obstacle ObstacleOf(const ReceiptFile& file, const Receipt& receipt, std::size_t left,
                    const Wish& wish, bool accept_unconfirmed) {
  if (wish.replace && wish.code == nullptr) return Obstacle::kNoCodeForItem;
  const bool confirmed = wish.line.confirmed && (!wish.replace || wish.code->confirmed());
  if (!confirmed && !accept_unconfirmed) return Obstacle::kCodeNotConfirmed;
  const Charge& charge = receipt.charges[wish.line.charge];
  if (charge.first != charge.last || !charge.points || charge.count != 1)
    return Obstacle::kChargedTogether;
  const bool last = wish.line.charge + 1 == receipt.charges.size();
  if (!wish.replace && charge.opens_category && !last &&
      !receipt.charges[wish.line.charge + 1].opens_category)
    return Obstacle::kOpensCategory;
  if (!wish.replace && left == 1) return Obstacle::kNothingElse;
  return ObstacleOfReceipt(file, receipt);
}

std::string Apply(const std::string& bytes, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string out;
  std::size_t from = 0;
  for (const auto& edit : edits) {
    out.append(bytes, from, edit.begin - from).append(edit.text);
    from = edit.begin + edit.size;
  }
  return out.append(bytes, from, std::string::npos);
}

// A mistake of our own would show here, before anybody submits it.
base::Status CheckAgain(const std::string& bytes, const std::vector<std::size_t>& changed) {
  const auto wrong = [] {
    return base::Fail(base::ErrorCode::kInternal, "CORRECTION_WRONG",
                      "the corrected receipts do not add up; nothing was written");
  };
  const auto file = ReceiptFile::Parse(bytes);
  if (!file) return wrong();
  const auto set = ReadReceipts(*file);
  if (!set || !FileAddsUp(*file, *set)) return wrong();
  for (const std::size_t receipt : changed) {
    if (!ReceiptAddsUp(*file, set->receipts.at(receipt))) return wrong();
  }
  return {};
}

}  // namespace

std::string_view NameOf(Obstacle obstacle) {
  return kObstacles.at(static_cast<std::size_t>(obstacle));
}

std::string_view NameOf(Deed deed) { return kDeeds.at(static_cast<std::size_t>(deed)); }

base::Result<Correction> Correct(const ReceiptFile& file, const ReceiptSet& set,
                                 const std::vector<Wish>& wishes, bool accept_unconfirmed) {
  Correction correction;
  std::vector<Edit> edits;
  std::map<std::size_t, std::int64_t> by_receipt;  // change of the total
  std::map<std::size_t, std::size_t> taken_out;    // charges
  const bool adds_up = FileAddsUp(file, set);
  for (const auto& wish : wishes) {
    const Receipt& receipt = set.receipts[wish.line.receipt];
    const std::size_t left = receipt.charges.size() - taken_out[wish.line.receipt];
    const Obstacle obstacle = adds_up ? ObstacleOf(file, receipt, left, wish, accept_unconfirmed)
                                      : Obstacle::kTotalsDoNotAddUp;
    if (obstacle != Obstacle::kNone) {
      correction.changes.push_back({wish.line.line, Deed::kLeft, obstacle});
      continue;
    }
    const auto& record = file.records()[wish.line.record];
    const std::int64_t before = *receipt.charges[wish.line.charge].points;
    if (wish.replace) {
      edits.push_back(EditOf(file, wish.line.record, kCode, wish.code->code()));
      edits.push_back(EditOf(file, wish.line.record, kPoints, std::to_string(wish.points)));
    } else {
      edits.push_back({record.begin, record.length, ""});
      ++taken_out[wish.line.receipt];
    }
    by_receipt[wish.line.receipt] += (wish.replace ? wish.points : 0) - before;
    correction.changes.push_back(
        {wish.line.line, wish.replace ? Deed::kReplaced : Deed::kTakenOut, Obstacle::kNone});
  }
  std::vector<std::size_t> changed;
  std::int64_t all = 0;
  for (const auto& [index, change] : by_receipt) {
    const Receipt& receipt = set.receipts[index];
    edits.push_back(EditOf(file, receipt.insurers.front(), kTotal,
                           std::to_string(TotalOf(file, receipt) + change)));
    all += change;
    changed.push_back(index);
  }
  if (changed.empty()) {
    correction.bytes = file.bytes();
    return correction;
  }
  const auto total = NumberOf(file.Field(file.records()[set.total], kFileTotal));
  edits.push_back(EditOf(file, set.total, kFileTotal, std::to_string(total + all)));
  correction.bytes = Apply(file.bytes(), std::move(edits));
  if (auto checked = CheckAgain(correction.bytes, changed); !checked)
    return base::Fail(std::move(checked).error());
  return correction;
}

}  // namespace kakutei::receipts
