#include "bench/rules_run.h"

#include <utility>

#include "billing_eligibility/state_keys.h"
#include "facts/dossier.h"
#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/reading_case.h"
#include "rules/registry_state.h"
#include "runtime/engine/task_state.h"

namespace kakutei::bench {
namespace {

namespace billing = billing_eligibility;
using billing::UnitId;
using facts::Key;
using facts::Part;
using runtime::engine::ReadOnlyState;

// Visits the keys that begin with `prefix`, their values parsed.
template <typename Message, typename Visit>
base::Status VisitAll(const ReadOnlyState& state, std::string_view prefix, const Visit& visit) {
  bool damaged = false;
  const auto scanned =
      state.Scan(std::string(prefix) + "/", "", [&](std::string_view key, std::string_view value) {
        Message message;
        damaged = !message.ParseFromArray(value.data(), static_cast<int>(value.size()));
        if (!damaged) visit(key, std::move(message));
        return !damaged;
      });
  if (damaged) {
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED", "a value cannot be read");
  }
  return scanned;
}

// Adds a claim that was submitted and not ended to its unit.
void TakeClaim(const v1::Dossier& claim, std::map<std::string, rules::UnitFacts>& units) {
  const auto values = facts::Values(claim);
  if (values.size() != 1 || !values.front()->event().has_claim_submitted()) return;
  const v1::Event& event = values.front()->event();
  const auto& submitted = event.claim_submitted();
  units[UnitId::Of(submitted).Subject()].live_claims.push_back(
      {submitted.claim_id(), submitted.add_on(), facts::OccurredAt(event), facts::FactRef(event)});
}

}  // namespace

base::Result<std::unique_ptr<PreparedMonth>> PreparedMonth::From(
    const runtime::StateReader& billing) {
  std::unique_ptr<PreparedMonth> month(new PreparedMonth());
  const ReadOnlyState state(billing);
  auto status = rules::LoadRegistry(state, month->registry_);
  if (status) {
    status = VisitAll<v1::Dossier>(
        state, billing::kReadingKey, [&](std::string_view key, v1::Dossier dossier) {
          const std::string_view claimant = Part(key, 1), reading = Part(key, 2);
          month->readings_.push_back({billing::ReadingSubject(claimant, reading),
                                      std::string(claimant), std::string(reading),
                                      std::move(dossier)});
        });
  }
  if (status) {
    status =
        VisitAll<v1::Dossier>(state, billing::kMonthKey, [&](std::string_view key, v1::Dossier) {
          month->closed_.insert(Key(Part(key, 1), Part(key, 2)));
        });
  }
  if (status) {
    status = VisitAll<v1::Dossier>(
        state, billing::kClaimKey,
        [&](std::string_view, const v1::Dossier& claim) { TakeClaim(claim, month->units_); });
  }
  std::map<std::string, std::int64_t> partial_units;
  if (status) {
    status = VisitAll<v1::FacilityMonthSums>(
        state, billing::kSumsKey, [&](std::string_view key, const v1::FacilityMonthSums& sums) {
          partial_units[Key(Part(key, 1), Part(key, 2))] = sums.inherently_partial();
        });
  }
  if (status) {
    status = VisitAll<v1::UnitContribution>(
        state, billing::kContributionKey,
        [&](std::string_view key, const v1::UnitContribution& own) {
          const UnitId unit = UnitId::OfKey(key);
          rules::UnitFacts& facts = month->units_[unit.Subject()];
          facts.month_holds_partial =
              partial_units[Key(unit.claimant, unit.month)] > (own.inherently_partial() ? 1 : 0);
        });
  }
  if (!status) return base::Fail(std::move(status).error());
  return month;
}

PreparedMonth::Outcome PreparedMonth::Judge(const base::Clock& clock) const {
  Outcome outcome;
  const Stopwatch stopwatch(clock);
  std::map<std::string, std::pair<UnitId, std::vector<v1::ReadingSummary>>> units;
  for (const Reading& reading : readings_) {
    const rules::ReadingCase reading_case(
        reading.dossier, registry_, policy_, [&](base::Month month) {
          return closed_.contains(Key(reading.claimant, base::FormatMonth(month)));
        });
    rules::JudgedReading judged = rules::JudgeReading(reading_case, reading.subject);
    outcome.findings += judged.verdict.findings_size();
    judged.summary.set_claimant_facility_id(reading.claimant);
    judged.summary.set_reading_id(reading.id);
    UnitId unit = UnitId::Of(judged.summary);
    if (unit.empty()) continue;
    auto& [id, members] = units[unit.Subject()];
    id = std::move(unit);
    members.push_back(std::move(judged.summary));
  }
  for (auto& [subject, unit] : units) {
    auto& [id, members] = unit;
    const auto known = units_.find(subject);
    rules::UnitFacts facts = known == units_.end() ? rules::UnitFacts() : known->second;
    facts.subject = subject;
    facts.claimant_facility_id = id.claimant;
    facts.month = *base::ParseMonth(id.month);
    facts.group = id.group;
    facts.readings = std::move(members);
    facts.closed = closed_.contains(Key(id.claimant, id.month));
    const rules::UnitCase unit_case(std::move(facts), registry_, policy_);
    outcome.findings += rules::JudgeUnit(unit_case).verdict.findings_size();
  }
  outcome.cost = stopwatch.Elapsed();
  outcome.readings = static_cast<std::int64_t>(readings_.size());
  outcome.units = static_cast<std::int64_t>(units.size());
  return outcome;
}

}  // namespace kakutei::bench
