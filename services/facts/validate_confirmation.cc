#include "facts/field_checks.h"

// Facts of confirmation_facts.proto.
namespace kakutei::facts {
namespace {

using v1::Event;

template <typename Fact>
void CheckReview(const Fact& fact, FieldChecks& checks) {
  checks.Id("reviewId", fact.review_id());
  checks.Id("readingId", fact.reading_id());
  checks.Id("claimantFacilityId", fact.claimant_facility_id());
  checks.Id("readingFacilityId", fact.reading_facility_id());
}

void Check(const v1::ReviewOpened& fact, FieldChecks& checks) {
  CheckReview(fact, checks);
  checks.AtLeast("reportVersion", fact.report_version(), 1);
  checks.Id("confirmerPhysicianId", fact.confirmer_physician_id());
}

void Check(const v1::ImagesViewed& fact, FieldChecks& checks) {
  CheckReview(fact, checks);
  checks.AtLeast("seriesTotal", fact.series_total(), 0);
  checks.AtLeast("seriesViewed", fact.series_viewed(), 0);
  if (fact.series_total() >= 0 && fact.series_viewed() > fact.series_total()) {
    checks.Add("seriesViewed", std::to_string(fact.series_viewed()),
               "No more series are viewed than there are: seriesTotal is " +
                   std::to_string(fact.series_total()) + ".");
  }
  checks.AtLeast("activeSeconds", fact.active_seconds(), 0);
}

void Check(const v1::ReportCompared& fact, FieldChecks& checks) {
  CheckReview(fact, checks);
  checks.AtLeast("reportVersion", fact.report_version(), 1);
}

void Check(const v1::ReportSentBack& fact, FieldChecks& checks) {
  CheckReview(fact, checks);
  checks.AtLeast("reportVersion", fact.report_version(), 1);
  checks.Word("reason", fact.reason());
}

void Check(const v1::ReportCorrected& fact, FieldChecks& checks) {
  CheckReview(fact, checks);
  checks.AtLeast("fromVersion", fact.from_version(), 1);
  checks.AtLeast("toVersion", fact.to_version(), 1);
  if (fact.has_changed_characters())
    checks.AtLeast("changedCharacters", fact.changed_characters(), 0);
}

void Check(const v1::ConfirmationSigned& fact, FieldChecks& checks) {
  CheckReview(fact, checks);
  checks.AtLeast("reportVersion", fact.report_version(), 1);
  checks.Id("confirmerPhysicianId", fact.confirmer_physician_id());
  checks.ActingParty(fact);
  checks.Word("place", fact.place());
  checks.Word("mode", fact.mode());
}

}  // namespace

void CheckConfirmationFact(const Event& event, FieldChecks& checks) {
  switch (event.fact_case()) {
    case Event::kReviewOpened:
      return Check(event.review_opened(), checks);
    case Event::kImagesViewed:
      return Check(event.images_viewed(), checks);
    case Event::kReportCompared:
      return Check(event.report_compared(), checks);
    case Event::kReportSentBack:
      return Check(event.report_sent_back(), checks);
    case Event::kReportCorrected:
      return Check(event.report_corrected(), checks);
    case Event::kConfirmationSigned:
      return Check(event.confirmation_signed(), checks);
    default:
      return;
  }
}

}  // namespace kakutei::facts
