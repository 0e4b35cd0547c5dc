#include "generator/registry_facts.h"

#include "generator/month_flaws.h"
#include "generator/partnership_facts.h"

namespace kakutei::generator {
namespace {

using std::chrono::hours;
using v1::Event;
using EmploymentStatus = v1::EmploymentRecorded::Status;

class RegistryTeller {
 public:
  RegistryTeller(const NetworkSettings& settings, const Roster& roster, const Calendar& calendar,
                 Arrivals& arrivals)
      : settings_(settings), roster_(roster), calendar_(calendar), arrivals_(arrivals) {
    const base::Month long_ago{settings.month.value - std::chrono::months(24)};
    since_ = base::FormatDate(base::FirstDay(long_ago));
    first_ = base::FirstDay(settings.month);
    stated_at_ = base::JstMidnight(base::AddDays(first_, -20));
    next_ = base::FirstDay(base::Month{settings.month.value + std::chrono::months(1)});
  }

  void TellAll() {
    TellCalendars();
    for (const auto& vendor : roster_.vendors()) TellVendor(vendor);
    for (const auto& facility : roster_.facilities()) {
      TellFacility(facility);
      TellFilings(facility);
      TellAttestations(facility);
      TellActivities(facility);
    }
    for (const auto& physician : roster_.physicians()) TellPhysician(physician);
    const PartnershipTeller pairs(
        settings_, roster_, since_, [&] { return New(); },
        [&](Event event) { Tell(std::move(event)); });
    for (std::size_t i = 0; i < roster_.partnerships().size(); ++i)
      pairs.TellPartnership(static_cast<int>(i));
    for (const auto& facility : roster_.facilities()) {
      pairs.TellResponsibility(facility);
      TellPlan(facility);
    }
    for (const auto& one : Solicitations(settings_, roster_)) TellSolicitation(one);
    TellClock();
  }

 private:
  // Ids count up; what is stated at the beginning arrives in that order.
  Event New() {
    ++count_;
    return Envelope("registry", "G-" + std::to_string(count_),
                    stated_at_ + std::chrono::seconds(count_));
  }
  void Tell(Event event) {
    const base::Instant at{std::chrono::seconds(event.occurred_at().seconds())};
    arrivals_.TellAt(std::move(event), at);
  }
  // The same slot again, as it is known from that day on.
  void Correct(Event event, base::Date day) {
    event.set_event_id("G-" + std::to_string(++count_));
    event.set_source_revision(2);
    const base::Instant at = base::JstMidnight(day) + hours(10);
    event.mutable_occurred_at()->set_seconds(
        std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
    Tell(std::move(event));
  }

  const Facility& facility(int index) const { return roster_.facility(index); }

  void TellCalendars() {
    for (const int year : calendar_.years()) {
      Event national = New();
      auto& published = *national.mutable_calendar_published();
      published.set_calendar_id("national");
      published.set_year(year);
      for (const auto date : NationalHolidays(year)) published.add_holidays(base::FormatDate(date));
      published.set_night_from(kNightFrom);
      published.set_night_to(kNightTo);
      Tell(std::move(national));
      for (const auto& one : roster_.facilities()) {
        Event own = New();
        auto& days = *own.mutable_calendar_published();
        days.set_calendar_id("facility");
        days.set_facility_id(one.id);
        days.set_year(year);
        for (int weekday = 1; weekday <= (one.opens_saturdays ? 6 : 5); ++weekday)
          days.add_consultation_weekdays(weekday);
        days.set_opens_on_holidays(false);
        if (base::YearOf(one.closed_on) == year)
          days.add_closed_on(base::FormatDate(one.closed_on));
        Tell(std::move(own));
      }
    }
  }

  void TellVendor(const std::string& id) {
    Event event = New();
    event.mutable_vendor_registered()->set_vendor_id(id);
    event.mutable_vendor_registered()->set_kind(
        count_ % 2 == 0 ? v1::VendorRegistered::Kind::SYSTEM_PROVIDER
                        : v1::VendorRegistered::Kind::READING_SUPPORT_SERVICE);
    Tell(std::move(event));
  }

  void TellFacility(const Facility& one) {
    Event event = New();
    auto& fact = *event.mutable_facility_registered();
    fact.set_facility_id(one.id);
    fact.set_kind(one.hospital ? v1::FacilityRegistered::Kind::HOSPITAL
                               : v1::FacilityRegistered::Kind::CLINIC);
    fact.set_radiology_department(one.reads());
    Tell(std::move(event));
  }

  void TellFiling(const Facility& one, std::string id, v1::Standard::Value standard,
                  const std::optional<Lapse>& lapse) {
    for (const bool again : {false, true}) {
      if (again && !lapse) continue;
      Event event = New();
      auto& fact = *event.mutable_standard_filed();
      fact.set_filing_id(again ? id + "-2" : id);
      fact.set_facility_id(one.id);
      fact.set_standard(standard);
      fact.set_valid_from(again ? base::FormatDate(lapse->to) : since_);
      if (lapse && !again) fact.set_valid_to(base::FormatDate(lapse->from));
      Tell(std::move(event));
    }
  }

  static std::string LevelFiling(const Facility& one) {
    return "S-" + one.id + "-L" + std::to_string(one.level);
  }

  void TellFilings(const Facility& one) {
    if (one.add_on_1 && one.level != 1)
      TellFiling(one, "S-" + one.id + "-L1", v1::Standard::ADD_ON_1, {});
    if (one.level > 0)
      TellFiling(one, LevelFiling(one), static_cast<v1::Standard::Value>(one.level), {});
    if (one.sends())
      TellFiling(one, "S-" + one.id + "-TS", v1::Standard::TELERADIOLOGY_SENDING,
                 one.sending_lapse);
    if (one.receives()) {
      TellFiling(one, "S-" + one.id + "-TR", v1::Standard::TELERADIOLOGY_RECEIVING,
                 one.receiving_lapse);
    }
  }

  void TellAttestation(const Facility& one, v1::AttestationRecorded::Kind::Value kind,
                       const std::string& from, const std::string& to) {
    Event event = New();
    auto& fact = *event.mutable_attestation_recorded();
    fact.set_facility_id(one.id);
    fact.set_kind(kind);
    fact.set_fulfilled(kind != v1::AttestationRecorded::Kind::NO_COMMISSION ||
                       one.flaw != Kind::kCommissioned);
    fact.set_valid_from(from);
    if (!to.empty()) fact.set_valid_to(to);
    Tell(std::move(event));
  }

  void TellAttestations(const Facility& one) {
    using Kind = v1::AttestationRecorded::Kind;
    const auto& lapse = one.security_lapse;
    TellAttestation(one, Kind::SECURITY_GUIDELINE, since_,
                    lapse ? base::FormatDate(lapse->from) : "");
    if (lapse) TellAttestation(one, Kind::SECURITY_GUIDELINE, base::FormatDate(lapse->to), "");
    const bool ends = one.flaw == generator::Kind::kNotAttested;
    TellAttestation(one, Kind::NO_COMMISSION, since_,
                    ends ? base::FormatDate(base::AddDays(first_, kAttestedDays)) : "");
  }

  void TellActivity(const Facility& one, v1::ManagementActivityRecorded::Side::Value side,
                    base::Date day) {
    using Kind = v1::ManagementActivityRecorded::Kind;
    const int performer =
        one.reads()
            ? one.on_site.front()
            : facility(roster_.partnership(one.partnerships.front()).receiver).on_site.front();
    const int id = ++activities_;
    Event event =
        Envelope("registry", "M-" + std::to_string(id), base::JstMidnight(day) + hours(17));
    auto& fact = *event.mutable_management_activity_recorded();
    fact.set_activity_id("MA-" + std::to_string(id));
    fact.set_facility_id(one.id);
    fact.set_side(side);
    fact.set_kind(static_cast<Kind::Value>(1 + id % Kind::Value_MAX));
    fact.set_performed_by(roster_.physician(performer).id);
    fact.set_performed_on(base::FormatDate(day));
    Tell(std::move(event));
  }

  // Once in the month and once on the first days of the next, for each side.
  void TellActivities(const Facility& one) {
    using Side = v1::ManagementActivityRecorded::Side;
    if (one.flaw == Kind::kNoManagement) return;
    for (const base::Date day :
         {base::AddDays(first_, 4 + activities_ % 20), base::AddDays(next_, activities_ % 3)}) {
      if (one.reads()) TellActivity(one, Side::OWN, day);
      if (one.sends()) TellActivity(one, Side::SENDING, day);
      if (one.receives()) TellActivity(one, Side::RECEIVING, day);
    }
  }

  Event Employment(const Physician& who, int where, EmploymentStatus::Value status) {
    Event event = New();
    auto& fact = *event.mutable_employment_recorded();
    fact.set_employment_id("E-" + std::to_string(++employments_));
    fact.set_physician_id(who.id);
    fact.set_facility_id(facility(where).id);
    fact.set_status(status);
    const bool full_time = status == EmploymentStatus::FULL_TIME;
    if (who.engagement != Engagement::kDedicationUnstated) {
      fact.set_dedicated_to_imaging(who.engagement != Engagement::kNotDedicated);
    }
    fact.set_weekly_hours(full_time ? 38.75 : status == EmploymentStatus::TRAINEE ? 40 : 8);
    fact.set_on_site_days(full_time ? 5 : 1);
    fact.set_valid_from(since_);
    return event;
  }

  void TellEmployments(const Physician& who) {
    switch (who.engagement) {
      case Engagement::kUnregistered:
        return;
      case Engagement::kPartTime:
      case Engagement::kCooperating:
        return Tell(Employment(who, who.facility, EmploymentStatus::PART_TIME));
      case Engagement::kTrainee:
        return Tell(Employment(who, who.facility, EmploymentStatus::TRAINEE));
      case Engagement::kChanger:
        return TellChange(who);
      case Engagement::kFullTimeTwice:
        Tell(Employment(who, who.other_facility, EmploymentStatus::FULL_TIME));
        break;
      case Engagement::kStatusesDiffer:
        Tell(Employment(who, who.facility, EmploymentStatus::PART_TIME));
        break;
      default:
        break;
    }
    Event full_time = Employment(who, who.facility, EmploymentStatus::FULL_TIME);
    if (facility(who.facility).on_site.front() == Index(who)) {
      // Entered as part-time at first, and put right in the month.
      Event wrong = full_time;
      wrong.mutable_employment_recorded()->set_status(EmploymentStatus::PART_TIME);
      Tell(std::move(wrong));
      return Correct(std::move(full_time), base::AddDays(first_, 9));
    }
    Tell(std::move(full_time));
  }

  // Part-time without end as far as known, until on the 20th the change of the 15th comes to light.
  void TellChange(const Physician& who) {
    Event part_time = Employment(who, who.facility, EmploymentStatus::PART_TIME);
    Tell(part_time);
    const std::string change = base::FormatDate(roster_.change_day());
    part_time.mutable_employment_recorded()->set_valid_to(change);
    Correct(std::move(part_time), base::AddDays(first_, 19));
    Event full_time = Employment(who, who.facility, EmploymentStatus::FULL_TIME);
    full_time.mutable_employment_recorded()->set_valid_from(change);
    full_time.mutable_occurred_at()->set_seconds(
        std::chrono::floor<std::chrono::seconds>(base::JstMidnight(roster_.change_day()))
            .time_since_epoch()
            .count());
    arrivals_.TellAt(std::move(full_time),
                     base::JstMidnight(base::AddDays(first_, 19)) + hours(10));
  }

  int Index(const Physician& who) const {
    return static_cast<int>(&who - roster_.physicians().data());
  }

  void TellExperience(const Physician& who) {
    Event event = New();
    auto& fact = *event.mutable_physician_registered();
    fact.set_physician_id(who.id);
    const bool learns = who.engagement == Engagement::kTrainee;
    const bool unqualified = who.engagement == Engagement::kUnqualified;
    fact.set_years_dedicated(learns ? 2 : unqualified ? 9 : 10 + Index(who) % 25);
    fact.set_society_training_registered(!learns && !unqualified && Index(who) % 2 == 0);
    Tell(std::move(event));
  }

  void TellPhysician(const Physician& who) {
    if (who.engagement == Engagement::kUnregistered) return;
    if (who.engagement != Engagement::kUnlisted) TellExperience(who);
    TellEmployments(who);
    TellRadiologist(who);
    TellArrangementOfHis(who);
    TellOnSiteEnds(who);
    if (who.engagement == Engagement::kCooperating) TellCooperation(who);
  }

  void TellRadiologist(const Physician& who) {
    switch (who.engagement) {
      case Engagement::kPartTime:
      case Engagement::kCooperating:
      case Engagement::kTrainee:
      case Engagement::kNotDedicated:
      case Engagement::kDedicationUnstated:
      case Engagement::kNotFiled:
        return;
      default:
        break;
    }
    const Facility& at = facility(who.facility);
    Event event = New();
    auto& fact = *event.mutable_radiologist_filed();
    fact.set_filing_id(LevelFiling(at));
    fact.set_facility_id(at.id);
    fact.set_physician_id(who.id);
    fact.set_valid_from(
        who.engagement == Engagement::kChanger ? base::FormatDate(roster_.change_day()) : since_);
    Tell(std::move(event));
  }

  void TellArrangementOfHis(const Physician& who) {
    const Engagement engagement = who.engagement;
    if (engagement != Engagement::kHome &&
        (engagement < Engagement::kHomeInadequate || engagement > Engagement::kHomeUntracked)) {
      return;
    }
    TellArrangement(who, since_);
  }

  void TellArrangement(const Physician& who, const std::string& valid_from) {
    const Engagement engagement = who.engagement;
    Event event = New();
    auto& fact = *event.mutable_offsite_arrangement_recorded();
    fact.set_facility_id(facility(who.facility).id);
    fact.set_physician_id(who.id);
    fact.set_counted_as_on_site_minimum(engagement == Engagement::kHomeAsMinimum);
    fact.set_on_site_days(engagement == Engagement::kHomeFewDays ? 2 : 3 + Index(who) % 2);
    fact.set_on_site_hours(engagement == Engagement::kHomeFewHours ? 21.5 : 22 + Index(who) % 6);
    for (int weekday = 1; weekday <= 5; ++weekday) {
      auto& scheduled = *fact.add_scheduled_hours();
      scheduled.set_weekday(weekday);
      scheduled.set_from("09:00");
      scheduled.set_to("17:00");
    }
    fact.set_administrator_tracks(engagement != Engagement::kHomeUntracked);
    const bool inadequate = engagement == Engagement::kHomeInadequate;
    fact.set_equipment_adequate(!inadequate || Index(who) % 2 == 0);
    fact.set_security_measures(!inadequate || Index(who) % 2 == 1);
    fact.set_valid_from(valid_from);
    Tell(std::move(event));
  }

  void TellCooperation(const Physician& who) {
    Event event = New();
    auto& fact = *event.mutable_actual_cooperation_recorded();
    fact.set_physician_id(who.id);
    fact.set_sending_facility_id(facility(who.other_facility).id);
    fact.set_basis(v1::ActualCooperationRecorded::Basis::JOINT_CONFERENCE);
    fact.set_valid_from(since_);
    Tell(std::move(event));
  }

  // Nobody reads on site any more as the standard counts it: all may read elsewhere.
  void TellOnSiteEnds(const Physician& who) {
    const Facility& at = facility(who.facility);
    const bool on_site =
        who.engagement == Engagement::kOnSite || who.engagement == Engagement::kChanger ||
        who.engagement == Engagement::kFullTimeTwice ||
        who.engagement == Engagement::kStatusesDiffer ||
        who.engagement == Engagement::kUnqualified || who.engagement == Engagement::kUnlisted;
    if (at.flaw == Kind::kNobodyOnSite && on_site)
      TellArrangement(who, base::FormatDate(base::AddDays(first_, kDaysOnSite)));
  }

  // For a rule that no reading is judged by.
  void TellPlan(const Facility& one) {
    if (one.flaw != Kind::kPlanOverdue && one.flaw != Kind::kPlanImpossible) return;
    using State = v1::CorrectionPlanRecorded::State;
    Event event = New();
    auto& fact = *event.mutable_correction_plan_recorded();
    fact.set_plan_id("C-" + one.id);
    fact.set_facility_id(one.id);
    fact.set_month(base::FormatMonth(settings_.month));
    fact.set_rule_id("ATS2-4.3");
    fact.set_due_on(base::FormatDate(base::AddDays(next_, 4)));
    fact.set_state(one.flaw == Kind::kPlanOverdue ? State::OPEN : State::IMPOSSIBLE);
    Tell(std::move(event));
  }

  void TellSolicitation(const Solicitation& one) {
    Event event = New();
    auto& fact = *event.mutable_solicitation_recorded();
    fact.set_solicitation_id("L-" + std::to_string(count_));
    fact.set_vendor_id(Vendor(one.vendor));
    fact.set_facility_id(facility(one.facility).id);
    fact.set_kind(one.scheme ? v1::SolicitationRecorded::Kind::SCHEME_PROPOSED
                             : v1::SolicitationRecorded::Kind::ADD_ON_ADVERTISED);
    fact.set_recorded_on(base::FormatDate(base::AddDays(first_, -25)));
    Tell(std::move(event));
  }

  void TellClock() {
    const base::Date last = base::AddDays(next_, kLastTickDay - 1);
    for (base::Date day = first_; day <= last; day = base::AddDays(day, 1)) {
      Event event =
          Envelope("clock", "T-" + base::FormatDate(day), base::JstMidnight(day) + hours(9));
      event.mutable_clock_ticked()->set_zone("Asia/Tokyo");
      Tell(std::move(event));
    }
  }

  const std::string& Vendor(int index) const {
    return roster_.vendors()[static_cast<std::size_t>(index)];
  }

  const NetworkSettings& settings_;
  const Roster& roster_;
  const Calendar& calendar_;
  Arrivals& arrivals_;
  std::string since_;
  base::Date first_, next_;
  base::Instant stated_at_;
  int count_ = 0;
  int activities_ = 0;
  int employments_ = 0;
};

}  // namespace

std::vector<Solicitation> Solicitations(const NetworkSettings& settings, const Roster& roster) {
  std::vector<Solicitation> all;
  if (!settings.solicitations) return all;
  for (std::size_t i = 0; i < roster.partnerships().size(); i += 3) {
    const Partnership& one = roster.partnerships()[i];
    if (one.vendor) all.push_back({*one.vendor, one.sender, i % 2 == 1});
  }
  return all;
}

void TellRegistry(const NetworkSettings& settings, const Roster& roster, const Calendar& calendar,
                  Arrivals& arrivals) {
  RegistryTeller(settings, roster, calendar, arrivals).TellAll();
}

}  // namespace kakutei::generator
