#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.h"
#include "receipts/receipt_file.h"

namespace kakutei::receipts {

// A 点数・回数算定単位: consecutive records of SI, IY, TO and CO that are charged together. Their
// points stand on the last charged one only. `first` and `last` are indices of records.
struct Charge {
  std::size_t first = 0;
  std::size_t last = 0;
  std::optional<std::int64_t> points;
  std::int64_t count = 0;
  std::string burden;           // 負担区分: who pays
  std::string category;         // 診療識別, given here or before
  bool opens_category = false;  // its first record gives the 診療識別
};

// One patient's month at this facility with one insurer.
struct Receipt {
  std::size_t record = 0;  // of its RE
  base::Month month;       // of treatment
  // カルテ番号等: the patient's number at the facility. Never shown, logged or sent.
  std::string chart_number;
  std::vector<std::size_t> insurers;  // HO
  std::vector<std::size_t> others;    // KO
  std::vector<Charge> charges;
};

struct ReceiptSet {
  base::Month billed;  // 請求年月 of the file
  std::vector<Receipt> receipts;
  std::size_t total = 0;  // index of GO
};

// kInvalidArgument BAD_RECORD: a record that cannot be read, by line, kind and field.
base::Result<ReceiptSet> ReadReceipts(const ReceiptFile& file);

}  // namespace kakutei::receipts
