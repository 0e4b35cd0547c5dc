#include "reading_events/reading_events_fold.h"

#include "facts/dossier.h"
#include "facts/identity.h"
#include "facts/kept.h"
#include "facts/owners.h"
#include "facts/reading_ids.h"

namespace kakutei::reading_events {

using runtime::engine::FoldOutcome;
using v1::Event;

std::string ReadingKey(std::string_view claimant, std::string_view reading) {
  return facts::Key("R", claimant, reading);
}

base::Result<FoldOutcome> ReadingEventsFold::Fold(const runtime::engine::Input& input,
                                                  runtime::engine::State& state,
                                                  runtime::engine::DirtySubjects&) {
  Event event;
  if (!event.ParseFromArray(input.value.data(), static_cast<int>(input.value.size())) ||
      event.fact_case() == Event::FACT_NOT_SET) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_AN_EVENT",
                      "the record is no event that this release knows");
  }
  if (facts::OwnerOf(event.fact_case()) != facts::kReadingEvents) return FoldOutcome::kNotOurs;
  const facts::ReadingIds ids = facts::ReadingOf(event);
  const std::string home = ReadingKey(ids.claimant, ids.reading);
  auto seen = facts::RememberIdentity(event, home, state);
  if (!seen) return base::Fail(seen.error());
  if (seen->outcome == facts::IdentityOutcome::kDuplicate) return FoldOutcome::kDuplicate;
  auto dossier = facts::Load<v1::Dossier>(state, home);
  if (!dossier) return base::Fail(dossier.error());
  facts::Fold(event, *dossier);
  facts::Keep(*dossier, home, state);
  if (seen->outcome == facts::IdentityOutcome::kNew) return FoldOutcome::kAccepted;
  for (const auto& doubted : seen->homes) {
    auto other = facts::Load<v1::Dossier>(state, doubted);
    if (!other) return base::Fail(other.error());
    if (facts::MarkDoubtful(event.source(), event.event_id(), *other))
      facts::Keep(*other, doubted, state);
  }
  return FoldOutcome::kIntegrity;
}

}  // namespace kakutei::reading_events
