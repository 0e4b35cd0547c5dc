#include "billing_eligibility/claim_queries.h"

#include <functional>
#include <optional>
#include <string>

#include "base/civil_time.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "billing_eligibility/policies_kept.h"
#include "billing_eligibility/state_keys.h"
#include "facts/dossier.h"
#include "facts/kept.h"
#include "runtime/engine/ledger_view.h"
#include "runtime/engine/task_state.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;

constexpr int kMostReadings = 20;

// What is kept of one claim.
struct ClaimRecord {
  v1::KnownClaim known;
  std::optional<v1::WithdrawalDecided> decision;
};

ClaimRecord Read(const v1::Dossier& dossier, const rules::Policy& policy) {
  ClaimRecord record;
  v1::KnownClaim& known = record.known;
  known.set_state(v1::KnownClaim::LIVE);
  for (const v1::SlotFact* fact : facts::Values(dossier)) {
    const v1::Event& event = fact->event();
    if (event.has_claim_submitted()) {
      *known.mutable_claim() = event.claim_submitted();
      *known.mutable_submitted_at() = event.occurred_at();
    } else if (event.has_withdrawal_decided()) {
      record.decision = event.withdrawal_decided();
    } else if (event.has_claim_withdrawn()) {
      known.set_state(v1::KnownClaim::WITHDRAWN);
    } else if (event.has_claim_returned() && known.state() == v1::KnownClaim::LIVE) {
      known.set_state(v1::KnownClaim::RETURNED);
    }
  }
  const auto month = base::ParseMonth(known.claim().month());
  if (!month) return record;
  if (const auto points = policy.On(base::FirstDay(*month)).PointsOf(known.claim().add_on()))
    known.set_points(*points);
  return record;
}

// Visits the claims after `after` with their keys, in the order of keys; `visit` answers whether to
// go on, or an error.
base::Status VisitClaims(
    const runtime::StateReader& reader, std::string_view claimant, std::string_view month,
    std::string_view after,
    const std::function<base::Result<bool>(std::string_view key, ClaimRecord record)>& visit) {
  const auto policies = PoliciesIn(reader);
  if (!policies) return base::Fail(policies.error());
  const runtime::engine::ReadOnlyState state(reader);
  const std::string prefix =
      (month.empty() ? Key(kUnitClaimKey, claimant) : Key(kUnitClaimKey, claimant, month)) + "/";
  // The smallest text greater than a key is the key and a NUL.
  const std::string from = after.empty() ? std::string() : std::string(after) + '\0';
  base::Status visited;
  const auto scanned = state.Scan(prefix, from, [&](std::string_view key, std::string_view) {
    const auto dossier = facts::Load<v1::Dossier>(state, Key(kClaimKey, claimant, Part(key, 5)));
    if (!dossier) {
      visited = base::Fail(dossier.error());
      return false;
    }
    auto go_on = visit(key, Read(*dossier, policies->policy()));
    if (!go_on) {
      visited = base::Fail(std::move(go_on).error());
      return false;
    }
    return *go_on;
  });
  return visited ? scanned : visited;
}

bool Proposes(const v1::Verdict& unit, const std::string& claim_id) {
  return unit.action() == v1::Action::WITHDRAW && unit.withdraw_claim() == claim_id;
}

// From which revision on, without a break, the withdrawal is proposed.
base::Status FindSince(const runtime::StateReader& reader, const std::string& claim_id,
                       v1::Withdrawal& entry) {
  const auto history =
      runtime::engine::HistoryOf(reader, entry.unit().verdict().subject(), kMostRevisions);
  if (!history) return base::Fail(history.error());
  for (const auto& record : *history) {
    const auto published = Published(record);
    if (!published) return base::Fail(published.error());
    if (!Proposes(published->verdict(), claim_id)) break;
    entry.set_since_revision(published->revision());
    *entry.mutable_since_causes() = published->causes();
  }
  return {};
}

// The entry of a claim whose withdrawal is proposed; nullopt where it is not.
base::Result<std::optional<v1::Withdrawal>> WithdrawalOf(const runtime::StateReader& reader,
                                                         ClaimRecord record) {
  if (record.known.state() != v1::KnownClaim::LIVE) return std::nullopt;
  const std::string& claim_id = record.known.claim().claim_id();
  const std::string subject = UnitId::Of(record.known.claim()).Subject();
  auto unit = LatestPublished(reader, subject);
  // Folded and not judged yet: the next answer has it.
  if (!unit && unit.error().code == base::ErrorCode::kNotFound) return std::nullopt;
  if (!unit) return base::Fail(std::move(unit).error());
  if (!Proposes(unit->verdict(), claim_id)) return std::nullopt;
  v1::Withdrawal entry;
  *entry.mutable_unit() = *std::move(unit);
  entry.set_state(v1::Withdrawal::OPEN);
  if (record.decision) {
    const auto& decision = *record.decision;
    if (decision.subject() == subject && decision.revision() >= entry.unit().revision() &&
        decision.verdict_digest() == entry.unit().digest())
      entry.set_state(v1::Withdrawal::DECIDED);
    *entry.mutable_decision() = decision;
  }
  if (auto found = FindSince(reader, claim_id, entry); !found)
    return base::Fail(std::move(found).error());
  if (auto added = AddReadings(reader, entry.unit().verdict(), *entry.mutable_readings()); !added)
    return base::Fail(std::move(added).error());
  if (record.known.has_points()) entry.set_yen(std::int64_t{10} * record.known.points());
  *entry.mutable_claim() = std::move(record.known);
  return entry;
}

}  // namespace

base::Result<int> AddReadings(const runtime::StateReader& reader, const v1::Verdict& unit,
                              google::protobuf::RepeatedPtrField<v1::Verdict>& readings) {
  const UnitId id = UnitId::OfSubject(unit.subject());
  int more = 0;
  const auto add = [&](std::string_view reading_id) -> base::Status {
    auto reading = LatestPublished(reader, ReadingSubject(id.claimant, reading_id));
    if (!reading && reading.error().code == base::ErrorCode::kNotFound) return {};
    if (!reading) return base::Fail(std::move(reading).error());
    if (readings.size() == kMostReadings) {
      ++more;
    } else {
      *readings.Add() = std::move(*reading->mutable_verdict());
    }
    return {};
  };
  base::Status added;
  if (!unit.anchor().empty()) {
    added = add(unit.anchor());
  } else {
    const runtime::engine::ReadOnlyState state(reader);
    const auto scanned = state.Scan(id.KeyUnder(kUnitReadingKey) + "/", "",
                                    [&](std::string_view key, std::string_view) {
                                      added = add(Part(key, 5));
                                      return added.has_value();
                                    });
    if (!scanned) return base::Fail(scanned.error());
  }
  if (!added) return base::Fail(std::move(added).error());
  return more;
}

base::Result<v1::ListClaimsResponse> ListClaims(const runtime::StateReader& reader,
                                                std::string_view claimant, std::string_view month,
                                                std::string_view after, int most) {
  v1::ListClaimsResponse response;
  std::string last;
  const auto visited =
      VisitClaims(reader, claimant, month, after,
                  [&](std::string_view key, ClaimRecord record) -> base::Result<bool> {
                    if (response.claims_size() == most) {
                      response.set_next_token(last);
                      return false;
                    }
                    *response.add_claims() = std::move(record.known);
                    last = key;
                    return true;
                  });
  if (!visited) return base::Fail(visited.error());
  return response;
}

base::Result<v1::ListWithdrawalsResponse> ListWithdrawals(const runtime::StateReader& reader,
                                                          std::string_view claimant,
                                                          std::string_view month,
                                                          v1::Withdrawal::State state,
                                                          std::string_view after, int most) {
  v1::ListWithdrawalsResponse response;
  std::string last;
  std::size_t bytes = 0;
  const auto visited =
      VisitClaims(reader, claimant, month, after,
                  [&](std::string_view key, ClaimRecord record) -> base::Result<bool> {
                    auto entry = WithdrawalOf(reader, std::move(record));
                    if (!entry) return base::Fail(std::move(entry).error());
                    if (!*entry) return true;
                    if (state != v1::Withdrawal::STATE_UNSPECIFIED && (*entry)->state() != state)
                      return true;
                    if (response.withdrawals_size() == most || bytes > kPageBytes) {
                      response.set_next_token(last);
                      return false;
                    }
                    bytes += (*entry)->ByteSizeLong();
                    *response.add_withdrawals() = **std::move(entry);
                    last = key;
                    return true;
                  });
  if (!visited) return base::Fail(visited.error());
  return response;
}

}  // namespace kakutei::billing_eligibility
