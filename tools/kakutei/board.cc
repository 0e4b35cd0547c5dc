#include "kakutei/board.h"

#include <algorithm>
#include <iomanip>

#include "facts/kept.h"

namespace kakutei::cli {
namespace {

constexpr std::size_t kMostFindings = 10;

constexpr v1::Status::Value kStatuses[] = {v1::Status::ELIGIBLE,   v1::Status::CAUTION,
                                           v1::Status::PENDING,    v1::Status::NEEDS_REVIEW,
                                           v1::Status::INELIGIBLE, v1::Status::WITHDRAWN};

// Pads to a number of columns as a terminal shows the text: each character beyond ASCII is Japanese
// here and takes two.
std::string Padded(const std::string& text, std::size_t columns) {
  std::size_t shown = 0;
  for (const char c : text) {
    if ((c & 0xC0) != 0x80) shown += static_cast<unsigned char>(c) < 0x80 ? 1 : 2;
  }
  return text + std::string(columns > shown ? columns - shown : 1, ' ');
}

}  // namespace

void Board::Count(const v1::Verdict& verdict) {
  ++statuses_[std::string(facts::Part(verdict.subject(), 0))][verdict.status()];
  for (const auto& finding : verdict.findings()) {
    Found& found = findings_[finding.rule_id()];
    if (found.total == 0) {
      found.authority = finding.authority();
      found.clause = finding.citation().document() + " " + finding.citation().clause();
    }
    if (found.example.empty() || verdict.subject() < found.example)
      found.example = verdict.subject();
    ++found.outcomes[finding.outcome()];
    ++found.total;
    if (finding.rule_id() == "ATS2-N2.2") {
      over_share_.push_back({verdict.subject(), verdict.part_time_share().numerator(),
                             verdict.part_time_share().denominator(), finding.outcome()});
    }
  }
}

void Board::PrintStatuses(std::ostream& out) const {
  out << std::left << std::setw(20) << "";
  for (const auto status : kStatuses)
    out << std::right << std::setw(14) << v1::Status::Value_Name(status);
  out << '\n';
  for (const auto& [kind, counts] : statuses_) {
    out << std::left << std::setw(20) << kind;
    for (const auto status : kStatuses) {
      const auto found = counts.find(status);
      out << std::right << std::setw(14) << (found == counts.end() ? 0 : found->second);
    }
    out << '\n';
  }
}

void Board::PrintFindings(std::ostream& out) const {
  std::vector<const std::pair<const std::string, Found>*> order;
  for (const auto& entry : findings_) order.push_back(&entry);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->second.total > b->second.total; });
  if (order.size() > kMostFindings) order.resize(kMostFindings);
  out << "\nMost frequent findings\n";
  for (const auto* entry : order) {
    const Found& found = entry->second;
    out << "  " << std::left << std::setw(11) << entry->first << std::right << std::setw(6)
        << found.total << "  " << std::left << std::setw(10)
        << v1::Authority::Value_Name(found.authority) << Padded(found.clause, 30);
    for (const auto& [outcome, count] : found.outcomes)
      out << v1::Status::Value_Name(outcome) << ' ' << count << "  ";
    out << "e.g. " << found.example << '\n';
  }
}

void Board::PrintShares(std::ostream& out) const {
  out << "\nFacilities over the part-time share (ATS2-N2.2: advice, never a bar by itself)\n";
  for (const auto& share : over_share_) {
    out << "  " << std::left << std::setw(32) << share.subject << std::right << std::setw(5)
        << share.numerator << " of " << std::setw(5) << share.denominator << "  "
        << v1::Status::Value_Name(share.outcome) << '\n';
  }
  if (over_share_.empty()) out << "  none\n";
}

void Board::Print(std::ostream& out) const {
  PrintStatuses(out);
  PrintFindings(out);
  PrintShares(out);
}

}  // namespace kakutei::cli
