// Judging: from the state of one subject to its verdict, and what it contributes to the strata
// above.
#include <utility>

#include "billing_eligibility/billing_eligibility_fold.h"
#include "billing_eligibility/month_index.h"
#include "facts/dossier.h"
#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/reading_case.h"
#include "rules/unit_case.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;
using runtime::engine::DirtySubjects;
using runtime::engine::State;

// Adds a unit's or reading's share to a month's sums; `sign` is 1 or -1.
void Add(const v1::UnitContribution& unit, std::int64_t sign, v1::FacilityMonthSums& sums) {
  sums.set_denominator(sums.denominator() + sign * (unit.counted() ? 1 : 0));
  sums.set_part_time(sums.part_time() + sign * (unit.part_time() ? 1 : 0));
  sums.set_trainee(sums.trainee() + sign * (unit.trainee() ? 1 : 0));
  sums.set_inherently_partial(sums.inherently_partial() +
                              sign * (unit.inherently_partial() ? 1 : 0));
  sums.set_live_claims(sums.live_claims() + sign * unit.live_claims());
}

void Add(const v1::ReadingSummary& reading, std::int64_t sign, v1::FacilityMonthSums& sums) {
  if (reading.status() == v1::Status::WITHDRAWN) {
    sums.set_withdrawn_readings(sums.withdrawn_readings() + sign);
  } else {
    sums.set_readings(sums.readings() + sign);
    const bool own = reading.reading_facility_id() == reading.claimant_facility_id();
    sums.set_own_readings(sums.own_readings() + sign * (own ? 1 : 0));
  }
}

// Takes one share out of its month's sums or puts it in, and has the month judged.
template <typename Contribution>
base::Status ChangeSums(const Contribution& contribution, std::int64_t sign,
                        std::string_view claimant, std::string_view month, State& state,
                        DirtySubjects& dirty) {
  const std::string key = Key(kSumsKey, claimant, month);
  auto sums = facts::Load<v1::FacilityMonthSums>(state, key);
  if (!sums) return base::Fail(sums.error());
  Add(contribution, sign, *sums);
  facts::Keep(*sums, key, state);
  dirty.Mark(FacilityMonthSubject(claimant, month), "");
  return {};
}

// A reading's summary moved: its old and new unit and month have to know.
base::Status MoveReading(const v1::ReadingSummary& before, const v1::ReadingSummary& after,
                         State& state, DirtySubjects& dirty) {
  const std::string& claimant = after.claimant_facility_id();
  const UnitId old_unit = UnitId::Of(before), new_unit = UnitId::Of(after);
  if (!(old_unit == new_unit) && !old_unit.empty()) {
    state.Delete(Key(old_unit.KeyUnder(kUnitReadingKey), before.reading_id()));
    dirty.Mark(old_unit.Subject(), "");
  }
  if (!new_unit.empty()) {
    state.Put(Key(new_unit.KeyUnder(kUnitReadingKey), after.reading_id()), "");
    dirty.Mark(new_unit.Subject(), "");
  }
  if (!before.month().empty()) {
    state.Delete(Key(kMonthReadingKey, claimant, before.month(), before.reading_id()));
    if (auto changed = ChangeSums(before, -1, claimant, before.month(), state, dirty); !changed)
      return changed;
  }
  if (!after.month().empty()) {
    state.Put(Key(kMonthReadingKey, claimant, after.month(), after.reading_id()), "");
    if (auto changed = ChangeSums(after, 1, claimant, after.month(), state, dirty); !changed)
      return changed;
  }
  return MoveInMonths(before, after, state, dirty);
}

// The claim, if it lives: submitted, and neither returned nor withdrawn. What a person decided
// about its withdrawal changes no verdict.
std::optional<rules::LiveClaim> LiveClaimOf(const v1::Dossier& claim) {
  std::optional<rules::LiveClaim> live;
  for (const v1::SlotFact* fact : facts::Values(claim)) {
    if (fact->event().has_withdrawal_decided()) continue;
    if (!fact->event().has_claim_submitted()) return std::nullopt;
    const auto& submitted = fact->event().claim_submitted();
    live = {submitted.claim_id(), submitted.add_on(), facts::OccurredAt(fact->event()),
            facts::FactRef(fact->event())};
  }
  return live;
}

base::Status LoadReadings(const UnitId& unit, const State& state, rules::UnitFacts& facts) {
  base::Status loaded;
  const auto scanned = state.Scan(
      unit.KeyUnder(kUnitReadingKey) + "/", "", [&](std::string_view key, std::string_view) {
        auto summary =
            facts::Load<v1::ReadingSummary>(state, Key(kSummaryKey, unit.claimant, Part(key, 5)));
        if (!summary) {
          loaded = base::Fail(summary.error());
          return false;
        }
        facts.readings.push_back(*std::move(summary));
        return true;
      });
  return loaded ? scanned : loaded;
}

base::Status LoadClaims(const UnitId& unit, const State& state, rules::UnitFacts& facts) {
  base::Status loaded;
  const auto scanned = state.Scan(
      unit.KeyUnder(kUnitClaimKey) + "/", "", [&](std::string_view key, std::string_view) {
        const auto claim =
            facts::Load<v1::Dossier>(state, Key(kClaimKey, unit.claimant, Part(key, 5)));
        if (!claim) {
          loaded = base::Fail(claim.error());
          return false;
        }
        if (auto live = LiveClaimOf(*claim)) facts.live_claims.push_back(*std::move(live));
        return true;
      });
  return loaded ? scanned : loaded;
}

// The first unit that is partial of itself, or the last that ceases to be, changes the scope of the
// month's own cases.
base::Status MarkPartialScope(const UnitId& unit, State& state, DirtySubjects& dirty) {
  const std::string prefix = Key(kContributionKey, unit.claimant, unit.month) + "/";
  return state.Scan(prefix, "", [&](std::string_view key, std::string_view value) {
    v1::UnitContribution other;
    if (other.ParseFromArray(value.data(), static_cast<int>(value.size())) &&
        other.in_partial_scope()) {
      if (const UnitId id = UnitId::OfKey(key); !(id == unit)) dirty.Mark(id.Subject(), "");
    }
    return true;
  });
}

base::Status Contribute(const UnitId& unit, const v1::UnitContribution& before,
                        const v1::UnitContribution& after, State& state, DirtySubjects& dirty) {
  // A month's closing and its units' claims reach the month even where no sum changes.
  if (before.SerializeAsString() == after.SerializeAsString()) return {};
  if (auto changed = ChangeSums(before, -1, unit.claimant, unit.month, state, dirty); !changed)
    return changed;
  if (auto changed = ChangeSums(after, 1, unit.claimant, unit.month, state, dirty); !changed)
    return changed;
  facts::Keep(after, unit.KeyUnder(kContributionKey), state);
  if (before.inherently_partial() == after.inherently_partial()) return {};
  const auto sums =
      facts::Load<v1::FacilityMonthSums>(state, Key(kSumsKey, unit.claimant, unit.month));
  if (!sums) return base::Fail(sums.error());
  const std::int64_t now = sums->inherently_partial(),
                     was = now + (after.inherently_partial() ? -1 : 1);
  return (now == 0) == (was == 0) ? base::Status() : MarkPartialScope(unit, state, dirty);
}

}  // namespace

base::Result<std::optional<std::string>> BillingEligibilityFold::JudgeReading(
    std::string_view subject, State& state, DirtySubjects& dirty) {
  const std::string_view claimant = Part(subject, 1), reading = Part(subject, 2);
  auto dossier = facts::Load<v1::Dossier>(state, Key(kReadingKey, claimant, reading));
  if (!dossier) return base::Fail(dossier.error());
  if (dossier->facts().empty() && dossier->assessments().empty()) {
    // A stranger's record: nothing is known of such a reading, and that is what is said of it.
    v1::Verdict nothing;
    nothing.set_subject(std::string(subject));
    nothing.set_status(v1::Status::WITHDRAWN);
    nothing.set_emptied(true);
    return nothing.SerializeAsString();
  }
  base::Status asked;
  const rules::ReadingCase reading_case(*dossier, registry_, policy(), [&](base::Month month) {
    const auto closed = IsClosed(state, claimant, base::FormatMonth(month));
    if (!closed) asked = base::Fail(closed.error());
    return closed.value_or(false);
  });
  if (!asked) return base::Fail(asked.error());
  rules::JudgedReading judged = rules::JudgeReading(reading_case, subject);
  judged.summary.set_claimant_facility_id(std::string(claimant));
  judged.summary.set_reading_id(std::string(reading));
  const std::string key = Key(kSummaryKey, claimant, reading);
  auto before = facts::Load<v1::ReadingSummary>(state, key);
  if (!before) return base::Fail(before.error());
  if (before->SerializeAsString() != judged.summary.SerializeAsString()) {
    facts::Keep(judged.summary, key, state);
    if (auto moved = MoveReading(*before, judged.summary, state, dirty); !moved)
      return base::Fail(moved.error());
  }
  probe_.Judged(judged.verdict);
  return judged.verdict.SerializeAsString();
}

base::Result<std::optional<std::string>> BillingEligibilityFold::JudgeUnit(std::string_view subject,
                                                                           State& state,
                                                                           DirtySubjects& dirty) {
  const UnitId unit = UnitId::OfSubject(subject);
  rules::UnitFacts facts;
  facts.subject = std::string(subject);
  facts.claimant_facility_id = unit.claimant;
  facts.month = *base::ParseMonth(unit.month);
  facts.group = unit.group;
  if (auto loaded = LoadReadings(unit, state, facts); !loaded) return base::Fail(loaded.error());
  if (auto loaded = LoadClaims(unit, state, facts); !loaded) return base::Fail(loaded.error());
  const auto closed = IsClosed(state, unit.claimant, unit.month);
  if (!closed) return base::Fail(closed.error());
  facts.closed = *closed;
  const auto before = facts::Load<v1::UnitContribution>(state, unit.KeyUnder(kContributionKey));
  if (!before) return base::Fail(before.error());
  const auto sums =
      facts::Load<v1::FacilityMonthSums>(state, Key(kSumsKey, unit.claimant, unit.month));
  if (!sums) return base::Fail(sums.error());
  facts.month_holds_partial = sums->inherently_partial() > (before->inherently_partial() ? 1 : 0);
  const rules::UnitCase unit_case(std::move(facts), registry_, policy());
  const rules::JudgedUnit judged = rules::JudgeUnit(unit_case);
  if (auto contributed = Contribute(unit, *before, judged.contribution, state, dirty);
      !contributed) {
    return base::Fail(contributed.error());
  }
  probe_.Judged(judged.verdict);
  return judged.verdict.SerializeAsString();
}

}  // namespace kakutei::billing_eligibility
