#include "kakutei/corrected_receipts.h"

#include <sys/stat.h>

#include <optional>
#include <vector>

#include "kakutei/terminal.h"

#include "base/civil_time.h"
#include "receipts/correction.h"

namespace kakutei::cli {
namespace {

using receipts::Difference;

// What ought to become of the line of a difference; nullopt where a person decides first.
std::optional<receipts::Wish> WishFor(const receipts::Discrepancy& found,
                                      const CorrectionWishes& wishes, base::Month month,
                                      const LoadedReceipts& loaded,
                                      const receipts::CodeTable& codes) {
  if (!found.claim) return std::nullopt;
  const auto& line = loaded.claims.lines[found.claim->index];
  switch (found.difference) {
    case Difference::kIneligible:
    case Difference::kTwice:
      return receipts::Wish{line, false, nullptr, 0};
    case Difference::kOnHold:
    case Difference::kUnknown:
      if (!wishes.take_out_held) return std::nullopt;
      return receipts::Wish{line, false, nullptr, 0};
    case Difference::kOtherItem:
    case Difference::kOtherPoints:
      if (!found.right_item || !found.right_points) return std::nullopt;
      return receipts::Wish{line, true,
                            codes.CodeOf(*found.right_item, line.group, line.teleradiology, month),
                            *found.right_points};
    default:
      return std::nullopt;
  }
}

}  // namespace

base::Status WriteCorrected(const std::string& path, const CorrectionWishes& wishes,
                            const LoadedReceipts& loaded, const receipts::CodeTable& codes,
                            ReconcileReport& report) {
  const base::Month month = *base::ParseMonth(report.month);
  std::vector<receipts::Wish> wanted;
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < report.lines.size(); ++i) {
    auto& line = report.lines[i];
    if (auto wish = WishFor(line.discrepancy, wishes, month, loaded, codes)) {
      wanted.push_back(*std::move(wish));
      of.push_back(i);
    } else if (line.discrepancy.claim) {
      line.in_file = "LEFT:A_PERSON_DECIDES";
    }
  }
  const auto corrected =
      receipts::Correct(loaded.file, loaded.set, wanted, wishes.accept_unconfirmed);
  if (!corrected) return base::Fail(corrected.error());
  for (std::size_t i = 0; i < of.size(); ++i) {
    const auto& change = corrected->changes[i];
    std::string& said = report.lines[of[i]].in_file;
    said = receipts::NameOf(change.deed);
    if (change.deed == receipts::Deed::kLeft)
      said += ":" + std::string(receipts::NameOf(change.obstacle));
  }
  // It names patients: nobody else may read it.
  const auto mask = umask(S_IRWXG | S_IRWXO);
  auto out = Output::To(path);
  umask(mask);
  if (!out) return base::Fail(std::move(out).error());
  out->stream() << corrected->bytes;
  return out->Finish();
}

}  // namespace kakutei::cli
