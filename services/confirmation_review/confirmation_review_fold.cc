#include "confirmation_review/confirmation_review_fold.h"

#include <algorithm>
#include <set>
#include <utility>

#include "kakutei/v1/confirmation_review.pb.h"

#include "base/ids.h"
#include "base/partitioning.h"
#include "confirmation_review/awaiting.h"
#include "confirmation_review/signings.h"
#include "facts/dossier.h"
#include "facts/identity.h"
#include "facts/kept.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "facts/sorted_names.h"
#include "rules/policy_state.h"
#include "rules/registry_state.h"

namespace kakutei::confirmation_review {
namespace {

using facts::Key;
using facts::Part;
using runtime::engine::DirtySubjects;
using runtime::engine::FoldOutcome;
using runtime::engine::State;
using v1::Event;

struct ReviewIds {
  const std::string& review;
  const std::string& reading;
  const std::string& claimant;
  const std::string& facility;
};

template <typename Fact>
ReviewIds IdsOf(const Fact& fact) {
  return {fact.review_id(), fact.reading_id(), fact.claimant_facility_id(),
          fact.reading_facility_id()};
}

ReviewIds ReviewOf(const Event& event) {
  switch (event.fact_case()) {
    case Event::kReviewOpened:
      return IdsOf(event.review_opened());
    case Event::kImagesViewed:
      return IdsOf(event.images_viewed());
    case Event::kReportCompared:
      return IdsOf(event.report_compared());
    case Event::kReportSentBack:
      return IdsOf(event.report_sent_back());
    case Event::kReportCorrected:
      return IdsOf(event.report_corrected());
    default:
      return IdsOf(event.confirmation_signed());
  }
}

}  // namespace

base::Status ConfirmationReviewFold::Reload(const State& state) {
  if (auto loaded = rules::LoadRegistry(state, registry_); !loaded) return loaded;
  return rules::LoadActivations(state, policies_);
}

base::Status ConfirmationReviewFold::Resume(State& state, DirtySubjects& dirty) {
  return MarkPolicyChange("", state, dirty);
}

int ConfirmationReviewFold::Stratum(std::string_view subject) const {
  return subject.starts_with("review/") ? 0 : 1;
}

std::string ConfirmationReviewFold::OutputKey(std::string_view subject) const {
  return std::string(Part(subject, 1));
}

bool ConfirmationReviewFold::Owns(std::string_view subject) const {
  const bool named = subject.starts_with("review/") &&
                     std::count(subject.begin(), subject.end(), '/') == 4 &&
                     base::IsId(Part(subject, 1)) && base::IsId(Part(subject, 2)) &&
                     base::IsId(Part(subject, 3)) && base::IsId(Part(subject, 4));
  return named && base::PartitionOf(Part(subject, 3), share_.partitions) == share_.partition;
}

base::Result<FoldOutcome> ConfirmationReviewFold::Fold(const runtime::engine::Input& input,
                                                       State& state, DirtySubjects& dirty) {
  Event event;
  if (!event.ParseFromArray(input.value.data(), static_cast<int>(input.value.size())) ||
      event.fact_case() == Event::FACT_NOT_SET) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_AN_EVENT",
                      "the record is no event that this release knows");
  }
  auto placed = facts::CheckPlace(event, input.from.topic, input.from.partition, share_.partitions);
  if (!placed) return base::Fail(std::move(placed).error());
  if (input.from.topic == facts::kRegistryTopic) return FoldRegistry(event, state, dirty);
  if (input.from.topic == facts::kReadingsTopic) return FoldReading(event, state, dirty);
  if (input.from.topic == facts::kPoliciesTopic) return FoldPolicy(event, state, dirty);
  return FoldReview(event, state, dirty);
}

base::Result<FoldOutcome> ConfirmationReviewFold::FoldRegistry(const Event& event, State& state,
                                                               DirtySubjects& dirty) {
  // Only employments decide who is full-time and dedicated.
  if (event.fact_case() != Event::kEmploymentRecorded) return FoldOutcome::kNotOurs;
  v1::SlotFact fact;
  *fact.mutable_event() = event;
  const auto touched = rules::FoldRegistryFact(fact, state, registry_);
  if (touched.empty()) return FoldOutcome::kDuplicate;
  const std::string cause = facts::FactRef(event);
  for (const auto& physician : touched.physicians) {
    for (const auto& facility : touched.facilities) {
      const auto signings = state.Scan(Key(kSigningKey, facility, physician) + "/", "",
                                       [&](std::string_view key, std::string_view) {
                                         dirty.Mark(SubjectOfSigning(key), cause);
                                         return true;
                                       });
      if (!signings) return base::Fail(signings.error());
    }
    const auto authored = state.Scan(
        Key(kAuthorKey, physician) + "/", "", [&](std::string_view key, std::string_view) {
          dirty.Mark(Key("awaiting", Part(key, 2), Part(key, 3)), cause);
          return true;
        });
    if (!authored) return base::Fail(authored.error());
  }
  return FoldOutcome::kAccepted;
}

base::Result<FoldOutcome> ConfirmationReviewFold::FoldReading(const Event& event, State& state,
                                                              DirtySubjects& dirty) {
  if (event.has_reading_cancelled())
    return FoldCancellation(event.reading_cancelled(), facts::FactRef(event), state, dirty);
  const bool order = event.fact_case() == Event::kReadingOrdered;
  const bool report = event.fact_case() == Event::kReportAuthored;
  const std::string& claimant = order ? event.reading_ordered().claimant_facility_id()
                                      : event.report_authored().claimant_facility_id();
  const std::string& reading =
      order ? event.reading_ordered().reading_id() : event.report_authored().reading_id();
  // A review may name another reading facility than the order does, so every order is kept: what a
  // review is worth must not depend on the number of partitions. Reports matter for drafts of own
  // cases only, whose claimant is their reading facility.
  const bool ours = base::PartitionOf(claimant, share_.partitions) == share_.partition;
  if (!order && !(report && ours)) return FoldOutcome::kNotOurs;
  const std::string key = Key(kReadingKey, claimant, reading);
  auto dossier = facts::Load<v1::Dossier>(state, key);
  if (!dossier) return base::Fail(dossier.error());
  if (!facts::Fold(event, *dossier)) return FoldOutcome::kDuplicate;
  facts::Keep(*dossier, key, state);
  const std::string cause = facts::FactRef(event);
  if (report) {
    state.Put(Key(kAuthorKey, event.report_authored().author_physician_id(), claimant, reading),
              "");
    dirty.Mark(Key("awaiting", claimant, reading), cause);
  }
  // The modality decides how long viewing has to take.
  const auto reviews = state.Scan(
      Key(kReviewKey, claimant, reading) + "/", "", [&](std::string_view found, std::string_view) {
        dirty.Mark(ReviewSubject(claimant, reading, Part(found, 3), Part(found, 4)), cause);
        dirty.Mark(Key("awaiting", claimant, reading), cause);
        return true;
      });
  if (!reviews) return base::Fail(reviews.error());
  return FoldOutcome::kAccepted;
}

// A cancelled reading counts nowhere, so its signings leave the bursts that they stood in. Whose
// facility the reading belongs to is not said, so every cancellation is kept.
base::Result<FoldOutcome> ConfirmationReviewFold::FoldCancellation(
    const v1::ReadingCancelled& cancelled, const std::string& cause, State& state,
    DirtySubjects& dirty) {
  const std::string& claimant = cancelled.claimant_facility_id();
  const std::string& reading = cancelled.reading_id();
  const std::string key = Key(kCancelledKey, claimant, reading);
  auto known = state.Get(key);
  if (!known) return base::Fail(known.error());
  if (*known) return FoldOutcome::kDuplicate;
  state.Put(key, "");
  dirty.Mark(Key("awaiting", claimant, reading), cause);
  std::set<std::string> signings;
  const auto scanned = state.Scan(
      Key(kReviewKey, claimant, reading) + "/", "", [&](std::string_view, std::string_view value) {
        v1::Dossier review;
        if (review.ParseFromArray(value.data(), static_cast<int>(value.size())))
          signings.merge(SigningsOf(review));
        return true;
      });
  if (!scanned) return base::Fail(scanned.error());
  for (const auto& signing : signings) {
    if (auto marked = MarkNeighbours(signing, cause, state, dirty); !marked)
      return base::Fail(marked.error());
  }
  return FoldOutcome::kAccepted;
}

base::Result<FoldOutcome> ConfirmationReviewFold::FoldPolicy(const Event& event, State& state,
                                                             DirtySubjects& dirty) {
  auto taken = rules::FoldActivation(event, state, policies_);
  if (!taken) return base::Fail(std::move(taken).error());
  if (!*taken) return FoldOutcome::kDuplicate;
  auto marked = MarkPolicyChange(facts::FactRef(event), state, dirty);
  if (!marked) return base::Fail(std::move(marked).error());
  return FoldOutcome::kAccepted;
}

// Each signature is judged by what holds on its own date, so any review may be touched.
base::Status ConfirmationReviewFold::MarkPolicyChange(const std::string& cause, State& state,
                                                      DirtySubjects& dirty) {
  const auto change = rules::ApplyPolicy(policies_, state);
  if (!change) return base::Fail(change.error());
  if (!*change) return {};
  return state.Scan(std::string(kReviewKey) + "/", "", [&](std::string_view key, std::string_view) {
    dirty.Mark(ReviewSubject(Part(key, 1), Part(key, 2), Part(key, 3), Part(key, 4)), cause);
    return true;
  });
}

base::Status ConfirmationReviewFold::MarkNeighbours(std::string_view signing,
                                                    const std::string& cause, State& state,
                                                    DirtySubjects& dirty) {
  const auto burst = policies_.policy().WidestBurst();
  base::Status asked;
  const auto counts = [&](std::string_view near) {
    const auto cancelled = state.Get(Key(kCancelledKey, ReadingOfSigning(near)));
    if (!cancelled) asked = base::Fail(cancelled.error());
    return cancelled && !*cancelled;
  };
  auto visited =
      VisitNeighbours(state, signing, {std::chrono::seconds(burst.seconds), burst.count}, counts,
                      [&](std::string_view near) { dirty.Mark(SubjectOfSigning(near), cause); });
  return asked ? visited : asked;
}

base::Result<FoldOutcome> ConfirmationReviewFold::FoldReview(const Event& event, State& state,
                                                             DirtySubjects& dirty) {
  const ReviewIds ids = ReviewOf(event);
  const std::string home = Key(kReviewKey, ids.claimant, ids.reading, ids.facility, ids.review);
  auto seen = facts::RememberIdentity(event, home, state);
  if (!seen) return base::Fail(seen.error());
  if (seen->outcome == facts::IdentityOutcome::kDuplicate) return FoldOutcome::kDuplicate;
  auto dossier = facts::Load<v1::Dossier>(state, home);
  if (!dossier) return base::Fail(dossier.error());
  const std::set<std::string> before = SigningsOf(*dossier);
  facts::Fold(event, *dossier);
  facts::InsertName(facts::FactRef(event), *dossier->mutable_identities());
  facts::Keep(*dossier, home, state);
  const std::string cause = facts::FactRef(event);
  const std::set<std::string> after = SigningsOf(*dossier);
  for (const auto& key : before) {
    if (after.contains(key)) continue;
    RemoveSigning(key, state);
    if (auto touched = MarkNeighbours(key, cause, state, dirty); !touched)
      return base::Fail(touched.error());
  }
  for (const auto& key : after) {
    if (before.contains(key)) continue;
    AddSigning(key, state);
    if (auto touched = MarkNeighbours(key, cause, state, dirty); !touched)
      return base::Fail(touched.error());
  }
  dirty.Mark(ReviewSubject(ids.claimant, ids.reading, ids.facility, ids.review), cause);
  dirty.Mark(Key("awaiting", ids.claimant, ids.reading), cause);
  if (seen->outcome == facts::IdentityOutcome::kNew) return FoldOutcome::kAccepted;
  for (const auto& doubted : seen->homes) {
    auto other = facts::Load<v1::Dossier>(state, doubted);
    if (!other) return base::Fail(other.error());
    if (!facts::MarkDoubtful(event.source(), event.event_id(), *other)) continue;
    facts::Keep(*other, doubted, state);
    dirty.Mark(
        ReviewSubject(Part(doubted, 1), Part(doubted, 2), Part(doubted, 3), Part(doubted, 4)),
        cause);
  }
  return FoldOutcome::kIntegrity;
}

base::Result<std::optional<std::string>> ConfirmationReviewFold::Judge(std::string_view subject,
                                                                       State& state,
                                                                       DirtySubjects&) {
  if (!subject.starts_with("review/")) {
    if (auto judged = JudgeAwaiting(subject, state); !judged) return base::Fail(judged.error());
    return std::nullopt;
  }
  const std::string_view claimant = Part(subject, 1), reading = Part(subject, 2),
                         facility = Part(subject, 3), review = Part(subject, 4);
  auto dossier =
      facts::Load<v1::Dossier>(state, Key(kReviewKey, claimant, reading, facility, review));
  if (!dossier) return base::Fail(dossier.error());
  auto known = facts::Load<v1::Dossier>(state, Key(kReadingKey, claimant, reading));
  if (!known) return base::Fail(known.error());
  auto modality = v1::ReadingOrdered::Modality::MODALITY_UNSPECIFIED;
  for (const v1::SlotFact* fact : facts::Values(*known)) {
    if (fact->event().has_reading_ordered()) modality = fact->event().reading_ordered().modality();
  }
  base::Status visited;
  const rules::ReviewSurroundings surroundings{
      registry_, policies_.policy(), modality,
      [&](std::string_view confirmer, base::Instant from, base::Instant to,
          const rules::ReviewSurroundings::VisitSigning& visit) {
        auto found =
            VisitSignings(state, facility, confirmer, from, to, [&](std::string_view signing) {
              const std::string signed_reading = ReadingOfSigning(signing);
              const auto cancelled = state.Get(Key(kCancelledKey, signed_reading));
              if (!cancelled) visited = base::Fail(cancelled.error());
              if (!cancelled || *cancelled) return cancelled.has_value();
              return visit({signed_reading, TimeOfSigning(signing)});
            });
        if (!found) visited = std::move(found);
      }};
  v1::ConfirmationAssessed assessed = rules::AssessReview(*dossier, surroundings);
  if (!visited) return base::Fail(visited.error());
  assessed.set_claimant_facility_id(std::string(claimant));
  assessed.set_reading_id(std::string(reading));
  assessed.set_reading_facility_id(std::string(facility));
  assessed.set_review_id(std::string(review));
  return assessed.SerializeAsString();
}

base::Status ConfirmationReviewFold::JudgeAwaiting(std::string_view subject, State& state) {
  const std::string_view claimant = Part(subject, 1), reading = Part(subject, 2);
  auto known = facts::Load<v1::Dossier>(state, Key(kReadingKey, claimant, reading));
  if (!known) return base::Fail(known.error());
  std::vector<v1::Dossier> reviews;
  bool damaged = false;
  const auto scanned = state.Scan(
      Key(kReviewKey, claimant, reading) + "/", "", [&](std::string_view, std::string_view value) {
        damaged = damaged || !reviews.emplace_back().ParseFromArray(value.data(),
                                                                    static_cast<int>(value.size()));
        return true;
      });
  if (!scanned) return scanned;
  if (damaged)
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED",
                      "a stored review cannot be read");
  const std::string at_key = Key(kAwaitingAtKey, claimant, reading);
  auto old = state.Get(at_key);
  if (!old) return base::Fail(old.error());
  if (*old) state.Delete(**old);
  const auto cancelled = state.Get(Key(kCancelledKey, claimant, reading));
  if (!cancelled) return base::Fail(cancelled.error());
  std::optional<AwaitingDraft> draft;
  if (!*cancelled) draft = FindAwaiting(claimant, reading, *known, reviews, registry_);
  if (!draft) {
    if (*old) state.Delete(at_key);
    return {};
  }
  const std::string key = Key(kAwaitingKey, draft->reading_facility_id,
                              TimeText(facts::ToInstant(draft->draft.since())), claimant, reading);
  state.Put(key, draft->draft.SerializeAsString());
  state.Put(at_key, key);
  return {};
}

}  // namespace kakutei::confirmation_review
