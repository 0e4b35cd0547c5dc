#pragma once

#include <deque>
#include <string>
#include <vector>

#include "kakutei/v1/state.pb.h"

namespace kakutei::rules::testing {

// The judged readings of a claimant's June 2026. The diagnosing step of reading R is the fact
// ris#R, its order ris#R-order. What is added is CT_MR, eligible, acquired on Wednesday 2026-06-03
// at 09:50 JST, diagnosed at 11:00 by a full-time dedicated physician and delivered that day.
class MonthBuilder {
 public:
  // F-OWN reads its own cases.
  static MonthBuilder Own() { return {"F-OWN", "F-OWN"}; }
  // F-SEND has its cases read by F-RECV.
  static MonthBuilder Received() { return {"F-SEND", "F-RECV"}; }

  // References hold until the builder dies.
  v1::ReadingSummary& Reading(const std::string& id);
  // `count` readings R-FIRST, R-FIRST+1, ...
  MonthBuilder& Readings(int count, int first = 0);
  // The last reading that was added.
  v1::ReadingSummary& last() { return readings_.back(); }

  const std::string& claimant() const { return claimant_; }
  std::vector<v1::ReadingSummary> readings() const { return {readings_.begin(), readings_.end()}; }

 private:
  MonthBuilder(std::string claimant, std::string facility)
      : claimant_(std::move(claimant)), facility_(std::move(facility)) {}

  std::string claimant_;
  std::string facility_;
  std::deque<v1::ReadingSummary> readings_;
};

}  // namespace kakutei::rules::testing
