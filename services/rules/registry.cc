#include "rules/registry.h"

#include <algorithm>

#include "facts/slots.h"

namespace kakutei::rules {
namespace {

using v1::Event;

void TouchDays(std::string from, std::string until, Registry::Touched& touched) {
  touched.from = std::move(from);
  touched.until = std::move(until);
}

template <typename Fact>
void TouchInterval(const Fact& fact, Registry::Touched& touched) {
  TouchDays(fact.valid_from(),
            fact.has_valid_to() ? fact.valid_to() : std::string(Registry::kLastDay), touched);
}

// The consultation day that follows a day is looked for in the next two years. The dates of
// national holidays count whatever year their calendar is of.
void TouchYears(const v1::CalendarPublished& calendar, Registry::Touched& touched) {
  constexpr int kYearsBefore = 2;
  int first = calendar.year(), last = calendar.year();
  for (const auto& holiday : calendar.holidays()) {
    const auto date = base::ParseDate(holiday);
    if (!date) return TouchDays("", std::string(Registry::kLastDay), touched);
    first = std::min(first, base::YearOf(*date));
    last = std::max(last, base::YearOf(*date));
  }
  TouchDays(std::to_string(first - kYearsBefore) + "-01-01", std::to_string(last) + "-12-31",
            touched);
}

// The days that a fact can touch: all, unless it says itself which.
void TouchDaysOf(const Event& event, Registry::Touched& touched) {
  switch (event.fact_case()) {
    case Event::kEmploymentRecorded:
      return TouchInterval(event.employment_recorded(), touched);
    case Event::kStandardFiled:
      return TouchInterval(event.standard_filed(), touched);
    case Event::kRadiologistFiled:
      return TouchInterval(event.radiologist_filed(), touched);
    case Event::kOffsiteArrangementRecorded:
      return TouchInterval(event.offsite_arrangement_recorded(), touched);
    case Event::kResponsibilityAssigned:
      return TouchInterval(event.responsibility_assigned(), touched);
    case Event::kAttestationRecorded:
      return TouchInterval(event.attestation_recorded(), touched);
    case Event::kRiskSharingAcknowledged:
      return TouchInterval(event.risk_sharing_acknowledged(), touched);
    case Event::kManagementActivityRecorded:
      return TouchDays(event.management_activity_recorded().performed_on(),
                       event.management_activity_recorded().performed_on(), touched);
    case Event::kCorrectionPlanRecorded:
      return TouchDays(event.correction_plan_recorded().month() + "-01",
                       event.correction_plan_recorded().month() + "-01", touched);
    case Event::kCalendarPublished:
      return TouchYears(event.calendar_published(), touched);
    default:
      break;
  }
  TouchDays("", std::string(Registry::kLastDay), touched);
}

// The owners that a fact names, by role.
Registry::Touched OwnersOf(const Event& event) {
  Registry::Touched owners;
  TouchDaysOf(event, owners);
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
  into.from = std::min(into.from, from.from);
  into.until = std::max(into.until, from.until);
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
