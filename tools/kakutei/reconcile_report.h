#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "receipts/reconciliation.h"

namespace kakutei::cli {

// One difference, and what became of its line in the corrected receipt file: TAKEN_OUT, REPLACED,
// LEFT and why, or empty where no corrected file was asked for.
struct ReportLine {
  receipts::Discrepancy discrepancy;
  std::string in_file;
};

struct ReconcileReport {
  std::string claimant;
  std::string month;
  std::int64_t compared = 0;
  std::int64_t agreeing = 0;
  std::vector<ReportLine> lines;
};

// `format`: table, csv or ndjson; `language`: ja or en. 1 point is 10 yen.
void WriteReport(const ReconcileReport& report, const std::string& format,
                 const std::string& language, std::ostream& out);

}  // namespace kakutei::cli
