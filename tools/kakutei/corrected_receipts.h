#pragma once

#include <string>

#include "kakutei/receipt_input.h"
#include "kakutei/reconcile_report.h"

#include "base/result.h"

namespace kakutei::cli {

// How far a receipt file is corrected.
struct CorrectionWishes {
  // Lines of codes that were not compared with the official master, too.
  bool accept_unconfirmed = false;
  // Lines that are on hold or without reading are taken out, too.
  bool take_out_held = false;
};

// Writes a copy of the receipt file with the report's differences mended where that is safe,
// readable by its owner only, and says in the report what became of each line.
base::Status WriteCorrected(const std::string& path, const CorrectionWishes& wishes,
                            const LoadedReceipts& loaded, const receipts::CodeTable& codes,
                            ReconcileReport& report);

}  // namespace kakutei::cli
