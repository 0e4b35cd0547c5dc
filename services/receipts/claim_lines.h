#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "receipts/code_table.h"
#include "receipts/patient_key.h"
#include "receipts/receipt.h"

namespace kakutei::receipts {

// One add-on of one receipt, under the names that the network knows.
struct ClaimLine {
  std::int64_t line = 0;    // in the file
  std::size_t receipt = 0;  // index in the set
  std::size_t charge = 0;   // index in the receipt
  std::size_t record = 0;   // index of its SI
  std::string claim_id;
  std::string patient_key;
  std::string month;  // of treatment
  v1::SectionGroup::Value group = v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;
  v1::ClaimItem::Value item = v1::ClaimItem::CLAIM_ITEM_UNSPECIFIED;
  std::string code;
  bool teleradiology = false;
  bool confirmed = false;
  // Stated for the add-on alone; absent where it is charged together with other procedures.
  std::optional<std::int64_t> points;
};

// An add-on that cannot be told to the network: why, without any value of the file.
struct Unusable {
  std::int64_t line = 0;
  std::string why;
};

struct ClaimLines {
  std::vector<ClaimLine> lines;
  std::vector<Unusable> unusable;
};

// The add-ons of a file, in its order. A claim's id is made of the facility, the month in which the
// file is submitted, the unit, the code and its number among equals: the same file read twice gives
// the same ids, and a receipt that is submitted again in a later month another one.
ClaimLines FindClaims(const ReceiptFile& file, const ReceiptSet& set, const CodeTable& codes,
                      const PatientKeys& keys, const std::string& facility);

// The ClaimSubmitted of a line. It occurred on the last day on which the payers take the month's
// receipts, the 10th, since the file does not tell: so that reading a file twice gives the same
// fact.
v1::Event FactOf(const ClaimLine& line, base::Month billed, const std::string& facility,
                 const std::string& source);

}  // namespace kakutei::receipts
