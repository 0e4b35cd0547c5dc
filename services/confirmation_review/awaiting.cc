#include "confirmation_review/awaiting.h"

#include <algorithm>
#include <set>

#include "facts/dossier.h"
#include "facts/slots.h"
#include "rules/standing.h"

namespace kakutei::confirmation_review {
namespace {

using v1::Event;

// What the reading's facts and reviews say about its newest version.
struct Newest {
  int version = 0;
  const Event* report = nullptr;  // the last that authored it
  std::set<int> signed_versions;
  const Event* opened = nullptr;  // the first review that is open
  std::set<std::string> open_reviews;
  std::string reading_facility;
};

void TakeReview(const v1::Dossier& review, Newest& newest) {
  const Event* opened = nullptr;
  int last_signed = 0;
  for (const v1::SlotFact* fact : facts::Values(review)) {
    const Event& event = fact->event();
    if (event.has_review_opened()) {
      opened = &event;
      newest.version = std::max(newest.version, event.review_opened().report_version());
    } else if (event.has_report_corrected()) {
      newest.version = std::max(newest.version, event.report_corrected().to_version());
    } else if (event.has_confirmation_signed()) {
      const int version = event.confirmation_signed().report_version();
      newest.version = std::max(newest.version, version);
      newest.signed_versions.insert(version);
      last_signed = std::max(last_signed, version);
    }
  }
  // A review that has signed what it was opened for, or a later version, is done.
  if (opened == nullptr || last_signed >= opened->review_opened().report_version()) return;
  newest.open_reviews.insert(opened->review_opened().review_id());
  newest.reading_facility = opened->review_opened().reading_facility_id();
  if (newest.opened == nullptr || facts::StepOrder(*opened) < facts::StepOrder(*newest.opened))
    newest.opened = opened;
}

}  // namespace

std::optional<AwaitingDraft> FindAwaiting(std::string_view claimant, std::string_view reading,
                                          const v1::Dossier& known,
                                          const std::vector<v1::Dossier>& reviews,
                                          const rules::Registry& registry) {
  Newest newest;
  for (const auto& review : reviews) TakeReview(review, newest);
  std::string ordered_at;
  for (const v1::SlotFact* fact : facts::Values(known)) {
    const Event& event = fact->event();
    if (event.has_reading_ordered()) ordered_at = event.reading_ordered().reading_facility_id();
    if (!event.has_report_authored() || event.report_authored().report_version() < newest.version)
      continue;
    if (newest.report == nullptr || event.report_authored().report_version() > newest.version ||
        facts::StepOrder(*newest.report) < facts::StepOrder(event)) {
      newest.report = &event;
    }
    newest.version = event.report_authored().report_version();
  }
  if (newest.version == 0 || newest.signed_versions.contains(newest.version)) return std::nullopt;
  const bool own_case = ordered_at == claimant;
  const bool draft =
      own_case && newest.report != nullptr &&
      !rules::StandingAt(registry, newest.report->report_authored().author_physician_id(),
                         ordered_at, base::JstDate(facts::OccurredAt(*newest.report)))
           .full_time_dedicated;
  if (!draft && newest.opened == nullptr) return std::nullopt;
  AwaitingDraft awaiting;
  awaiting.reading_facility_id =
      newest.reading_facility.empty() ? ordered_at : newest.reading_facility;
  awaiting.draft.set_claimant_facility_id(std::string(claimant));
  awaiting.draft.set_reading_id(std::string(reading));
  awaiting.draft.set_report_version(newest.version);
  if (newest.report != nullptr) {
    awaiting.draft.set_author_physician_id(newest.report->report_authored().author_physician_id());
    *awaiting.draft.mutable_since() = newest.report->occurred_at();
  } else {
    *awaiting.draft.mutable_since() = newest.opened->occurred_at();
  }
  awaiting.draft.mutable_review_ids()->Assign(newest.open_reviews.begin(),
                                              newest.open_reviews.end());
  return awaiting;
}

}  // namespace kakutei::confirmation_review
