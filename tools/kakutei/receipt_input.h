#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/result.h"
#include "receipts/claim_lines.h"
#include "receipts/code_table.h"

namespace kakutei::cli {

// A receipt file with its add-ons.
struct LoadedReceipts {
  std::string path;
  receipts::ReceiptFile file;
  receipts::ReceiptSet set;
  receipts::ClaimLines claims;
};

// Where claims come from: receipt files, the facility's key and the table of codes. Receipt files
// name patients: this runs at the hospital, and nothing that it prints holds a value of theirs but
// under a patient key.
struct ReceiptOptions {
  std::vector<std::string> files;
  std::string key_file;
  std::string codes_file;
  int chart_digits = -1;

  void AddTo(CLI::App& command);
  // Every file that is read.
  std::vector<std::string> Inputs() const;
  base::Result<receipts::CodeTable> Codes() const;
  // Add-ons that cannot be told to the network are reported on standard error as FILE:LINE: why;
  // `all_good` becomes false then. kInvalidArgument NO_KEY without a key file.
  base::Result<std::vector<LoadedReceipts>> Load(const std::string& facility,
                                                 const receipts::CodeTable& codes,
                                                 bool& all_good) const;
};

}  // namespace kakutei::cli
