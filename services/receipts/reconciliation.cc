#include "receipts/reconciliation.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

namespace kakutei::receipts {
namespace {

using v1::Status;

constexpr std::array<std::string_view, 9> kNames = {
    "CLAIMED_INELIGIBLE",   "CLAIMED_TWICE",        "CLAIMED_OTHER_ITEM",
    "CLAIMED_OTHER_POINTS", "CLAIMED_ON_HOLD",      "CLAIMED_WITHOUT_READING",
    "ELIGIBLE_UNCLAIMED",   "RECORDED_NOT_IN_FILE", "NOT_RECOGNISABLE"};

bool IsClaimable(Status::Value status) {
  return status == Status::ELIGIBLE || status == Status::CAUTION;
}

void AddFindings(const v1::Verdict& verdict, std::vector<Reason>& reasons) {
  for (const auto& finding : verdict.findings()) reasons.push_back({verdict.subject(), finding});
}

// The findings of the unit, of the readings on which it rests, and of the months that decided.
std::vector<Reason> ReasonsOf(const v1::StatementLine& line, const JudgedMonth& month) {
  std::vector<Reason> reasons;
  AddFindings(line.unit(), reasons);
  for (const auto& reading : line.readings()) {
    const auto id = reading.subject().substr(reading.subject().rfind('/') + 1);
    if (line.unit().anchor().empty() || id == line.unit().anchor()) AddFindings(reading, reasons);
  }
  for (const auto& gate : month.gates) {
    const auto& by = line.decided_by();
    if (std::find(by.begin(), by.end(), gate.subject()) != by.end()) AddFindings(gate, reasons);
  }
  return reasons;
}

class Comparison {
 public:
  Comparison(const JudgedMonth& month, const Recognises& recognises)
      : month_(month), recognises_(recognises) {
    for (const auto& line : month.lines) units_.emplace(line.unit().subject(), &line);
  }

  void Take(const Claim& claim) {
    const std::string subject = "unit/" + month_.claimant + "/" + claim.patient_key + "/" +
                                month_.month + "/" + v1::SectionGroup::Value_Name(claim.group);
    const auto unit = units_.find(subject);
    const auto* line = unit == units_.end() ? nullptr : unit->second;
    Discrepancy found;
    found.subject = subject;
    found.claim = claim;
    const auto claimed = claim.points ? claim.points : PointsOf(claim.item);
    found.points_at_stake = claimed;
    if (line != nullptr) Describe(*line, found);
    const auto add = [&](Difference difference) {
      found.difference = difference;
      result_.discrepancies.push_back(found);
    };
    if (!claimed_.insert(subject).second) return add(Difference::kTwice);
    if (line == nullptr || line->readings().empty()) return add(Difference::kUnknown);
    const bool other_item = found.right_item && *found.right_item != claim.item;
    if (other_item && (IsClaimable(found.disposition) || IsClaimableWithout(*line, {"L-16"}))) {
      found.points_at_stake = Apart(claimed, found.right_points);
      return add(Difference::kOtherItem);
    }
    // Where two claims live and nothing else speaks against it, one of them may stand.
    if (found.disposition == Status::INELIGIBLE && IsClaimableWithout(*line, {"L-11", "L-16"}))
      return add(Difference::kOnHold);
    if (found.disposition == Status::INELIGIBLE || found.disposition == Status::WITHDRAWN)
      return add(Difference::kIneligible);
    if (!IsClaimable(found.disposition)) return add(Difference::kOnHold);
    if (claim.points && found.right_points && *claim.points != *found.right_points) {
      found.points_at_stake = Apart(claimed, found.right_points);
      return add(Difference::kOtherPoints);
    }
    ++result_.agreeing;
  }

  Reconciliation Finish() {
    for (const auto& line : month_.lines) {
      if (!claimed_.contains(line.unit().subject())) TakeUnclaimed(line);
    }
    std::stable_sort(result_.discrepancies.begin(), result_.discrepancies.end(),
                     [](const Discrepancy& a, const Discrepancy& b) {
                       return std::tie(a.difference, a.subject) < std::tie(b.difference, b.subject);
                     });
    return std::move(result_);
  }

 private:
  static std::optional<std::int64_t> Apart(std::optional<std::int64_t> a,
                                           std::optional<std::int64_t> b) {
    if (!a || !b) return std::nullopt;
    return std::abs(*a - *b);
  }

  // Whether the unit could be claimed but for what these rules say of its claims.
  bool IsClaimableWithout(const v1::StatementLine& line, const std::set<std::string>& rules) const {
    const v1::Verdict& unit = line.unit();
    const auto anchor = std::find_if(
        line.readings().begin(), line.readings().end(),
        [&](const auto& reading) { return reading.subject().ends_with("/" + unit.anchor()); });
    if (unit.anchor().empty() || anchor == line.readings().end() || !IsClaimable(anchor->status()))
      return false;
    return std::all_of(unit.findings().begin(), unit.findings().end(),
                       [&](const auto& finding) {
                         return rules.contains(finding.rule_id()) || IsClaimable(finding.outcome());
                       }) &&
           std::all_of(unit.gates().begin(), unit.gates().end(), [&](const auto& name) {
             const auto gate =
                 std::find_if(month_.gates.begin(), month_.gates.end(),
                              [&](const auto& month) { return month.subject() == name; });
             return gate != month_.gates.end() &&
                    (IsClaimable(gate->status()) || gate->status() == Status::WITHDRAWN);
           });
  }

  void Describe(const v1::StatementLine& line, Discrepancy& found) const {
    found.disposition = line.disposition();
    if (line.unit().has_add_on()) found.right_item = line.unit().add_on();
    if (line.unit().has_points()) found.right_points = line.unit().points();
    found.reasons = ReasonsOf(line, month_);
  }

  std::optional<std::int64_t> PointsOf(v1::ClaimItem::Value item) const {
    const auto found = month_.points.find(item);
    return found == month_.points.end() ? std::nullopt : std::optional(found->second);
  }

  void TakeUnclaimed(const v1::StatementLine& line) {
    Discrepancy found;
    found.subject = line.unit().subject();
    Describe(line, found);
    const auto group = found.subject.substr(found.subject.rfind('/') + 1);
    auto section = v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;
    v1::SectionGroup::Value_Parse(group, &section);
    if (!line.unit().live_claims().empty()) {
      found.difference = Difference::kNotInFile;
    } else if (!IsClaimable(found.disposition) || !found.right_item) {
      return;
    } else {
      found.difference = recognises_(*found.right_item, section) ? Difference::kUnclaimed
                                                                 : Difference::kUnrecognised;
    }
    found.points_at_stake = found.right_points;
    result_.discrepancies.push_back(std::move(found));
  }

  const JudgedMonth& month_;
  const Recognises& recognises_;
  std::map<std::string, const v1::StatementLine*> units_;
  std::set<std::string> claimed_;
  Reconciliation result_;
};

}  // namespace

std::string_view NameOf(Difference difference) {
  return kNames.at(static_cast<std::size_t>(difference));
}

Reconciliation Reconcile(const std::vector<Claim>& claims, const JudgedMonth& month,
                         const Recognises& recognises) {
  Comparison comparison(month, recognises);
  for (const auto& claim : claims) comparison.Take(claim);
  return comparison.Finish();
}

}  // namespace kakutei::receipts
