#include "rules/testing/registry_builder.h"

#include "rules/testing/jst.h"

namespace kakutei::rules::testing {
namespace {

constexpr char kBegin[] = "2020-04-01";

}  // namespace

RegistryBuilder RegistryBuilder::Complete() {
  RegistryBuilder registry;
  registry.File("S-SEND", "F-SEND", v1::Standard::TELERADIOLOGY_SENDING);
  registry.File("S-RECV", "F-RECV", v1::Standard::TELERADIOLOGY_RECEIVING);
  registry.File("S-ADD", "F-RECV", v1::Standard::ADD_ON_2);
  registry.File("S-OWN", "F-OWN", v1::Standard::ADD_ON_2);
  registry.Employ("E-FT", "D-FT", "F-RECV", EmploymentStatus::FULL_TIME);
  registry.Employ("E-OWN", "D-OWN", "F-OWN", EmploymentStatus::FULL_TIME);
  registry.Register("D-FT");
  registry.Register("D-OWN");
  registry.FileRadiologist("R-FT", "D-FT", "F-RECV");
  registry.FileRadiologist("R-OWN", "D-OWN", "F-OWN");
  constexpr auto kSecurity = v1::AttestationRecorded::Kind::SECURITY_GUIDELINE;
  registry.Attest("T-SEND", "F-SEND", kSecurity);
  registry.Attest("T-RECV", "F-RECV", kSecurity);
  registry.Attest("T-OWN", "F-OWN", kSecurity);
  registry.Attest("A-SEND", "F-SEND", v1::AttestationRecorded::Kind::NO_COMMISSION);
  registry.Attest("A-RECV", "F-RECV", v1::AttestationRecorded::Kind::NO_COMMISSION);
  registry.Attest("A-OWN", "F-OWN", v1::AttestationRecorded::Kind::NO_COMMISSION);
  registry.Manage("M-SEND", "F-SEND", v1::ManagementActivityRecorded::Side::SENDING);
  registry.Manage("M-RECV", "F-RECV", v1::ManagementActivityRecorded::Side::RECEIVING);
  registry.Manage("M-OWN", "F-OWN", v1::ManagementActivityRecorded::Side::OWN);
  registry.Partner("P-1", "F-SEND", "F-RECV");
  registry.AcknowledgeRisk("K-SEND", "P-1", v1::RiskSharingAcknowledged::Party::SENDING);
  registry.AcknowledgeRisk("K-RECV", "P-1", v1::RiskSharingAcknowledged::Party::RECEIVING);
  registry.AcknowledgeRisk("K-V", "P-1", v1::RiskSharingAcknowledged::Party::VENDOR);
  registry.Advise("V-ADVICE", "P-1", "V-1");
  return registry;
}

v1::Event& RegistryBuilder::Add(const std::string& id) {
  v1::Event& event = events_[id];
  event.set_event_id(id);
  event.set_source("registry");
  *event.mutable_occurred_at() = JstTimestamp("2020-04-01T09:00");
  return event;
}

v1::EmploymentRecorded& RegistryBuilder::Employ(const std::string& id, const std::string& physician,
                                                const std::string& facility,
                                                EmploymentStatus::Value status) {
  auto& employment = *Add(id).mutable_employment_recorded();
  employment.set_employment_id(id);
  employment.set_physician_id(physician);
  employment.set_facility_id(facility);
  employment.set_status(status);
  employment.set_dedicated_to_imaging(true);
  employment.set_valid_from(kBegin);
  return employment;
}

v1::StandardFiled& RegistryBuilder::File(const std::string& id, const std::string& facility,
                                         v1::Standard::Value standard) {
  auto& filing = *Add(id).mutable_standard_filed();
  filing.set_filing_id(id);
  filing.set_facility_id(facility);
  filing.set_standard(standard);
  filing.set_valid_from(kBegin);
  return filing;
}

v1::OffsiteArrangementRecorded& RegistryBuilder::Arrange(const std::string& id,
                                                         const std::string& physician,
                                                         const std::string& facility) {
  auto& arrangement = *Add(id).mutable_offsite_arrangement_recorded();
  arrangement.set_facility_id(facility);
  arrangement.set_physician_id(physician);
  arrangement.set_counted_as_on_site_minimum(false);
  arrangement.set_on_site_days(3);
  arrangement.set_on_site_hours(22);
  for (int weekday = 1; weekday <= 5; ++weekday) {
    auto& hours = *arrangement.add_scheduled_hours();
    hours.set_weekday(weekday);
    hours.set_from("09:00");
    hours.set_to("17:00");
  }
  arrangement.set_administrator_tracks(true);
  arrangement.set_equipment_adequate(true);
  arrangement.set_security_measures(true);
  arrangement.set_valid_from(kBegin);
  return arrangement;
}

v1::ActualCooperationRecorded& RegistryBuilder::Cooperate(const std::string& id,
                                                          const std::string& physician,
                                                          const std::string& sender) {
  auto& cooperation = *Add(id).mutable_actual_cooperation_recorded();
  cooperation.set_physician_id(physician);
  cooperation.set_sending_facility_id(sender);
  cooperation.set_basis(v1::ActualCooperationRecorded::Basis::JOINT_CONFERENCE);
  cooperation.set_valid_from(kBegin);
  return cooperation;
}

v1::PhysicianRegistered& RegistryBuilder::Register(const std::string& physician) {
  auto& registered = *Add(physician).mutable_physician_registered();
  registered.set_physician_id(physician);
  registered.set_years_dedicated(10);
  return registered;
}

v1::RadiologistFiled& RegistryBuilder::FileRadiologist(const std::string& id,
                                                       const std::string& physician,
                                                       const std::string& facility) {
  auto& filed = *Add(id).mutable_radiologist_filed();
  filed.set_filing_id(id);
  filed.set_facility_id(facility);
  filed.set_physician_id(physician);
  filed.set_valid_from(kBegin);
  return filed;
}

v1::AttestationRecorded& RegistryBuilder::Attest(const std::string& id, const std::string& facility,
                                                 v1::AttestationRecorded::Kind::Value kind) {
  auto& attested = *Add(id).mutable_attestation_recorded();
  attested.set_facility_id(facility);
  attested.set_kind(kind);
  attested.set_fulfilled(true);
  attested.set_valid_from(kBegin);
  return attested;
}

v1::CalendarPublished& RegistryBuilder::Calendar(const std::string& id, int year) {
  auto& calendar = *Add(id).mutable_calendar_published();
  calendar.set_calendar_id(id);
  calendar.set_year(year);
  return calendar;
}

v1::ManagementActivityRecorded& RegistryBuilder::Manage(
    const std::string& id, const std::string& facility,
    v1::ManagementActivityRecorded::Side::Value side) {
  auto& activity = *Add(id).mutable_management_activity_recorded();
  activity.set_activity_id(id);
  activity.set_facility_id(facility);
  activity.set_side(side);
  activity.set_kind(v1::ManagementActivityRecorded::Kind::IMAGE_QUALITY_FEEDBACK);
  activity.set_performed_by("D-FT");
  activity.set_performed_on("2026-06-20");
  return activity;
}

v1::PartnershipRecorded& RegistryBuilder::Partner(const std::string& id, const std::string& sender,
                                                  const std::string& receiver) {
  auto& partnership = *Add(id).mutable_partnership_recorded();
  partnership.set_partnership_id(id);
  partnership.set_sending_facility_id(sender);
  partnership.set_receiving_facility_id(receiver);
  partnership.set_initiated_by(v1::PartnershipRecorded::InitiatedBy::FACILITIES);
  partnership.set_prior_relation(v1::PartnershipRecorded::PriorRelation::YES);
  partnership.set_cooperation_basis(
      v1::PartnershipRecorded::CooperationBasis::REGIONAL_COOPERATION_AGREEMENT);
  partnership.set_vendor_id("V-1");
  partnership.set_vendor_fee_basis(v1::PartnershipRecorded::VendorFeeBasis::FIXED_SYSTEM_FEE);
  partnership.set_valid_from(kBegin);
  return partnership;
}

v1::RiskSharingAcknowledged& RegistryBuilder::AcknowledgeRisk(
    const std::string& id, const std::string& partnership,
    v1::RiskSharingAcknowledged::Party::Value party) {
  auto& acknowledged = *Add(id).mutable_risk_sharing_acknowledged();
  acknowledged.set_partnership_id(partnership);
  acknowledged.set_party(party);
  acknowledged.set_valid_from(kBegin);
  return acknowledged;
}

v1::AdviceRecorded& RegistryBuilder::Advise(const std::string& id, const std::string& partnership,
                                            const std::string& vendor) {
  auto& advice = *Add(id).mutable_advice_recorded();
  advice.set_partnership_id(partnership);
  advice.set_vendor_id(vendor);
  advice.set_topic(v1::AdviceRecorded::Topic::CLAIM_LIABILITY);
  return advice;
}

v1::CorrectionPlanRecorded& RegistryBuilder::Plan(const std::string& id,
                                                  const std::string& facility,
                                                  const std::string& rule,
                                                  v1::CorrectionPlanRecorded::State::Value state) {
  auto& plan = *Add(id).mutable_correction_plan_recorded();
  plan.set_plan_id(id);
  plan.set_facility_id(facility);
  plan.set_month("2026-06");
  plan.set_rule_id(rule);
  plan.set_due_on("2026-07-31");
  plan.set_state(state);
  return plan;
}

v1::EmploymentRecorded& RegistryBuilder::Employment(const std::string& id) {
  return *events_.at(id).mutable_employment_recorded();
}

v1::StandardFiled& RegistryBuilder::Filing(const std::string& id) {
  return *events_.at(id).mutable_standard_filed();
}

bool RegistryBuilder::Remove(v1::Event::FactCase kind) {
  return std::erase_if(events_, [&](const auto& at) { return at.second.fact_case() == kind; }) > 0;
}

void RegistryBuilder::FoldInto(Registry& registry) const {
  for (const auto& [id, event] : events_) {
    v1::SlotFact fact;
    *fact.mutable_event() = event;
    registry.Fold(fact);
  }
}

}  // namespace kakutei::rules::testing
