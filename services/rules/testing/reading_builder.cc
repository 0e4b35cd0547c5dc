#include "rules/testing/reading_builder.h"

#include "facts/dossier.h"
#include "rules/testing/jst.h"

namespace kakutei::rules::testing {
namespace {

constexpr char kReading[] = "R-1";
constexpr char kPatient[] = "pk_00112233445566778899aabbccddeeff";

}  // namespace

ReadingBuilder ReadingBuilder::Complete(const std::string& claimant, const std::string& facility,
                                        const std::string& physician) {
  ReadingBuilder reading;
  reading.claimant_ = claimant;
  reading.facility_ = facility;
  auto& order = *reading.Add("o1", "2026-06-03T10:00").mutable_reading_ordered();
  order.set_reading_id(kReading);
  order.set_claimant_facility_id(claimant);
  order.set_reading_facility_id(facility);
  order.set_patient_key(kPatient);
  order.set_section("E203");
  order.set_modality(v1::ReadingOrdered::Modality::CT);
  *order.mutable_acquired_at() = JstTimestamp("2026-06-03T09:50");
  order.set_insured(true);
  reading.Author("a1", 1, physician, "2026-06-03T11:00");
  reading.Deliver("d1", 1, "2026-06-03T11:30");
  reading.Attach("t1", 1);
  return reading;
}

ReadingBuilder ReadingBuilder::Received() { return Complete("F-SEND", "F-RECV", "D-FT"); }

ReadingBuilder ReadingBuilder::Own() { return Complete("F-OWN", "F-OWN", "D-OWN"); }

ReadingBuilder ReadingBuilder::OwnDraftedBy(const std::string& author,
                                            v1::Assessment::Value assessment) {
  ReadingBuilder reading = Complete("F-OWN", "F-OWN", author);
  reading.Sign("W-1", 1, "D-OWN", "2026-06-03T11:20", assessment);
  return reading;
}

v1::Event& ReadingBuilder::Add(const std::string& id, std::string_view at) {
  v1::Event& event = events_[id];
  event.set_event_id(id);
  event.set_source("ris");
  *event.mutable_occurred_at() = JstTimestamp(at);
  return event;
}

void ReadingBuilder::At(const std::string& id, std::string_view at) {
  *events_.at(id).mutable_occurred_at() = JstTimestamp(at);
}

v1::ReportAuthored& ReadingBuilder::Author(const std::string& id, int version,
                                           const std::string& physician, std::string_view at) {
  auto& report = *Add(id, at).mutable_report_authored();
  report.set_reading_id(kReading);
  report.set_claimant_facility_id(claimant_);
  report.set_report_version(version);
  report.set_step(v1::ReportAuthored::Step::PRIMARY_READ);
  report.set_author_physician_id(physician);
  report.set_acting_facility_id(facility_);
  report.set_place(v1::Place::ON_SITE);
  report.set_remote_system(false);
  report.set_electronic_signature(true);
  return report;
}

v1::ReportDelivered& ReadingBuilder::Deliver(const std::string& id, int version,
                                             std::string_view at) {
  auto& delivery = *Add(id, at).mutable_report_delivered();
  delivery.set_reading_id(kReading);
  delivery.set_claimant_facility_id(claimant_);
  delivery.set_report_version(version);
  delivery.set_to_treating_physician(true);
  delivery.set_form(v1::ReportDelivered::Form::ELECTRONIC);
  delivery.set_route(v1::ReportDelivered::Route::FACILITY_TO_FACILITY);
  return delivery;
}

ReadingBuilder& ReadingBuilder::Attach(const std::string& id, int version) {
  auto& attached = *Add(id, "2026-06-03T12:00").mutable_report_attached();
  attached.set_reading_id(kReading);
  attached.set_claimant_facility_id(claimant_);
  attached.set_report_version(version);
  return *this;
}

v1::AssessedSignature& ReadingBuilder::Sign(const std::string& review, int version,
                                            const std::string& physician, std::string_view at,
                                            v1::Assessment::Value assessment) {
  auto& assessed = *reviews_[review].add_signatures();
  assessed.set_fact("ris#" + review + "-" + std::to_string(version));
  *assessed.mutable_signed_at() = JstTimestamp(at);
  assessed.set_assessment(assessment);
  auto& signature = *assessed.mutable_signature();
  signature.set_review_id(review);
  signature.set_reading_id(kReading);
  signature.set_claimant_facility_id(claimant_);
  signature.set_reading_facility_id(facility_);
  signature.set_report_version(version);
  signature.set_confirmer_physician_id(physician);
  signature.set_acting_facility_id(facility_);
  signature.set_place(v1::Place::ON_SITE);
  signature.set_mode(v1::ConfirmationSigned::Mode::INDIVIDUAL);
  signature.set_electronic_signature(true);
  return assessed;
}

v1::AssessedCorrection& ReadingBuilder::Correct(const std::string& review, int from, int to,
                                                std::string_view at) {
  auto& correction = *reviews_[review].add_corrections();
  correction.set_fact("ris#" + review + "-c" + std::to_string(to));
  *correction.mutable_corrected_at() = JstTimestamp(at);
  correction.mutable_corrected()->set_from_version(from);
  correction.mutable_corrected()->set_to_version(to);
  return correction;
}

bool ReadingBuilder::Remove(v1::Event::FactCase kind) {
  bool removed = false;
  for (auto& [id, review] : reviews_) {
    if (kind == v1::Event::kConfirmationSigned) {
      removed |= !review.signatures().empty();
      review.clear_signatures();
      review.clear_assessment();
    } else if (kind == v1::Event::kReportCorrected) {
      removed |= !review.corrections().empty();
      review.clear_corrections();
    } else if (kind == v1::Event::kReviewOpened) {
      removed |= review.has_confirmer_physician_id();
      review.clear_confirmer_physician_id();
    }
  }
  return std::erase_if(events_, [&](const auto& at) { return at.second.fact_case() == kind; }) >
             0 ||
         removed;
}

v1::Dossier ReadingBuilder::Build() const {
  v1::Dossier dossier;
  for (const auto& [id, event] : events_) facts::Fold(event, dossier);
  for (const auto& id : doubtful_) facts::MarkDoubtful("ris", id, dossier);
  for (const auto& [id, review] : reviews_) {
    auto& assessed = *dossier.add_assessments();
    assessed = review;
    if (assessed.review_id().empty()) assessed.set_review_id(id);
  }
  return dossier;
}

}  // namespace kakutei::rules::testing
