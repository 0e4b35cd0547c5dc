#include "generator/kinds.h"

// Kinds that own and received cases share.
namespace kakutei::generator {
namespace {

using std::chrono::minutes;
using v1::Status;

bool Good(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.OnSitePhysician(reading));
  return true;
}

// Acting for a company: an outside order, whoever employs the reader.
bool CompanyReader(ReadingDesk& desk, PlannedReading& reading) {
  desk.Write(reading, desk.OnSitePhysician(reading)).acting_facility = -1;
  desk.Deliver(reading);
  reading.Mark(RuleName::kL8, Status::INELIGIBLE, Kind::kCompanyReader);
  return true;
}

bool EmployedElsewhere(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.roster().ReaderElsewhere(reading.reader, desk.random()));
  reading.Mark(RuleName::kL5, desk.Missing(reading), Kind::kEmployedElsewhere);
  if (!reading.own())
    reading.Mark(RuleName::kAtsM3, Status::NEEDS_REVIEW, Kind::kEmployedElsewhere);
  return true;
}

bool UnregisteredPhysician(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.roster().Flawed(reading.reader, Engagement::kUnregistered));
  reading.Mark(RuleName::kL5, desk.Missing(reading), Kind::kUnregisteredPhysician);
  if (!reading.own())
    reading.Mark(RuleName::kAtsM3, desk.Missing(reading), Kind::kUnregisteredPhysician);
  return true;
}

// No report qualifies: waiting while the month is open, too late once it is closed.
void MarkNoneQualifies(ReadingDesk& desk, PlannedReading& reading, Kind kind) {
  reading.Mark(RuleName::kL6, desk.Closed(reading) ? Status::INELIGIBLE : Status::PENDING, kind);
}

bool VerbalOnly(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  reading.deliveries[0].form = DeliveryForm::VERBAL;
  reading.deliveries[0].attached = false;
  MarkNoneQualifies(desk, reading, Kind::kVerbalOnly);
  return true;
}

bool NotToTreatingPhysician(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  reading.deliveries[0].to_treating_physician = false;
  MarkNoneQualifies(desk, reading, Kind::kNotToTreatingPhysician);
  return true;
}

bool Undelivered(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  reading.delivery_count = 0;
  reading.Mark(RuleName::kL6, desk.Missing(reading), Kind::kUndelivered);
  return true;
}

bool NotAttached(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  reading.deliveries[0].attached = false;
  reading.Mark(RuleName::kL7, desk.Missing(reading), Kind::kNotAttached);
  return true;
}

bool AmendmentNotAttached(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  const base::Instant diagnosed_at = reading.diagnosed_at;
  PlannedStep& amended = desk.WriteAfter(reading, reading.steps[0].physician, 30, 90);
  amended.step = AuthoredStep::AMENDMENT;
  amended.version = 2;
  reading.diagnosed_at = diagnosed_at;
  desk.Deliver(reading).attached = false;
  reading.Mark(RuleName::kL7, desk.Missing(reading), Kind::kAmendmentNotAttached);
  return true;
}

bool Undiagnosed(ReadingDesk& desk, PlannedReading& reading) {
  if (base::JstMonth(reading.acquired_at) != desk.month()) return false;
  reading.Mark(RuleName::kL5, desk.Missing(reading), Kind::kUndiagnosed);
  reading.Mark(RuleName::kL6, desk.Missing(reading), Kind::kUndiagnosed);
  return true;
}

template <OrderForm form, Kind kind>
bool OrderLacks(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  reading.order = form;
  reading.Mark(RuleName::kL1, desk.Missing(reading), kind);
  return true;
}

template <OrderForm form, Kind kind>
bool OrderStates(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  reading.order = form;
  reading.Mark(RuleName::kL1, Status::INELIGIBLE, kind);
  return true;
}

bool XrWithoutAddOn1(ReadingDesk& desk, PlannedReading& reading) {
  if (desk.reader(reading).add_on_1) return false;
  reading.modality = Modality::XR;
  Good(desk, reading);
  reading.Mark(RuleName::kL3, Status::INELIGIBLE, Kind::kXrWithoutAddOn1);
  return true;
}

// An image of the day, read at home in the evening; the scheduled hours end at 17:00 sharp.
bool OutsideScheduledHours(ReadingDesk& desk, PlannedReading& reading) {
  Random& random = desk.random();
  reading.acquired_at = desk.WorkingTime();
  const base::Instant midnight = base::JstMidnight(base::JstDate(reading.acquired_at));
  const int physician = random.Pick(desk.reader(reading).home);
  const int evening = random.Between(19 * 60, 22 * 60);
  const int at = random.Chance(0.3) ? 17 * 60 : evening;
  desk.Write(reading, physician, midnight + minutes(at)).off_site = true;
  desk.Deliver(reading);
  reading.Mark(RuleName::kL10, Status::INELIGIBLE, Kind::kOutsideScheduledHours);
  return true;
}

// The rule that judges a step off site, by when the image was taken.
RuleName OffSiteRule(const Calendar& calendar, const PlannedReading& reading) {
  return calendar.IsNightOrHoliday(reading.acquired_at) ? RuleName::kL9 : RuleName::kL10;
}

// Not where all have one, so that nobody counts as on site.
bool NoArrangement(ReadingDesk& desk, PlannedReading& reading) {
  if (desk.reader(reading).flaw == Kind::kNobodyOnSite) return false;
  reading.acquired_at = desk.random().Chance(0.5) ? desk.NightTime() : desk.WorkingTime();
  desk.Write(reading, desk.OnSitePhysician(reading)).off_site = true;
  desk.Deliver(reading);
  reading.Mark(OffSiteRule(desk.calendar(), reading), desk.Missing(reading), Kind::kNoArrangement);
  return true;
}

bool InadequateEquipment(ReadingDesk& desk, PlannedReading& reading) {
  reading.acquired_at = desk.random().Chance(0.6) ? desk.NightTime() : desk.WorkingTime();
  desk.WriteAtHome(reading, desk.roster().Flawed(reading.reader, Engagement::kHomeInadequate));
  desk.Deliver(reading);
  reading.Mark(OffSiteRule(desk.calendar(), reading), Status::INELIGIBLE,
               Kind::kInadequateEquipment);
  return true;
}

// An arrangement that allows nights and holidays only, used in the daytime.
template <Engagement engagement, Kind kind>
bool FlawedArrangement(ReadingDesk& desk, PlannedReading& reading) {
  reading.acquired_at = desk.WorkingTime();
  desk.WriteAtHome(reading, desk.roster().Flawed(reading.reader, engagement));
  desk.Deliver(reading);
  reading.Mark(RuleName::kL10, Status::INELIGIBLE, kind);
  return true;
}

bool FullTimeTwice(ReadingDesk& desk, PlannedReading& reading) {
  const int other = desk.roster().ThirdFacility(reading.reader, reading.reader, desk.random());
  desk.Read(reading, desk.roster().Flawed(reading.reader, Engagement::kFullTimeTwice, other));
  reading.Mark(RuleName::kL5, Status::NEEDS_REVIEW, Kind::kFullTimeTwice);
  return true;
}

bool StatusesDiffer(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.roster().Flawed(reading.reader, Engagement::kStatusesDiffer));
  reading.Mark(RuleName::kL5, Status::NEEDS_REVIEW, Kind::kStatusesDiffer);
  return true;
}

bool DedicationUnstated(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.roster().Flawed(reading.reader, Engagement::kDedicationUnstated));
  reading.Mark(RuleName::kL5, desk.Missing(reading), Kind::kDedicationUnstated);
  return true;
}

bool NotDedicated(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.roster().Flawed(reading.reader, Engagement::kNotDedicated));
  reading.Mark(RuleName::kL5, Status::INELIGIBLE, Kind::kNotDedicated);
  if (reading.own()) reading.Mark(RuleName::kAts3_2, Status::INELIGIBLE, Kind::kNotDedicated);
  return true;
}

// A formality that nothing rests on: somebody full-time wrote the report.
bool FormalConfirmation(ReadingDesk& desk, PlannedReading& reading) {
  desk.Write(reading, desk.OnSitePhysician(reading));
  if (!desk.Confirm(reading)) return false;
  reading.review.mode = desk.random().Chance(0.5) ? SigningMode::BULK : SigningMode::AUTOMATIC;
  desk.Deliver(reading);
  reading.Mark(RuleName::kAtsN1_1, Status::CAUTION, Kind::kFormalConfirmation);
  return true;
}

bool RadiologistNotFiled(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.roster().Flawed(reading.reader, Engagement::kNotFiled));
  reading.Mark(RuleName::kL15, Status::NEEDS_REVIEW, Kind::kRadiologistNotFiled);
  return true;
}

bool RadiologistUnqualified(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.roster().Flawed(reading.reader, Engagement::kUnqualified));
  reading.Mark(RuleName::kL17, Status::NEEDS_REVIEW, Kind::kRadiologistUnqualified);
  return true;
}

bool RadiologistUnregistered(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.roster().Flawed(reading.reader, Engagement::kUnlisted));
  reading.Mark(RuleName::kL17, desk.Missing(reading), Kind::kRadiologistUnregistered);
  return true;
}

// The chart's system gives two attachments one identity.
bool IdentityReused(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  reading.Mark(RuleName::kAtsN1_4, Status::NEEDS_REVIEW, Kind::kIdentityReused);
  return true;
}

// The image archive knows another modality than the order does.
bool SourcesDiffer(ReadingDesk& desk, PlannedReading& reading) {
  Good(desk, reading);
  reading.Mark(RuleName::kConflict, Status::NEEDS_REVIEW, Kind::kSourcesDiffer);
  return true;
}

constexpr KindShape kAny[] = {
    {Kind::kCompanyReader, false, CompanyReader},
    {Kind::kEmployedElsewhere, true, EmployedElsewhere},
    {Kind::kUnregisteredPhysician, true, UnregisteredPhysician},
    {Kind::kVerbalOnly, true, VerbalOnly},
    {Kind::kNotToTreatingPhysician, true, NotToTreatingPhysician},
    {Kind::kUndelivered, true, Undelivered},
    {Kind::kNotAttached, false, NotAttached},
    {Kind::kAmendmentNotAttached, false, AmendmentNotAttached},
    {Kind::kUndiagnosed, true, Undiagnosed},
    {Kind::kNoSection, false, OrderLacks<OrderForm::kNoSection, Kind::kNoSection>},
    {Kind::kNoInsured, false, OrderLacks<OrderForm::kNoInsured, Kind::kNoInsured>},
    {Kind::kNoOrder, false, OrderLacks<OrderForm::kAbsent, Kind::kNoOrder>},
    {Kind::kSectionNotCovered, false,
     OrderStates<OrderForm::kNotCovered, Kind::kSectionNotCovered>},
    {Kind::kNotInsured, false, OrderStates<OrderForm::kNotInsured, Kind::kNotInsured>},
    {Kind::kXrWithoutAddOn1, false, XrWithoutAddOn1},
    {Kind::kOutsideScheduledHours, false, OutsideScheduledHours},
    {Kind::kNoArrangement, false, NoArrangement},
    {Kind::kInadequateEquipment, false, InadequateEquipment},
    {Kind::kCountedAsMinimum, false,
     FlawedArrangement<Engagement::kHomeAsMinimum, Kind::kCountedAsMinimum>},
    {Kind::kTooFewDays, false, FlawedArrangement<Engagement::kHomeFewDays, Kind::kTooFewDays>},
    {Kind::kTooFewHours, false, FlawedArrangement<Engagement::kHomeFewHours, Kind::kTooFewHours>},
    {Kind::kUntracked, false, FlawedArrangement<Engagement::kHomeUntracked, Kind::kUntracked>},
    {Kind::kFullTimeTwice, false, FullTimeTwice},
    {Kind::kStatusesDiffer, false, StatusesDiffer},
    {Kind::kDedicationUnstated, true, DedicationUnstated},
    {Kind::kNotDedicated, true, NotDedicated},
    {Kind::kFormalConfirmation, false, FormalConfirmation},
    {Kind::kRadiologistNotFiled, false, RadiologistNotFiled},
    {Kind::kRadiologistUnqualified, false, RadiologistUnqualified},
    {Kind::kRadiologistUnregistered, false, RadiologistUnregistered},
    {Kind::kIdentityReused, false, IdentityReused},
    {Kind::kSourcesDiffer, false, SourcesDiffer},
};

}  // namespace

std::span<const KindShape> KindsOfAnyCase() { return kAny; }

}  // namespace kakutei::generator
