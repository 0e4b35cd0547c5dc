#include "rules/testing/review_builder.h"

#include <algorithm>

#include "base/check.h"
#include "facts/dossier.h"
#include "rules/testing/jst.h"

namespace kakutei::rules::testing {
namespace {

template <typename Fact>
Fact& Named(Fact& fact) {
  fact.set_review_id("W-1");
  fact.set_reading_id("R-1");
  fact.set_claimant_facility_id("F-OWN");
  fact.set_reading_facility_id("F-OWN");
  return fact;
}

}  // namespace

ReviewBuilder ReviewBuilder::Complete() {
  ReviewBuilder review;
  review.Open("w1", "D-OWN", "2026-06-03T11:10");
  review.View("v1", "2026-06-03T11:15", 4, 95);
  review.Compare("p1", 1, "2026-06-03T11:16");
  review.Sign("s1", 1, "2026-06-03T11:20");
  return review;
}

v1::Event& ReviewBuilder::Add(const std::string& id, std::string_view at) {
  v1::Event& event = events_.emplace_back();
  event.set_event_id(id);
  event.set_source("ris");
  *event.mutable_occurred_at() = JstTimestamp(at);
  return event;
}

v1::ReviewOpened& ReviewBuilder::Open(const std::string& id, const std::string& physician,
                                      std::string_view at) {
  auto& opened = Named(*Add(id, at).mutable_review_opened());
  opened.set_report_version(1);
  opened.set_confirmer_physician_id(physician);
  return opened;
}

v1::ImagesViewed& ReviewBuilder::View(const std::string& id, std::string_view at, int viewed,
                                      int seconds) {
  auto& images = Named(*Add(id, at).mutable_images_viewed());
  images.set_series_total(4);
  images.set_series_viewed(viewed);
  images.set_active_seconds(seconds);
  return images;
}

v1::ReportCompared& ReviewBuilder::Compare(const std::string& id, int version,
                                           std::string_view at) {
  auto& compared = Named(*Add(id, at).mutable_report_compared());
  compared.set_report_version(version);
  return compared;
}

v1::ReportCorrected& ReviewBuilder::Correct(const std::string& id, int from, int to,
                                            std::string_view at) {
  auto& corrected = Named(*Add(id, at).mutable_report_corrected());
  corrected.set_from_version(from);
  corrected.set_to_version(to);
  return corrected;
}

v1::ConfirmationSigned& ReviewBuilder::Sign(const std::string& id, int version,
                                            std::string_view at) {
  auto& signature = Named(*Add(id, at).mutable_confirmation_signed());
  signature.set_report_version(version);
  signature.set_confirmer_physician_id("D-OWN");
  signature.set_acting_facility_id("F-OWN");
  signature.set_place(v1::Place::ON_SITE);
  signature.set_mode(v1::ConfirmationSigned::Mode::INDIVIDUAL);
  signature.set_electronic_signature(true);
  return signature;
}

v1::Event& ReviewBuilder::Find(const std::string& id) {
  const auto found = std::find_if(events_.begin(), events_.end(),
                                  [&](const v1::Event& event) { return event.event_id() == id; });
  KAKUTEI_CHECK(found != events_.end());
  return *found;
}

void ReviewBuilder::Remove(const std::string& id) {
  std::erase_if(events_, [&](const v1::Event& event) { return event.event_id() == id; });
}

bool ReviewBuilder::Remove(v1::Event::FactCase kind) {
  return std::erase_if(events_, [&](const auto& event) { return event.fact_case() == kind; }) > 0;
}

v1::Dossier ReviewBuilder::Build() const {
  v1::Dossier dossier;
  for (const v1::Event& event : events_) facts::Fold(event, dossier);
  return dossier;
}

}  // namespace kakutei::rules::testing
