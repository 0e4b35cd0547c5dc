#include "rules/registry.h"

#include "facts/slots.h"

namespace kakutei::rules {
namespace {

using v1::Event;

// The owners that a fact names, by role.
Registry::Touched OwnersOf(const Event& event) {
  Registry::Touched owners;
  switch (event.fact_case()) {
    case Event::kFacilityRegistered:
      owners.facilities = {event.facility_registered().facility_id()};
      break;
    case Event::kVendorRegistered:
      owners.vendors = {event.vendor_registered().vendor_id()};
      break;
    case Event::kPhysicianRegistered:
      owners.physicians = {event.physician_registered().physician_id()};
      break;
    case Event::kEmploymentRecorded:
      owners.physicians = {event.employment_recorded().physician_id()};
      owners.facilities = {event.employment_recorded().facility_id()};
      break;
    case Event::kStandardFiled:
      owners.facilities = {event.standard_filed().facility_id()};
      break;
    case Event::kRadiologistFiled:
      owners.physicians = {event.radiologist_filed().physician_id()};
      owners.facilities = {event.radiologist_filed().facility_id()};
      break;
    case Event::kOffsiteArrangementRecorded:
      owners.physicians = {event.offsite_arrangement_recorded().physician_id()};
      owners.facilities = {event.offsite_arrangement_recorded().facility_id()};
      break;
    case Event::kPartnershipRecorded:
      owners.facilities = {event.partnership_recorded().sending_facility_id(),
                           event.partnership_recorded().receiving_facility_id()};
      owners.partnerships = {event.partnership_recorded().partnership_id()};
      break;
    case Event::kActualCooperationRecorded:
      owners.physicians = {event.actual_cooperation_recorded().physician_id()};
      owners.facilities = {event.actual_cooperation_recorded().sending_facility_id()};
      break;
    case Event::kResponsibilityAssigned:
      owners.facilities = {event.responsibility_assigned().sending_facility_id()};
      break;
    case Event::kAttestationRecorded:
      owners.facilities = {event.attestation_recorded().facility_id()};
      break;
    case Event::kRiskSharingAcknowledged:
      owners.partnerships = {event.risk_sharing_acknowledged().partnership_id()};
      break;
    case Event::kAdviceRecorded:
      owners.partnerships = {event.advice_recorded().partnership_id()};
      break;
    case Event::kManagementActivityRecorded:
      owners.facilities = {event.management_activity_recorded().facility_id()};
      break;
    case Event::kCorrectionPlanRecorded:
      owners.facilities = {event.correction_plan_recorded().facility_id()};
      owners.months = {event.correction_plan_recorded().month()};
      break;
    case Event::kFindingAcknowledged:
      owners.subjects = {event.finding_acknowledged().subject()};
      break;
    case Event::kSolicitationRecorded:
      owners.vendors = {event.solicitation_recorded().vendor_id()};
      owners.facilities = {event.solicitation_recorded().facility_id()};
      break;
    case Event::kCalendarPublished:
      owners.national_calendar = event.calendar_published().facility_id().empty();
      if (!owners.national_calendar) owners.facilities = {event.calendar_published().facility_id()};
      break;
    default:
      break;
  }
  return owners;
}

std::string OwnerKey(Event::FactCase kind, std::string_view owner) {
  std::string key = std::to_string(static_cast<int>(kind));
  key.push_back('/');
  key.append(owner);
  return key;
}

void Merge(const Registry::Touched& from, Registry::Touched& into) {
  into.physicians.insert(from.physicians.begin(), from.physicians.end());
  into.facilities.insert(from.facilities.begin(), from.facilities.end());
  into.partnerships.insert(from.partnerships.begin(), from.partnerships.end());
  into.vendors.insert(from.vendors.begin(), from.vendors.end());
  into.subjects.insert(from.subjects.begin(), from.subjects.end());
  into.months.insert(from.months.begin(), from.months.end());
  into.national_calendar = into.national_calendar || from.national_calendar;
}

}  // namespace

const v1::SlotFact* Registry::ValueOf(const Slot& slot) {
  const v1::SlotFact* value = nullptr;
  for (const auto& [source, fact] : slot.by_source) {
    if (value == nullptr || facts::Supersedes(fact.event(), value->event())) value = &fact;
  }
  return value;
}

void Registry::Index(const std::string& name, const v1::SlotFact& fact, bool add) {
  const Touched owners = OwnersOf(fact.event());
  const auto change = [&](std::string_view owner) {
    auto& slots = by_owner_[OwnerKey(fact.event().fact_case(), owner)];
    if (add) {
      slots.insert(name);
    } else {
      slots.erase(name);
    }
  };
  for (const auto* group : {&owners.physicians, &owners.facilities, &owners.partnerships,
                            &owners.vendors, &owners.subjects}) {
    for (const auto& owner : *group) change(owner);
  }
  if (owners.national_calendar) change("");
}

Registry::Touched Registry::Fold(const v1::SlotFact& fact) {
  const std::string name = facts::SlotOf(fact.event());
  Slot& slot = slots_[name];
  auto& own = slot.by_source[fact.event().source()];
  const bool same_identity = own.has_event() && own.event().event_id() == fact.event().event_id();
  const bool more_doubt = same_identity && fact.doubtful() && !own.doubtful();
  if (own.has_event() && !facts::Supersedes(fact.event(), own.event()) && !more_doubt) return {};
  Touched touched;
  if (slot.value != nullptr) {
    Merge(OwnersOf(slot.value->event()), touched);
    Index(name, *slot.value, false);
  }
  if (more_doubt || (same_identity && own.doubtful())) {
    if (facts::Supersedes(fact.event(), own.event())) *own.mutable_event() = fact.event();
    own.set_doubtful(true);
  } else {
    own = fact;
    own.set_slot(name);
  }
  slot.value = ValueOf(slot);
  Index(name, *slot.value, true);
  Merge(OwnersOf(slot.value->event()), touched);
  return touched;
}

const v1::SlotFact* Registry::Own(const std::string& slot, const std::string& source) const {
  const auto found = slots_.find(slot);
  if (found == slots_.end()) return nullptr;
  const auto own = found->second.by_source.find(source);
  return own == found->second.by_source.end() ? nullptr : &own->second;
}

Registry::Touched Registry::MarkDoubtful(const std::string& slot, const std::string& source,
                                         std::string_view event_id) {
  const auto found = slots_.find(slot);
  if (found == slots_.end()) return {};
  const auto own = found->second.by_source.find(source);
  if (own == found->second.by_source.end() || own->second.doubtful() ||
      own->second.event().event_id() != event_id)
    return {};
  own->second.set_doubtful(true);
  return OwnersOf(own->second.event());
}

std::vector<const v1::SlotFact*> Registry::Find(Event::FactCase kind,
                                                std::string_view owner) const {
  std::vector<const v1::SlotFact*> values;
  const auto found = by_owner_.find(OwnerKey(kind, owner));
  if (found == by_owner_.end()) return values;
  for (const auto& name : found->second) values.push_back(slots_.at(name).value);
  return values;
}

void Registry::Clear() {
  slots_.clear();
  by_owner_.clear();
}

}  // namespace kakutei::rules
