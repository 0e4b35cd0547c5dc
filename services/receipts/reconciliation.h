#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"

namespace kakutei::receipts {

// One claim as a receipt file or the mesh has it.
struct Claim {
  std::string place;  // FILE:LINE, or "fact"
  std::string claim_id;
  std::string patient_key;
  v1::SectionGroup::Value group = v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;
  v1::ClaimItem::Value item = v1::ClaimItem::CLAIM_ITEM_UNSPECIFIED;
  // As stated; absent where the receipt states them only together with other procedures.
  std::optional<std::int64_t> points;
  std::string code;  // empty for a fact
  bool confirmed = true;
  std::size_t index = 0;  // of the line that it was made from
};

// What speaks against a claim as it stands, in the order of urgency.
enum class Difference {
  kIneligible,    // claimed, and must not be
  kTwice,         // claimed once more for the same unit
  kOtherItem,     // claimed with another item than the unit's
  kOtherPoints,   // claimed with other points than the item has
  kOnHold,        // claimed while the unit is on hold
  kUnknown,       // claimed, and no reading is known
  kUnclaimed,     // eligible, and not claimed
  kNotInFile,     // a live claim is recorded that the file lacks
  kUnrecognised,  // eligible, and the code table cannot tell whether it is claimed
};
// CLAIMED_INELIGIBLE and so on: the stable words of the report.
std::string_view NameOf(Difference difference);

// A finding that led there, and whose it is.
struct Reason {
  std::string subject;
  v1::Finding finding;
};

struct Discrepancy {
  Difference difference = Difference::kIneligible;
  std::string subject;         // the unit's
  std::optional<Claim> claim;  // absent for what is not claimed
  // What the unit says; unspecified where nothing is known.
  v1::Status::Value disposition = v1::Status::STATUS_UNSPECIFIED;
  std::optional<v1::ClaimItem::Value> right_item;
  std::optional<std::int64_t> right_points;
  std::optional<std::int64_t> points_at_stake;  // 1 point is 10 yen
  std::vector<Reason> reasons;
};

// A claimant's month as the mesh judged it: all lines of its statement, with the months that gate
// it.
struct JudgedMonth {
  std::string claimant;
  std::string month;
  std::vector<v1::StatementLine> lines;
  std::vector<v1::Verdict> gates;
  // Of each item that exists in the month.
  std::map<v1::ClaimItem::Value, std::int64_t> points;
};

struct Reconciliation {
  std::vector<Discrepancy> discrepancies;  // by difference, then subject, then place
  std::int64_t agreeing = 0;               // claims with which nothing is wrong
};

// Whether a claim of the item would be seen where the claims come from.
using Recognises = std::function<bool(v1::ClaimItem::Value, v1::SectionGroup::Value)>;

// Compares the claims of one claimant's month with what was judged. Pure.
Reconciliation Reconcile(const std::vector<Claim>& claims, const JudgedMonth& month,
                         const Recognises& recognises);

}  // namespace kakutei::receipts
