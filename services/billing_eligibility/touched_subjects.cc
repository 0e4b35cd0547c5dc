#include "billing_eligibility/touched_subjects.h"

#include <algorithm>
#include <functional>

#include "kakutei/v1/state.pb.h"

#include "base/civil_time.h"
#include "billing_eligibility/month_marks.h"
#include "billing_eligibility/state_keys.h"
#include "facts/dossier.h"
#include "facts/kept.h"
#include "facts/sorted_names.h"
#include "rules/registry_state.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;
using runtime::engine::DirtySubjects;
using runtime::engine::State;
using v1::Event;

// The JST days on which something of a reading happened: it asks the registry of no other.
struct Days {
  std::string first = std::string(rules::Registry::kLastDay);
  std::string last;

  void Take(const google::protobuf::Timestamp& at) {
    const std::string day = base::FormatDate(base::JstDate(facts::ToInstant(at)));
    first = std::min(first, day);
    last = std::max(last, day);
  }
};

Days DaysOf(const v1::Dossier& reading) {
  Days days;
  for (const auto& fact : reading.facts()) {
    days.Take(fact.event().occurred_at());
    if (fact.event().has_reading_ordered()) days.Take(fact.event().reading_ordered().acquired_at());
  }
  for (const auto& review : reading.assessments()) {
    for (const auto& signature : review.signatures()) days.Take(signature.signed_at());
    for (const auto& correction : review.corrections()) days.Take(correction.corrected_at());
  }
  return days;
}

bool Meets(const rules::Registry::Touched& touched, const Days& days) {
  return touched.from <= days.last && days.first <= touched.until;
}

// Visits the readings under `prefix` on whose days the change touches something.
base::Status VisitReadings(
    const std::string& prefix, int claimant_part, const rules::Registry::Touched& touched,
    const State& state,
    const std::function<base::Status(std::string_view claimant, std::string_view reading)>& visit) {
  base::Status visited;
  const auto scanned = state.Scan(prefix, "", [&](std::string_view key, std::string_view) {
    const auto claimant = Part(key, claimant_part), reading = Part(key, claimant_part + 1);
    const auto dossier = facts::Load<v1::Dossier>(state, Key(kReadingKey, claimant, reading));
    if (!dossier) {
      visited = base::Fail(dossier.error());
    } else if (Meets(touched, DaysOf(*dossier))) {
      visited = visit(claimant, reading);
    }
    return visited.has_value();
  });
  return visited ? scanned : visited;
}

base::Status MarkReadingsUnder(const std::string& prefix, int claimant_part,
                               const rules::Registry::Touched& touched, const std::string& cause,
                               const State& state, DirtySubjects& dirty) {
  return VisitReadings(prefix, claimant_part, touched, state,
                       [&](std::string_view claimant, std::string_view reading) -> base::Status {
                         dirty.Mark(ReadingSubject(claimant, reading), cause);
                         return {};
                       });
}

base::Status MarkUnitsUnder(const std::string& prefix, const std::string& cause, const State& state,
                            DirtySubjects& dirty) {
  return state.Scan(prefix, "", [&](std::string_view key, std::string_view) {
    dirty.Mark(UnitId::OfKey(key).Subject(), cause);
    return true;
  });
}

// Readings that a facility claims or reads, with their units: what it filed or attests decides
// verdicts and items.
base::Status MarkFacility(const std::string& facility, const rules::Registry::Touched& touched,
                          const std::string& cause, const State& state, DirtySubjects& dirty) {
  return VisitReadings(Key(kFacilityKey, facility) + "/", 2, touched, state,
                       [&](std::string_view claimant, std::string_view reading) -> base::Status {
                         dirty.Mark(ReadingSubject(claimant, reading), cause);
                         const auto summary = facts::Load<v1::ReadingSummary>(
                             state, Key(kSummaryKey, claimant, reading));
                         if (!summary) return base::Fail(summary.error());
                         if (const UnitId unit = UnitId::Of(*summary); !unit.empty())
                           dirty.Mark(unit.Subject(), cause);
                         return {};
                       });
}

// Whether what a facility says of itself is asked of its readings.
bool ConcernsFacilitysReadings(const Event& fact) {
  return fact.has_standard_filed() ||
         (fact.has_attestation_recorded() &&
          fact.attestation_recorded().kind() == v1::AttestationRecorded::Kind::SECURITY_GUIDELINE);
}

// Whether it is asked of the units that the facility claimed in the months that it names (M.8).
bool ConcernsClaims(const Event& fact) { return fact.has_correction_plan_recorded(); }

// Into a review's doubtful facts, once. Returns whether it is one of its facts that was not yet.
bool DoubtReview(const std::string& identity, v1::ConfirmationAssessed& review) {
  return facts::HoldsName(identity, review.facts()) &&
         facts::InsertName(identity, *review.mutable_doubtful_facts());
}

}  // namespace

base::Status MarkRegistryChange(const Event& fact, const rules::Registry::Touched& touched,
                                const std::string& cause, const State& state,
                                DirtySubjects& dirty) {
  for (const auto& physician : touched.physicians) {
    auto marked =
        MarkReadingsUnder(Key(kPhysicianKey, physician) + "/", 2, touched, cause, state, dirty);
    if (!marked) return marked;
  }
  for (const auto& facility : touched.facilities) {
    if (ConcernsFacilitysReadings(fact)) {
      if (auto marked = MarkFacility(facility, touched, cause, state, dirty); !marked)
        return marked;
    }
    if (!ConcernsClaims(fact)) continue;
    for (const auto& month : touched.months) {
      const std::string claims = Key(kUnitClaimKey, facility, month) + "/";
      if (auto marked = MarkUnitsUnder(claims, cause, state, dirty); !marked) return marked;
    }
  }
  if (!touched.national_calendar) return {};
  return MarkReadingsUnder(Key(kReadingKey, ""), 1, touched, cause, state, dirty);
}

base::Status MarkMonth(std::string_view claimant, std::string_view month, const std::string& cause,
                       const State& state, DirtySubjects& dirty) {
  dirty.Mark(FacilityMonthSubject(claimant, month), cause);
  if (auto marked = MarkPairsOfMonth(claimant, month, cause, state, dirty); !marked) return marked;
  auto scanned = state.Scan(Key(kMonthReadingKey, claimant, month) + "/", "",
                            [&](std::string_view key, std::string_view) {
                              dirty.Mark(ReadingSubject(claimant, Part(key, 3)), cause);
                              return true;
                            });
  if (!scanned) return scanned;
  for (std::string_view under : {kUnitReadingKey, kUnitClaimKey}) {
    scanned = MarkUnitsUnder(Key(under, claimant, month) + "/", cause, state, dirty);
    if (!scanned) return scanned;
  }
  return {};
}

base::Status MarkDoubt(std::string_view identity, const std::vector<std::string>& homes,
                       rules::Registry& registry, State& state, DirtySubjects& dirty) {
  const std::string cause(identity);
  const auto hash = cause.find('#');
  const std::string source = cause.substr(0, hash), event_id = cause.substr(hash + 1);
  for (const auto& home : homes) {
    if (home.starts_with(Key(rules::kRegistryKey, ""))) {
      const auto doubted = rules::DoubtRegistryFact(home, source, event_id, state, registry);
      if (doubted.fact == nullptr) continue;
      auto marked = MarkRegistryChange(doubted.fact->event(), doubted.touched, cause, state, dirty);
      if (!marked) return marked;
      continue;
    }
    auto dossier = facts::Load<v1::Dossier>(state, home);
    if (!dossier) return base::Fail(dossier.error());
    bool changed = facts::MarkDoubtful(source, event_id, *dossier);
    for (auto& review : *dossier->mutable_assessments())
      changed = DoubtReview(cause, review) || changed;
    if (!changed) continue;
    facts::Keep(*dossier, home, state);
    if (home.starts_with(Key(kReadingKey, "")))
      dirty.Mark(ReadingSubject(Part(home, 1), Part(home, 2)), cause);
  }
  return {};
}

}  // namespace kakutei::billing_eligibility
