#pragma once

#include <string>
#include <string_view>

#include "rules/unit_case.h"

namespace kakutei::rules::testing {

// A claim unit of June 2026: CT_MR of the claimant. The diagnosing step of reading R is the fact
// ris#R, its order ris#R-order; claim K is billing#K.
class UnitBuilder {
 public:
  // Readings of F-SEND go to F-RECV.
  static UnitBuilder Received() { return UnitBuilder("F-SEND", "F-RECV"); }
  static UnitBuilder Own() { return UnitBuilder("F-OWN", "F-OWN"); }

  // A reading diagnosed, and acquired, at that time.
  v1::ReadingSummary& Reading(const std::string& id, v1::Status::Value status,
                              std::string_view diagnosed_at);
  UnitBuilder& Claim(const std::string& id, v1::ClaimItem::Value item,
                     std::string_view at = "2026-07-06T09:00");
  UnitFacts& facts() { return facts_; }
  const UnitFacts& facts() const { return facts_; }

 private:
  UnitBuilder(const std::string& claimant, const std::string& facility);

  std::string facility_;
  UnitFacts facts_;
};

}  // namespace kakutei::rules::testing
