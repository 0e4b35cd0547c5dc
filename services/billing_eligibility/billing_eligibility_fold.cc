#include "billing_eligibility/billing_eligibility_fold.h"

#include <algorithm>
#include <utility>

#include "kakutei/v1/assessment.pb.h"

#include "base/civil_time.h"
#include "base/digest.h"
#include "base/ids.h"
#include "base/partitioning.h"
#include "billing_eligibility/month_marks.h"
#include "billing_eligibility/policy_change.h"
#include "billing_eligibility/touched_subjects.h"
#include "facts/dossier.h"
#include "facts/identity.h"
#include "facts/reading_ids.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "rules/policy_state.h"
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
    case Event::kWithdrawalDecided:
      return Key(kClaimKey, event.withdrawal_decided().claimant_facility_id(),
                 event.withdrawal_decided().claim_id());
    default:
      return Key(kMonthKey, event.claim_month_closed().claimant_facility_id(),
                 event.claim_month_closed().month());
  }
}

// The physicians of an assessment, by whom the registry finds the reading.
void IndexAssessment(const v1::ConfirmationAssessed& assessed, State& state) {
  const auto index = [&](std::string_view physician) {
    state.Put(Key(kPhysicianKey, physician, assessed.claimant_facility_id(), assessed.reading_id()),
              "");
  };
  for (const auto& signature : assessed.signatures())
    index(signature.signature().confirmer_physician_id());
  if (!assessed.confirmer_physician_id().empty()) index(assessed.confirmer_physician_id());
}

// Puts the assessment of a review in the place of its last one, or adds it in order.
void Place(const v1::ConfirmationAssessed& assessed, v1::Dossier& dossier) {
  auto& all = *dossier.mutable_assessments();
  const auto place = [](const v1::ConfirmationAssessed& a) {
    return std::tie(a.review_id(), a.reading_facility_id());
  };
  const auto at =
      std::lower_bound(all.begin(), all.end(), assessed,
                       [&](const auto& a, const auto& b) { return place(a) < place(b); });
  if (at != all.end() && place(*at) == place(assessed)) {
    *at = assessed;
    return;
  }
  const auto index = at - all.begin();
  *all.Add() = assessed;
  std::rotate(all.pointer_begin() + index, all.pointer_end() - 1, all.pointer_end());
}

// Stands for whatever a review says under one of its identities: confirmation review tells apart
// what it says itself.
std::string ReviewContent(const v1::ConfirmationAssessed& assessed) {
  constexpr std::size_t kDigestBytes = 16;
  return base::Sha256(Key("review", assessed.claimant_facility_id(), assessed.reading_id(),
                          assessed.reading_facility_id(), assessed.review_id()))
      .substr(0, kDigestBytes);
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
  if (auto loaded = rules::LoadRegistry(state, registry_); !loaded) return loaded;
  return rules::LoadActivations(state, policies_);
}

base::Status BillingEligibilityFold::Resume(State& state, DirtySubjects& dirty) {
  return MarkPolicyChange(policies_, "", state, dirty);
}

int BillingEligibilityFold::Stratum(std::string_view subject) const {
  if (subject.starts_with("reading/")) return 0;
  return subject.starts_with("unit/") ? 1 : 2;
}

bool BillingEligibilityFold::Owns(std::string_view subject) const { return IsSubject(subject); }

std::string BillingEligibilityFold::GroupOf(std::string_view subject,
                                            std::string_view content) const {
  v1::Verdict verdict;
  if (!verdict.ParseFromArray(content.data(), static_cast<int>(content.size()))) return {};
  // As in lists, a subject to which nothing belongs any more is none.
  if (verdict.emptied()) return {};
  return std::string(Part(subject, 0)).append(" ") + v1::Status::Value_Name(verdict.status());
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
  if (input.from.topic == facts::kPoliciesTopic) return FoldPolicy(*event, state, dirty);
  return FoldClock(*event, state, dirty);
}

base::Result<FoldOutcome> BillingEligibilityFold::FoldRegistry(const Event& event, State& state,
                                                               DirtySubjects& dirty) {
  auto seen = facts::RememberIdentity(event, rules::RegistryFactKey(event), state);
  if (!seen) return base::Fail(seen.error());
  if (seen->outcome == facts::IdentityOutcome::kDuplicate) return FoldOutcome::kDuplicate;
  v1::SlotFact fact;
  *fact.mutable_event() = event;
  const auto touched = rules::FoldRegistryFact(fact, state, registry_);
  const std::string cause = facts::FactRef(event);
  auto marked = MarkRegistryChange(event, touched, cause, state, dirty);
  if (marked) marked = MarkMonthsTouched(event, touched, cause, registry_, state, dirty);
  if (!marked) return base::Fail(marked.error());
  return Conclude(event, *seen, state, dirty);
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
  dirty.Mark(ReadingSubject(ids.claimant, ids.reading), facts::FactRef(event));
  return Conclude(event, *seen, state, dirty);
}

base::Result<FoldOutcome> BillingEligibilityFold::Conclude(const Event& event,
                                                           const facts::SeenIdentity& seen,
                                                           State& state, DirtySubjects& dirty) {
  if (seen.outcome == facts::IdentityOutcome::kNew) return FoldOutcome::kAccepted;
  auto marked = MarkDoubt(facts::FactRef(event), seen.homes, registry_, state, dirty);
  if (!marked) return base::Fail(marked.error());
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
  const std::string key = Key(kReadingKey, assessed.claimant_facility_id(), assessed.reading_id());
  auto dossier = facts::Load<v1::Dossier>(state, key);
  if (!dossier) return base::Fail(dossier.error());
  IndexAssessment(assessed, state);
  std::string cause;
  if (!assessed.signatures().empty()) cause = assessed.signatures().rbegin()->fact();
  dirty.Mark(ReadingSubject(assessed.claimant_facility_id(), assessed.reading_id()), cause);
  Place(assessed, *dossier);
  facts::Keep(*dossier, key, state);
  return FoldIdentities(assessed, key, state, dirty);
}

// What confirmation review cannot see: an identity of a review that is also a reading's, a claim's,
// the registry's or another review's.
base::Result<FoldOutcome> BillingEligibilityFold::FoldIdentities(
    const v1::ConfirmationAssessed& assessed, const std::string& home, State& state,
    DirtySubjects& dirty) {
  auto outcome = FoldOutcome::kAccepted;
  for (const auto* identities : {&assessed.facts(), &assessed.other_facts()}) {
    for (const auto& identity : *identities) {
      auto seen = facts::RememberContent(identity, ReviewContent(assessed), home, state);
      if (!seen) return base::Fail(seen.error());
      if (!seen->disputed) continue;
      // A revision of the assessment does not tell again what was found here.
      const bool known = seen->outcome == facts::IdentityOutcome::kDuplicate;
      auto marked =
          MarkDoubt(identity, known ? std::vector{home} : seen->homes, registry_, state, dirty);
      if (!marked) return base::Fail(marked.error());
      if (!known) outcome = FoldOutcome::kIntegrity;
    }
  }
  return outcome;
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
  return Conclude(event, *seen, state, dirty);
}

// The clock is the latest tick; a rule that looks at it finds it here. A judged month has left the
// date from which the clock can change it.
base::Result<FoldOutcome> BillingEligibilityFold::FoldClock(const Event& event, State& state,
                                                            DirtySubjects& dirty) {
  if (!event.has_clock_ticked()) return FoldOutcome::kNotOurs;
  auto latest = facts::Load<Event>(state, kClockKey);
  if (!latest) return base::Fail(latest.error());
  if (latest->has_clock_ticked() && facts::OccurredAt(event) <= facts::OccurredAt(*latest)) {
    return FoldOutcome::kDuplicate;
  }
  facts::Keep(event, kClockKey, state);
  const std::string today = base::FormatDate(base::JstDate(facts::OccurredAt(event)));
  const std::string cause = facts::FactRef(event);
  const std::string prefix = Key(kWakeDateKey, "");
  const auto scanned = state.Scan(prefix, "", [&](std::string_view key, std::string_view) {
    if (Part(key, 1) > today) return false;
    key.remove_prefix(prefix.size() + today.size() + 1);
    dirty.Mark(key, cause);
    return true;
  });
  if (!scanned) return base::Fail(scanned.error());
  return FoldOutcome::kAccepted;
}

base::Result<FoldOutcome> BillingEligibilityFold::FoldPolicy(const Event& event, State& state,
                                                             DirtySubjects& dirty) {
  auto taken = rules::FoldActivation(event, state, policies_);
  if (!taken) return base::Fail(std::move(taken).error());
  if (!*taken) return FoldOutcome::kDuplicate;
  auto marked = MarkPolicyChange(policies_, facts::FactRef(event), state, dirty);
  if (!marked) return base::Fail(std::move(marked).error());
  return policies_.IsDisputed(event) ? FoldOutcome::kIntegrity : FoldOutcome::kAccepted;
}

base::Result<std::optional<std::string>> BillingEligibilityFold::Judge(std::string_view subject,
                                                                       State& state,
                                                                       DirtySubjects& dirty) {
  if (subject.starts_with("reading/")) return JudgeReading(subject, state, dirty);
  if (subject.starts_with("unit/")) return JudgeUnit(subject, state, dirty);
  if (subject.starts_with("facility-month/")) return JudgeFacilityMonth(subject, state);
  return JudgePartnershipMonth(subject, state);
}

}  // namespace kakutei::billing_eligibility
