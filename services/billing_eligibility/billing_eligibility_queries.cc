#include "billing_eligibility/billing_eligibility_queries.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/civil_time.h"
#include "base/digest.h"
#include "billing_eligibility/claim_queries.h"
#include "billing_eligibility/policies_kept.h"
#include "billing_eligibility/state_keys.h"
#include "facts/kept.h"
#include "rules/messages.h"
#include "runtime/engine/ledger_view.h"
#include "runtime/engine/task_state.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Part;

constexpr std::array<std::string_view, 4> kKinds = {"facility-month", "partnership-month",
                                                    "reading", "unit"};

std::string_view KindOf(std::string_view subject) { return Part(subject, 0); }

// The month that a verdict belongs to; empty for a reading without one.
std::string MonthOf(const v1::Verdict& verdict) {
  const std::string_view kind = KindOf(verdict.subject());
  if (kind == "reading") return verdict.month();
  if (kind == "facility-month") return std::string(Part(verdict.subject(), 2));
  return std::string(Part(verdict.subject(), 3));
}

bool Fits(const VerdictFilter& filter, const v1::Verdict& verdict) {
  return !verdict.emptied() && (filter.status == 0 || verdict.status() == filter.status) &&
         (filter.month.empty() || MonthOf(verdict) == filter.month);
}

// The worst of the unit and of the months that gate it, each named. A withdrawn unit is what it is,
// and a withdrawn month gates nothing. A month that gates it and is not judged yet may turn out
// anything: it holds.
void Dispose(const std::map<std::string, v1::Verdict>& months, v1::StatementLine& line) {
  line.set_disposition(line.unit().status());
  line.add_decided_by(line.unit().subject());
  if (line.unit().status() == v1::Status::WITHDRAWN) return;
  for (const std::string& gate : line.unit().gates()) {
    const auto month = months.find(gate);
    const auto status = month == months.end() ? v1::Status::PENDING : month->second.status();
    if (status == v1::Status::WITHDRAWN) continue;
    if (status > line.disposition()) {
      line.set_disposition(status);
      line.clear_decided_by();
    }
    if (status == line.disposition()) line.add_decided_by(gate);
  }
}

base::Result<v1::Verdict> LatestVerdict(const runtime::StateReader& reader,
                                        std::string_view subject) {
  auto published = LatestPublished(reader, subject);
  if (!published) return base::Fail(std::move(published).error());
  return std::move(*published->mutable_verdict());
}

}  // namespace

base::Result<v1::PublishedVerdict> Published(const v1::LedgerRecord& record) {
  v1::PublishedVerdict published;
  if (!published.mutable_verdict()->ParseFromString(record.content())) {
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED",
                      "the content of " + record.subject() + " is no verdict");
  }
  rules::RenderAll(*published.mutable_verdict());
  published.set_revision(record.revision());
  published.set_digest(base::DigestText(record.digest()));
  published.set_prev_digest(base::DigestText(record.prev_digest()));
  *published.mutable_causes() = record.causes();
  return published;
}

base::Result<v1::PublishedVerdict> LatestPublished(const runtime::StateReader& reader,
                                                   std::string_view subject) {
  auto record = runtime::engine::LatestOf(reader, subject);
  if (!record) return base::Fail(std::move(record).error());
  if (!*record) {
    return base::Fail(base::ErrorCode::kNotFound, "NO_SUCH_SUBJECT",
                      "nothing is known of " + std::string(subject));
  }
  return Published(**record);
}

std::string_view ClaimantOf(std::string_view subject) { return Part(subject, 1); }

base::Result<v1::GetVerdictResponse> GetVerdict(const runtime::StateReader& reader,
                                                std::string_view subject, bool with_history) {
  v1::GetVerdictResponse response;
  auto history = runtime::engine::HistoryOf(reader, subject, with_history ? kMostRevisions : 1);
  if (!history) return base::Fail(std::move(history).error());
  if (history->empty()) {
    return base::Fail(base::ErrorCode::kNotFound, "NO_SUCH_SUBJECT",
                      "nothing is known of " + std::string(subject));
  }
  std::reverse(history->begin(), history->end());
  for (const auto& record : *history) {
    auto published = Published(record);
    if (!published) return base::Fail(std::move(published).error());
    if (with_history) *response.add_history() = *published;
    *response.mutable_latest() = *std::move(published);
  }
  return response;
}

base::Status VisitVerdicts(const runtime::StateReader& reader, const VerdictFilter& filter,
                           std::string_view after, const VerdictVisitor& visitor) {
  base::Status decoded;
  bool stopped = false;
  for (std::string_view kind : kKinds) {
    if (stopped || (!filter.kind.empty() && filter.kind != kind)) continue;
    std::string prefix = std::string(kind) + "/";
    if (!filter.claimant.empty()) prefix += filter.claimant + "/";
    // The smallest text greater than a subject is the subject and a NUL.
    std::string from;
    if (!after.empty()) from = std::string(after) + '\0';
    if (from < prefix) from.clear();
    const auto scanned =
        runtime::engine::ScanLatest(reader, prefix, from, [&](const v1::LedgerRecord& record) {
          auto published = Published(record);
          if (!published) {
            decoded = base::Fail(std::move(published).error());
            return false;
          }
          if (Fits(filter, published->verdict()) && !visitor(*published)) stopped = true;
          return !stopped;
        });
    if (!scanned) return scanned;
    if (!decoded) return decoded;
  }
  return {};
}

// Adds the partnership months of a sender's month, those withdrawn included.
base::Status AddPartnershipMonths(const runtime::StateReader& reader, std::string_view sender,
                                  std::string_view month, v1::GetMonthStatementResponse& response) {
  const runtime::engine::ReadOnlyState state(reader);
  std::vector<std::string> subjects;
  auto scanned = state.Scan(
      facts::Key(kPairSumsKey, sender, month, ""), "", [&](std::string_view key, std::string_view) {
        subjects.push_back(PartnershipMonthSubject(sender, Part(key, 3), month));
        return true;
      });
  if (!scanned) return scanned;
  for (const auto& subject : subjects) {
    auto verdict = LatestVerdict(reader, subject);
    // Relays alone make no partnership month; and one may be folded and not judged yet.
    if (!verdict && verdict.error().code == base::ErrorCode::kNotFound) continue;
    if (!verdict) return base::Fail(std::move(verdict).error());
    if (!verdict->emptied()) *response.add_partnership_months() = *std::move(verdict);
  }
  return {};
}

// Adds the verdicts of the months that gate a unit, as far as there are any.
base::Status FindGates(const runtime::StateReader& reader, const v1::Verdict& unit,
                       std::map<std::string, v1::Verdict>& months) {
  for (const auto& gate : unit.gates()) {
    if (months.contains(gate)) continue;
    auto month = LatestVerdict(reader, gate);
    if (!month && month.error().code == base::ErrorCode::kNotFound) continue;
    if (!month) return base::Fail(std::move(month).error());
    months.emplace(gate, *std::move(month));
  }
  return {};
}

base::Status AddPoints(const runtime::StateReader& reader, std::string_view month,
                       v1::GetMonthStatementResponse& response) {
  const auto policies = PoliciesIn(reader);
  if (!policies) return base::Fail(policies.error());
  const auto first = base::FirstDay(*base::ParseMonth(month));
  const rules::PolicyOnDate& policy = policies->policy().On(first);
  for (int value = v1::ClaimItem::Value_MIN; value <= v1::ClaimItem::Value_MAX; ++value) {
    const auto item = static_cast<v1::ClaimItem::Value>(value);
    const auto points = policy.PointsOf(item);
    if (!points) continue;
    auto& stated = *response.add_points();
    stated.set_item(item);
    stated.set_points(*points);
  }
  return {};
}

// The units of a claimant's month after `after`, in order: `most`, and one more if more follow.
// They stand together in the state, in the order of their names.
base::Result<std::vector<std::string>> UnitsOfMonth(const runtime::StateReader& reader,
                                                    std::string_view claimant,
                                                    std::string_view month, std::string_view after,
                                                    int most) {
  const runtime::engine::ReadOnlyState state(reader);
  const auto enough = static_cast<std::size_t>(most) + 1;
  std::set<std::string> subjects;
  for (std::string_view under : {kUnitReadingKey, kUnitClaimKey}) {
    // What stands under a unit's key follows it after a slash.
    const std::string from =
        after.empty() ? std::string() : UnitId::OfSubject(after).KeyUnder(under) + "/";
    std::string last;
    std::size_t found = 0;
    const auto scanned = state.Scan(facts::Key(under, claimant, month) + "/", from,
                                    [&](std::string_view key, std::string_view) {
                                      std::string subject = UnitId::OfKey(key).Subject();
                                      if (subject == last || subject <= after) return true;
                                      subjects.insert(subject);
                                      last = std::move(subject);
                                      return ++found < enough;
                                    });
    if (!scanned) return base::Fail(scanned.error());
  }
  std::vector<std::string> units(subjects.begin(), subjects.end());
  units.resize(std::min(units.size(), enough));
  return units;
}

base::Result<StatementPage> GetMonthStatement(const runtime::StateReader& reader,
                                              std::string_view claimant, std::string_view month,
                                              std::string_view after, int most) {
  StatementPage page;
  auto facility_month = LatestVerdict(reader, FacilityMonthSubject(claimant, month));
  if (!facility_month) return base::Fail(std::move(facility_month).error());
  page.response.set_closed(facility_month->closed());
  if (auto added = AddPoints(reader, month, page.response); !added)
    return base::Fail(std::move(added).error());
  *page.response.mutable_facility_month() = *std::move(facility_month);
  if (auto added = AddPartnershipMonths(reader, claimant, month, page.response); !added)
    return base::Fail(added.error());
  std::map<std::string, v1::Verdict> months = {
      {page.response.facility_month().subject(), page.response.facility_month()}};
  for (const auto& partnership_month : page.response.partnership_months())
    months.emplace(partnership_month.subject(), partnership_month);
  const auto subjects = UnitsOfMonth(reader, claimant, month, after, most);
  if (!subjects) return base::Fail(subjects.error());
  std::size_t bytes = 0, seen = 0;
  for (const auto& subject : *subjects) {
    if (seen == static_cast<std::size_t>(most) || bytes > kPageBytes) {
      page.next = (*subjects)[seen - 1];
      break;
    }
    ++seen;
    auto unit = LatestVerdict(reader, subject);
    // Folded and not judged yet: the next answer has it.
    if (!unit && unit.error().code == base::ErrorCode::kNotFound) continue;
    if (!unit) return base::Fail(std::move(unit).error());
    if (unit->emptied()) continue;
    auto& line = *page.response.add_lines();
    if (auto readings = AddReadings(reader, *unit, *line.mutable_readings()); !readings)
      return base::Fail(std::move(readings).error());
    *line.mutable_unit() = *std::move(unit);
    if (auto found = FindGates(reader, line.unit(), months); !found)
      return base::Fail(std::move(found).error());
    Dispose(months, line);
    bytes += line.ByteSizeLong();
  }
  return page;
}

base::Result<v1::StatementLine> DispositionOf(const runtime::StateReader& reader,
                                              v1::Verdict unit) {
  v1::StatementLine line;
  std::map<std::string, v1::Verdict> months;
  if (auto found = FindGates(reader, unit, months); !found)
    return base::Fail(std::move(found).error());
  *line.mutable_unit() = std::move(unit);
  Dispose(months, line);
  return line;
}

}  // namespace kakutei::billing_eligibility
