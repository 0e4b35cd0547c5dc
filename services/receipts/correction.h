#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "receipts/claim_lines.h"

namespace kakutei::receipts {

// What became of a line that ought to change.
enum class Deed { kTakenOut, kReplaced, kLeft };

// Why a line was left as it is: for a person to change in the billing system.
enum class Obstacle {
  kNone,
  kCodeNotConfirmed,  // its code, or the one to take its place, was not compared with the master
  kNoCodeForItem,     // the table has no code for the right item
  kChargedTogether,   // other procedures or comments are charged with it, or it counts more than
                      // once
  kOpensCategory,     // records after it take their 診療識別 from it
  kOtherPayers,       // public payers, several insurers or none: shares would change
  kPatientShare,      // the patient's share or a reduction is recorded and would change
  kTotalsDoNotAddUp,  // the receipt's lines do not add up to its total, or the file's not to GO
  kNothingElse,       // the receipt would be empty
};
// CODE_NOT_CONFIRMED and so on; empty for kNone.
std::string_view NameOf(Obstacle obstacle);
std::string_view NameOf(Deed deed);

// One wanted change: take the line out, or put another code with these points in its place.
struct Wish {
  ClaimLine line;
  bool replace = false;
  const v1::ReceiptCode* code = nullptr;  // nullptr with `replace`: the table has none
  std::int64_t points = 0;
};

struct Change {
  std::int64_t line = 0;
  Deed deed = Deed::kLeft;
  Obstacle obstacle = Obstacle::kNone;
};

struct Correction {
  std::string bytes;
  std::vector<Change> changes;  // as the wishes
};

// A copy of the file with the changes that are safe: the line's own record, the receipt's total
// (HO) and the file's total (GO); all other bytes stay. A change is safe only where the lines of
// its receipt add up to the receipt's total and the receipts to the file's, both before and after,
// and no other figure depends on it. What is not safe is left, with its obstacle.
// `accept_unconfirmed`: change lines whose codes are not confirmed.
base::Result<Correction> Correct(const ReceiptFile& file, const ReceiptSet& set,
                                 const std::vector<Wish>& wishes, bool accept_unconfirmed);

}  // namespace kakutei::receipts
