#include "base/ids.h"
#include "facts/field_checks.h"
#include "facts/validation.h"

// Facts of registry_facts.proto.
namespace kakutei::facts {
namespace {

using v1::Event;

void Check(const v1::PhysicianRegistered& fact, FieldChecks& checks) {
  checks.Id("physicianId", fact.physician_id());
  if (fact.has_years_dedicated()) checks.AtLeast("yearsDedicated", fact.years_dedicated(), 0);
}

void Check(const v1::EmploymentRecorded& fact, FieldChecks& checks) {
  checks.Id("employmentId", fact.employment_id());
  checks.Id("physicianId", fact.physician_id());
  checks.Id("facilityId", fact.facility_id());
  checks.Word("status", fact.status());
  if (fact.has_weekly_hours()) checks.HoursOfWeek("weeklyHours", fact.weekly_hours());
  if (fact.has_on_site_days()) checks.Between("onSiteDays", fact.on_site_days(), 0, 7);
  if (fact.has_on_site_hours()) checks.HoursOfWeek("onSiteHours", fact.on_site_hours());
  checks.Interval(fact);
}

void Check(const v1::StandardFiled& fact, FieldChecks& checks) {
  checks.Id("filingId", fact.filing_id());
  checks.Id("facilityId", fact.facility_id());
  checks.Word("standard", fact.standard());
  checks.Interval(fact);
}

void Check(const v1::RadiologistFiled& fact, FieldChecks& checks) {
  checks.Id("filingId", fact.filing_id());
  checks.Id("facilityId", fact.facility_id());
  checks.Id("physicianId", fact.physician_id());
  checks.Interval(fact);
}

void CheckScheduledHours(const v1::ScheduledHours& hours, FieldChecks checks) {
  checks.Between("weekday", hours.weekday(), 1, 7);
  const auto from = checks.TimeOfDay("from", hours.from());
  const auto to = checks.TimeOfDay("to", hours.to());
  if (from && to && *to <= *from) {
    checks.Add("to", hours.to(),
               "Scheduled hours end after they begin and do not cross midnight: from is " +
                   hours.from() + ".");
  }
}

void Check(const v1::OffsiteArrangementRecorded& fact, FieldChecks& checks,
           FieldChecks::Violations& violations) {
  checks.Id("facilityId", fact.facility_id());
  checks.Id("physicianId", fact.physician_id());
  checks.Present("countedAsOnSiteMinimum", fact.has_counted_as_on_site_minimum());
  checks.Present("onSiteDays", fact.has_on_site_days());
  checks.Between("onSiteDays", fact.on_site_days(), 0, 7);
  checks.Present("onSiteHours", fact.has_on_site_hours());
  checks.HoursOfWeek("onSiteHours", fact.on_site_hours());
  checks.Present("scheduledHours", fact.scheduled_hours_size() > 0);
  for (int i = 0; i < fact.scheduled_hours_size(); ++i) {
    const std::string path = "offsiteArrangementRecorded.scheduledHours[" + std::to_string(i) + "]";
    CheckScheduledHours(fact.scheduled_hours(i), FieldChecks(path, violations));
  }
  checks.Present("administratorTracks", fact.has_administrator_tracks());
  checks.Present("equipmentAdequate", fact.has_equipment_adequate());
  checks.Present("securityMeasures", fact.has_security_measures());
  checks.Interval(fact);
}

// Who initiated, the prior relation, the cooperation basis and the vendor's fee may be unstated:
// rules judge that.
void Check(const v1::PartnershipRecorded& fact, FieldChecks& checks) {
  checks.Id("partnershipId", fact.partnership_id());
  checks.Id("sendingFacilityId", fact.sending_facility_id());
  checks.Id("receivingFacilityId", fact.receiving_facility_id());
  checks.OptionalWord("initiatedBy", fact.initiated_by());
  checks.OptionalWord("priorRelation", fact.prior_relation());
  checks.OptionalWord("cooperationBasis", fact.cooperation_basis());
  if (fact.has_vendor_id()) checks.Id("vendorId", fact.vendor_id());
  checks.OptionalWord("vendorFeeBasis", fact.vendor_fee_basis());
  checks.Interval(fact);
}

void Check(const v1::ActualCooperationRecorded& fact, FieldChecks& checks) {
  checks.Id("physicianId", fact.physician_id());
  checks.Id("sendingFacilityId", fact.sending_facility_id());
  checks.Word("basis", fact.basis());
  checks.Interval(fact);
}

void Check(const v1::ResponsibilityAssigned& fact, FieldChecks& checks) {
  checks.Id("agreementId", fact.agreement_id());
  checks.Id("sendingFacilityId", fact.sending_facility_id());
  for (int i = 0; i < fact.receiving_facility_ids_size(); ++i) {
    if (base::IsId(fact.receiving_facility_ids(i))) continue;
    checks.Id("receivingFacilityIds[" + std::to_string(i) + "]", fact.receiving_facility_ids(i));
  }
  checks.Interval(fact);
}

void Check(const v1::AttestationRecorded& fact, FieldChecks& checks) {
  checks.Id("facilityId", fact.facility_id());
  checks.Word("kind", fact.kind());
  checks.Interval(fact);
}

void Check(const v1::RiskSharingAcknowledged& fact, FieldChecks& checks) {
  checks.Id("partnershipId", fact.partnership_id());
  checks.Word("party", fact.party());
  checks.Interval(fact);
}

void Check(const v1::AdviceRecorded& fact, FieldChecks& checks) {
  checks.Id("partnershipId", fact.partnership_id());
  checks.Id("vendorId", fact.vendor_id());
  checks.Word("topic", fact.topic());
}

void Check(const v1::ManagementActivityRecorded& fact, FieldChecks& checks) {
  checks.Id("activityId", fact.activity_id());
  checks.Id("facilityId", fact.facility_id());
  checks.Word("side", fact.side());
  checks.Word("kind", fact.kind());
  checks.Id("performedBy", fact.performed_by());
  checks.Date("performedOn", fact.performed_on());
}

void Check(const v1::CorrectionPlanRecorded& fact, FieldChecks& checks) {
  checks.Id("planId", fact.plan_id());
  checks.Id("facilityId", fact.facility_id());
  checks.Month("month", fact.month());
  checks.RuleId("ruleId", fact.rule_id());
  checks.Date("dueOn", fact.due_on());
  checks.Word("state", fact.state());
}

void Check(const v1::FindingAcknowledged& fact, FieldChecks& checks) {
  checks.Subject("subject", fact.subject());
  checks.RuleId("ruleId", fact.rule_id());
  checks.Id("by", fact.by());
}

void Check(const v1::SolicitationRecorded& fact, FieldChecks& checks) {
  checks.Id("solicitationId", fact.solicitation_id());
  checks.Id("vendorId", fact.vendor_id());
  checks.Id("facilityId", fact.facility_id());
  checks.Word("kind", fact.kind());
  checks.Date("recordedOn", fact.recorded_on());
}

void Check(const v1::CalendarPublished& fact, FieldChecks& checks) {
  checks.Id("calendarId", fact.calendar_id());
  if (fact.has_facility_id()) checks.Id("facilityId", fact.facility_id());
  // One that is half national could open days and nights that the other half closes.
  if (base::IsId(fact.calendar_id()) &&
      (fact.calendar_id() == "national") == fact.has_facility_id()) {
    checks.Add("facilityId", fact.facility_id(),
               "A calendar called \"national\" is of no facility, and any other is of one.");
  }
  checks.Between("year", fact.year(), kFirstYear, kLastYear);
  const auto check_dates = [&](std::string_view name, const auto& dates) {
    for (int i = 0; i < dates.size(); ++i) {
      checks.Date(std::string(name) + "[" + std::to_string(i) + "]", dates[i]);
    }
  };
  check_dates("holidays", fact.holidays());
  check_dates("closedOn", fact.closed_on());
  if (fact.has_night_from()) checks.TimeOfDay("nightFrom", fact.night_from());
  if (fact.has_night_to()) checks.TimeOfDay("nightTo", fact.night_to());
  unsigned seen = 0;
  for (int i = 0; i < fact.consultation_weekdays_size(); ++i) {
    const int weekday = fact.consultation_weekdays(i);
    const std::string name = "consultationWeekdays[" + std::to_string(i) + "]";
    checks.Between(name, weekday, 1, 7);
    if (weekday < 1 || weekday > 7) continue;
    if ((seen >> weekday & 1U) != 0)
      checks.Add(name, std::to_string(weekday), "Each weekday is listed once.");
    seen |= 1U << weekday;
  }
}

}  // namespace

void CheckRegistryFact(const Event& event, FieldChecks& checks,
                       FieldChecks::Violations& violations) {
  switch (event.fact_case()) {
    case Event::kFacilityRegistered:
      checks.Id("facilityId", event.facility_registered().facility_id());
      checks.Word("kind", event.facility_registered().kind());
      return;
    case Event::kVendorRegistered:
      checks.Id("vendorId", event.vendor_registered().vendor_id());
      checks.Word("kind", event.vendor_registered().kind());
      return;
    case Event::kPhysicianRegistered:
      return Check(event.physician_registered(), checks);
    case Event::kEmploymentRecorded:
      return Check(event.employment_recorded(), checks);
    case Event::kStandardFiled:
      return Check(event.standard_filed(), checks);
    case Event::kRadiologistFiled:
      return Check(event.radiologist_filed(), checks);
    case Event::kOffsiteArrangementRecorded:
      return Check(event.offsite_arrangement_recorded(), checks, violations);
    case Event::kPartnershipRecorded:
      return Check(event.partnership_recorded(), checks);
    case Event::kActualCooperationRecorded:
      return Check(event.actual_cooperation_recorded(), checks);
    case Event::kResponsibilityAssigned:
      return Check(event.responsibility_assigned(), checks);
    case Event::kAttestationRecorded:
      return Check(event.attestation_recorded(), checks);
    case Event::kRiskSharingAcknowledged:
      return Check(event.risk_sharing_acknowledged(), checks);
    case Event::kAdviceRecorded:
      return Check(event.advice_recorded(), checks);
    case Event::kManagementActivityRecorded:
      return Check(event.management_activity_recorded(), checks);
    case Event::kCorrectionPlanRecorded:
      return Check(event.correction_plan_recorded(), checks);
    case Event::kFindingAcknowledged:
      return Check(event.finding_acknowledged(), checks);
    case Event::kSolicitationRecorded:
      return Check(event.solicitation_recorded(), checks);
    case Event::kCalendarPublished:
      return Check(event.calendar_published(), checks);
    default:
      return;
  }
}

}  // namespace kakutei::facts
