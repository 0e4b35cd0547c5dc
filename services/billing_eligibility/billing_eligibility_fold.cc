#include "billing_eligibility/billing_eligibility_fold.h"

#include <algorithm>
#include <utility>

#include "kakutei/v1/assessment.pb.h"

#include "base/ids.h"
#include "base/partitioning.h"
#include "facts/dossier.h"
#include "facts/identity.h"
#include "facts/reading_ids.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "rules/registry_state.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;
using facts::ReadingIds;
using facts::ReadingOf;
using runtime::engine::DirtySubjects;
using runtime::engine::FoldOutcome;
using runtime::engine::State;
using v1::Event;

// By these the registry finds the readings that a change of its own can touch.
void IndexReading(const Event& event, State& state) {
  const ReadingIds ids = ReadingOf(event);
  if (event.has_reading_ordered()) {
    state.Put(Key(kFacilityKey, ids.claimant, ids.claimant, ids.reading), "");
    state.Put(
        Key(kFacilityKey, event.reading_ordered().reading_facility_id(), ids.claimant, ids.reading),
        "");
  } else if (event.has_report_authored()) {
    state.Put(Key(kPhysicianKey, event.report_authored().author_physician_id(), ids.claimant,
                  ids.reading),
              "");
  }
}

base::Status MarkReadingsUnder(const std::string& prefix, int claimant_part,
                               const std::string& cause, const State& state, DirtySubjects& dirty) {
  return state.Scan(prefix, "", [&](std::string_view key, std::string_view) {
    dirty.Mark(ReadingSubject(Part(key, claimant_part), Part(key, claimant_part + 1)), cause);
    return true;
  });
}

// Readings that a facility claims or reads, with their units: what it filed or attests decides
// verdicts and items.
base::Status MarkFacility(const std::string& facility, const std::string& cause, const State& state,
                          DirtySubjects& dirty) {
  base::Status loaded;
  const auto scanned = state.Scan(
      Key(kFacilityKey, facility) + "/", "", [&](std::string_view key, std::string_view) {
        dirty.Mark(ReadingSubject(Part(key, 2), Part(key, 3)), cause);
        const auto summary =
            facts::Load<v1::ReadingSummary>(state, Key(kSummaryKey, Part(key, 2), Part(key, 3)));
        if (!summary) {
          loaded = base::Fail(summary.error());
          return false;
        }
        if (const UnitId unit = UnitId::Of(*summary); !unit.empty())
          dirty.Mark(unit.Subject(), cause);
        return true;
      });
  return loaded ? scanned : loaded;
}

// Whether what a facility says of itself is asked of its readings.
bool ConcernsFacilitysReadings(const Event& event) {
  return event.has_standard_filed() ||
         (event.has_attestation_recorded() &&
          event.attestation_recorded().kind() == v1::AttestationRecorded::Kind::SECURITY_GUIDELINE);
}

// The unit that the claim's ClaimSubmitted names; empty without one.
UnitId UnitOfClaim(const v1::Dossier& claim) {
  for (const v1::SlotFact* fact : facts::Values(claim)) {
    if (fact->event().has_claim_submitted()) return UnitId::Of(fact->event().claim_submitted());
  }
  return {};
}

std::string ClaimKeyOf(const Event& event) {
  switch (event.fact_case()) {
    case Event::kClaimSubmitted:
      return Key(kClaimKey, event.claim_submitted().claimant_facility_id(),
                 event.claim_submitted().claim_id());
    case Event::kClaimReturned:
      return Key(kClaimKey, event.claim_returned().claimant_facility_id(),
                 event.claim_returned().claim_id());
    case Event::kClaimWithdrawn:
      return Key(kClaimKey, event.claim_withdrawn().claimant_facility_id(),
                 event.claim_withdrawn().claim_id());
    default:
      return Key(kMonthKey, event.claim_month_closed().claimant_facility_id(),
                 event.claim_month_closed().month());
  }
}

// Everything of a claimant's month: what was missing is now doubtful.
base::Status MarkMonth(std::string_view claimant, std::string_view month, const std::string& cause,
                       const State& state, DirtySubjects& dirty) {
  dirty.Mark(FacilityMonthSubject(claimant, month), cause);
  auto scanned = state.Scan(Key(kMonthReadingKey, claimant, month) + "/", "",
                            [&](std::string_view key, std::string_view) {
                              dirty.Mark(ReadingSubject(claimant, Part(key, 3)), cause);
                              return true;
                            });
  if (!scanned) return scanned;
  for (std::string_view under : {kUnitReadingKey, kUnitClaimKey}) {
    scanned = state.Scan(Key(under, claimant, month) + "/", "",
                         [&](std::string_view key, std::string_view) {
                           dirty.Mark(UnitId::OfKey(key).Subject(), cause);
                           return true;
                         });
    if (!scanned) return scanned;
  }
  return {};
}

// Whether an assessment names what it is about, and stands in its claimant's partition.
bool IsPlaced(const v1::ConfirmationAssessed& assessed, int partition, int partitions) {
  return base::IsId(assessed.review_id()) && base::IsId(assessed.reading_id()) &&
         base::IsId(assessed.claimant_facility_id()) &&
         base::IsId(assessed.reading_facility_id()) &&
         base::PartitionOf(assessed.claimant_facility_id(), partitions) == partition;
}

base::Result<Event> ParseEvent(std::string_view bytes) {
  Event event;
  if (!event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      event.fact_case() == Event::FACT_NOT_SET) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_AN_EVENT",
                      "the record is no event that this release knows");
  }
  return event;
}

}  // namespace

base::Status BillingEligibilityFold::Reload(const State& state) {
  return rules::LoadRegistry(state, registry_);
}

int BillingEligibilityFold::Stratum(std::string_view subject) const {
  if (subject.starts_with("reading/")) return 0;
  return subject.starts_with("unit/") ? 1 : 2;
}

bool BillingEligibilityFold::Owns(std::string_view subject) const {
  return IsSubject(subject) && !subject.starts_with("partnership-month/");
}

std::string BillingEligibilityFold::OutputKey(std::string_view subject) const {
  return std::string(Part(subject, 1));
}

base::Result<FoldOutcome> BillingEligibilityFold::Fold(const runtime::engine::Input& input,
                                                       State& state, DirtySubjects& dirty) {
  if (input.from.topic == facts::kAssessmentsTopic) return FoldAssessment(input, state, dirty);
  auto event = ParseEvent(input.value);
  if (!event) return base::Fail(std::move(event).error());
  auto placed = facts::CheckPlace(*event, input.from.topic, input.from.partition, partitions_);
  if (!placed) return base::Fail(std::move(placed).error());
  if (input.from.topic == facts::kRegistryTopic) return FoldRegistry(*event, state, dirty);
  if (input.from.topic == facts::kReadingsTopic) return FoldReading(*event, state, dirty);
  if (input.from.topic == facts::kClaimsTopic) return FoldClaim(*event, state, dirty);
  return FoldClock(*event, state);
}

base::Result<FoldOutcome> BillingEligibilityFold::FoldRegistry(const Event& event, State& state,
                                                               DirtySubjects& dirty) {
  auto seen = facts::RememberIdentity(event, rules::kRegistryKey, state);
  if (!seen) return base::Fail(seen.error());
  if (seen->outcome == facts::IdentityOutcome::kDuplicate) return FoldOutcome::kDuplicate;
  v1::SlotFact fact;
  *fact.mutable_event() = event;
  fact.set_doubtful(seen->outcome == facts::IdentityOutcome::kConflict);
  const auto touched = rules::FoldRegistryFact(fact, state, registry_);
  const std::string cause = facts::FactRef(event);
  for (const auto& physician : touched.physicians) {
    auto marked = MarkReadingsUnder(Key(kPhysicianKey, physician) + "/", 2, cause, state, dirty);
    if (!marked) return base::Fail(marked.error());
  }
  if (ConcernsFacilitysReadings(event)) {
    for (const auto& facility : touched.facilities) {
      if (auto marked = MarkFacility(facility, cause, state, dirty); !marked)
        return base::Fail(marked.error());
    }
  }
  if (touched.national_calendar) {
    auto marked = MarkReadingsUnder(Key(kReadingKey, ""), 1, cause, state, dirty);
    if (!marked) return base::Fail(marked.error());
  }
  return fact.doubtful() ? FoldOutcome::kIntegrity : FoldOutcome::kAccepted;
}

base::Result<FoldOutcome> BillingEligibilityFold::FoldReading(const Event& event, State& state,
                                                              DirtySubjects& dirty) {
  const ReadingIds ids = ReadingOf(event);
  const std::string home = Key(kReadingKey, ids.claimant, ids.reading);
  auto seen = facts::RememberIdentity(event, home, state);
  if (!seen) return base::Fail(seen.error());
  if (seen->outcome == facts::IdentityOutcome::kDuplicate) return FoldOutcome::kDuplicate;
  auto dossier = facts::Load<v1::Dossier>(state, home);
  if (!dossier) return base::Fail(dossier.error());
  facts::Fold(event, *dossier);
  facts::Keep(*dossier, home, state);
  IndexReading(event, state);
  const std::string cause = facts::FactRef(event);
  dirty.Mark(ReadingSubject(ids.claimant, ids.reading), cause);
  if (seen->outcome == facts::IdentityOutcome::kNew) return FoldOutcome::kAccepted;
  for (const auto& doubted : seen->homes) {
    if (!doubted.starts_with(Key(kReadingKey, ""))) continue;
    auto other = facts::Load<v1::Dossier>(state, doubted);
    if (!other) return base::Fail(other.error());
    if (!facts::MarkDoubtful(event.source(), event.event_id(), *other)) continue;
    facts::Keep(*other, doubted, state);
    dirty.Mark(ReadingSubject(Part(doubted, 1), Part(doubted, 2)), cause);
  }
  return FoldOutcome::kIntegrity;
}

base::Result<FoldOutcome> BillingEligibilityFold::FoldAssessment(
    const runtime::engine::Input& input, State& state, DirtySubjects& dirty) {
  v1::ConfirmationAssessed assessed;
  if (!assessed.ParseFromArray(input.value.data(), static_cast<int>(input.value.size())) ||
      !IsPlaced(assessed, input.from.partition, partitions_)) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_AN_ASSESSMENT",
                      "the record is no assessment");
  }
  const std::string& claimant = assessed.claimant_facility_id();
  const std::string key = Key(kReadingKey, claimant, assessed.reading_id());
  auto dossier = facts::Load<v1::Dossier>(state, key);
  if (!dossier) return base::Fail(dossier.error());
  for (const auto& signature : assessed.signatures()) {
    state.Put(Key(kPhysicianKey, signature.signature().confirmer_physician_id(), claimant,
                  assessed.reading_id()),
              "");
  }
  if (!assessed.confirmer_physician_id().empty()) {
    state.Put(
        Key(kPhysicianKey, assessed.confirmer_physician_id(), claimant, assessed.reading_id()), "");
  }
  auto& all = *dossier->mutable_assessments();
  const auto place = [](const v1::ConfirmationAssessed& a) {
    return std::tie(a.review_id(), a.reading_facility_id());
  };
  const auto at =
      std::lower_bound(all.begin(), all.end(), assessed,
                       [&](const auto& a, const auto& b) { return place(a) < place(b); });
  std::string cause;
  if (!assessed.signatures().empty()) cause = assessed.signatures().rbegin()->fact();
  dirty.Mark(ReadingSubject(claimant, assessed.reading_id()), cause);
  if (at != all.end() && place(*at) == place(assessed)) {
    *at = std::move(assessed);
  } else {
    const auto index = at - all.begin();
    *all.Add() = std::move(assessed);
    std::rotate(all.pointer_begin() + index, all.pointer_end() - 1, all.pointer_end());
  }
  facts::Keep(*dossier, key, state);
  return FoldOutcome::kAccepted;
}

base::Result<FoldOutcome> BillingEligibilityFold::FoldClaim(const Event& event, State& state,
                                                            DirtySubjects& dirty) {
  const std::string home = ClaimKeyOf(event);
  auto seen = facts::RememberIdentity(event, home, state);
  if (!seen) return base::Fail(seen.error());
  if (seen->outcome == facts::IdentityOutcome::kDuplicate) return FoldOutcome::kDuplicate;
  auto dossier = facts::Load<v1::Dossier>(state, home);
  if (!dossier) return base::Fail(dossier.error());
  const UnitId before = UnitOfClaim(*dossier);
  facts::Fold(event, *dossier);
  facts::Keep(*dossier, home, state);
  const std::string cause = facts::FactRef(event);
  if (event.has_claim_month_closed()) {
    const auto& close = event.claim_month_closed();
    auto marked = MarkMonth(close.claimant_facility_id(), close.month(), cause, state, dirty);
    if (!marked) return base::Fail(marked.error());
  } else if (const UnitId after = UnitOfClaim(*dossier); !after.empty()) {
    const std::string_view claim = Part(home, 2);
    if (!(before == after) && !before.empty()) {
      state.Delete(Key(before.KeyUnder(kUnitClaimKey), claim));
      dirty.Mark(before.Subject(), cause);
    }
    state.Put(Key(after.KeyUnder(kUnitClaimKey), claim), "");
    dirty.Mark(after.Subject(), cause);
  }
  return seen->outcome == facts::IdentityOutcome::kNew ? FoldOutcome::kAccepted
                                                       : FoldOutcome::kIntegrity;
}

// The clock is the latest tick; a rule that looks at it finds it here.
base::Result<FoldOutcome> BillingEligibilityFold::FoldClock(const Event& event, State& state) {
  if (!event.has_clock_ticked()) return FoldOutcome::kNotOurs;
  auto latest = facts::Load<Event>(state, kClockKey);
  if (!latest) return base::Fail(latest.error());
  if (latest->has_clock_ticked() && facts::OccurredAt(event) <= facts::OccurredAt(*latest)) {
    return FoldOutcome::kDuplicate;
  }
  facts::Keep(event, kClockKey, state);
  return FoldOutcome::kAccepted;
}

base::Result<std::optional<std::string>> BillingEligibilityFold::Judge(std::string_view subject,
                                                                       State& state,
                                                                       DirtySubjects& dirty) {
  if (subject.starts_with("reading/")) return JudgeReading(subject, state, dirty);
  if (subject.starts_with("unit/")) return JudgeUnit(subject, state, dirty);
  return JudgeFacilityMonth(subject, state);
}

}  // namespace kakutei::billing_eligibility
