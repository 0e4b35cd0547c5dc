#include "facts/field_checks.h"

// Facts of reading_facts.proto.
namespace kakutei::facts {
namespace {

using v1::Event;

template <typename Fact>
void CheckReading(const Fact& fact, FieldChecks& checks) {
  checks.Id("readingId", fact.reading_id());
  checks.Id("claimantFacilityId", fact.claimant_facility_id());
}

void Check(const v1::ReadingOrdered& fact, FieldChecks& checks) {
  CheckReading(fact, checks);
  checks.Id("readingFacilityId", fact.reading_facility_id());
  checks.PatientKey("patientKey", fact.patient_key());
  if (fact.has_section()) checks.Section("section", fact.section());
  checks.Word("modality", fact.modality());
  checks.Instant("acquiredAt", fact.has_acquired_at(), fact.acquired_at());
}

void Check(const v1::ReportAuthored& fact, FieldChecks& checks) {
  CheckReading(fact, checks);
  checks.AtLeast("reportVersion", fact.report_version(), 1);
  checks.Word("step", fact.step());
  checks.Id("authorPhysicianId", fact.author_physician_id());
  checks.ActingParty(fact);
  checks.Word("place", fact.place());
  if (fact.has_report_digest()) checks.ReportDigest("reportDigest", fact.report_digest());
}

void Check(const v1::ReportDelivered& fact, FieldChecks& checks) {
  CheckReading(fact, checks);
  checks.AtLeast("reportVersion", fact.report_version(), 1);
  checks.Word("form", fact.form());
  checks.Word("route", fact.route());
}

void Check(const v1::ReportAttached& fact, FieldChecks& checks) {
  CheckReading(fact, checks);
  checks.AtLeast("reportVersion", fact.report_version(), 1);
}

void Check(const v1::MessageRelayed& fact, FieldChecks& checks) {
  CheckReading(fact, checks);
  checks.Id("vendorId", fact.vendor_id());
  checks.Word("content", fact.content());
}

}  // namespace

void CheckReadingFact(const Event& event, FieldChecks& checks) {
  switch (event.fact_case()) {
    case Event::kReadingOrdered:
      return Check(event.reading_ordered(), checks);
    case Event::kReportAuthored:
      return Check(event.report_authored(), checks);
    case Event::kReportDelivered:
      return Check(event.report_delivered(), checks);
    case Event::kReportAttached:
      return Check(event.report_attached(), checks);
    case Event::kMessageRelayed:
      return Check(event.message_relayed(), checks);
    case Event::kReadingCancelled:
      return CheckReading(event.reading_cancelled(), checks);
    default:
      return;
  }
}

}  // namespace kakutei::facts
