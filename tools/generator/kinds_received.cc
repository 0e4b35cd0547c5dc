#include "generator/kinds.h"

namespace kakutei::generator {
namespace {

using std::chrono::minutes;
using v1::Status;

// A diagnosis by a part-time physician of the receiving facility, who has no cooperation with the
// sender.
void MarkPartTimeDiagnosis(PlannedReading& reading, Kind kind) {
  reading.Mark(RuleName::kL5, Status::INELIGIBLE, kind);
  reading.Mark(RuleName::kAts3_1, Status::INELIGIBLE, kind);
  reading.Mark(RuleName::kAts3_3, Status::INELIGIBLE, kind);
  reading.Mark(RuleName::kAtsM3, Status::NEEDS_REVIEW, kind);
}

// A step by such a physician, while somebody full-time diagnosed.
void MarkPartTimeStep(PlannedReading& reading, bool off_site, Kind kind) {
  reading.Mark(RuleName::kAts3_3, Status::INELIGIBLE, kind);
  if (off_site) reading.Mark(RuleName::kAts3_4, Status::INELIGIBLE, kind);
  reading.Mark(RuleName::kAtsM3, Status::NEEDS_REVIEW, kind);
}

bool PartTimeRemote(ReadingDesk& desk, PlannedReading& reading) {
  desk.Write(reading, desk.random().Pick(desk.reader(reading).part_time)).off_site = true;
  desk.Deliver(reading);
  MarkPartTimeDiagnosis(reading, Kind::kPartTimeRemote);
  reading.Mark(RuleName::kAts3_4, Status::INELIGIBLE, Kind::kPartTimeRemote);
  return true;
}

bool PartTimeOnSite(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.random().Pick(desk.reader(reading).part_time));
  MarkPartTimeDiagnosis(reading, Kind::kPartTimeOnSite);
  return true;
}

bool PartTimeCooperating(ReadingDesk& desk, PlannedReading& reading) {
  constexpr Kind kKind = Kind::kPartTimeCooperating;
  desk.Read(reading,
            desk.roster().Flawed(reading.reader, Engagement::kCooperating, reading.claimant));
  reading.Mark(RuleName::kL5, Status::INELIGIBLE, kKind);
  reading.Mark(RuleName::kAts3_1, Status::INELIGIBLE, kKind);
  reading.Mark(RuleName::kAts3_3, Status::NEEDS_REVIEW, kKind);
  reading.Mark(RuleName::kAtsM3, Status::NEEDS_REVIEW, kKind);
  return true;
}

bool PartTimeDraft(ReadingDesk& desk, PlannedReading& reading) {
  const bool off_site = desk.random().Chance(0.5);
  desk.Write(reading, desk.random().Pick(desk.reader(reading).part_time)).off_site = off_site;
  if (!desk.Confirm(reading)) return false;
  desk.Deliver(reading);
  MarkPartTimeStep(reading, off_site, Kind::kPartTimeDraftReceived);
  return true;
}

bool PartTimeFirstReader(ReadingDesk& desk, PlannedReading& reading) {
  desk.Write(reading, desk.random().Pick(desk.reader(reading).part_time));
  desk.WriteAfter(reading, desk.OnSitePhysician(reading), 5, 40).step =
      AuthoredStep::SECONDARY_READ;
  desk.Deliver(reading);
  MarkPartTimeStep(reading, false, Kind::kPartTimeFirstReader);
  return true;
}

// Delivered as it should be; a part-time physician changes it later, from home.
bool PartTimeAmendment(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.OnSitePhysician(reading));
  const base::Instant diagnosed_at = reading.diagnosed_at;
  PlannedStep& amended =
      desk.WriteAfter(reading, desk.random().Pick(desk.reader(reading).part_time), 60, 2000);
  amended.off_site = true;
  amended.step = AuthoredStep::AMENDMENT;
  amended.version = 2;
  reading.diagnosed_at = diagnosed_at;
  MarkPartTimeStep(reading, true, Kind::kPartTimeAmendment);
  return true;
}

bool TraineeDraft(ReadingDesk& desk, PlannedReading& reading) {
  WriteDraft(desk, reading, Draft::kTrainee);
  if (!desk.Confirm(reading)) return false;
  desk.Deliver(reading);
  reading.Mark(RuleName::kAtsM3, Status::NEEDS_REVIEW, Kind::kTraineeDraftReceived);
  return true;
}

// Full-time from the 15th on, but this was before; sometimes by minutes.
bool BeforeFullTime(ReadingDesk& desk, PlannedReading& reading) {
  const auto changer = desk.reader(reading).changer;
  if (!changer) return false;
  if (desk.random().Chance(0.3)) {
    const base::Instant change = base::JstMidnight(desk.roster().change_day());
    reading.acquired_at = change - minutes(desk.random().Between(20, 50));
    desk.Write(reading, *changer, change - minutes(desk.random().Between(1, 12)));
    desk.Deliver(reading);
  } else {
    reading.acquired_at = desk.WorkingTimeWithin(14);
    desk.Read(reading, *changer);
  }
  MarkPartTimeDiagnosis(reading, Kind::kBeforeFullTime);
  return true;
}

bool ThirdFacility(ReadingDesk& desk, PlannedReading& reading) {
  desk.Write(reading, desk.OnSitePhysician(reading)).acting_facility =
      desk.roster().ThirdFacility(reading.claimant, reading.reader, desk.random());
  desk.Deliver(reading);
  reading.Mark(RuleName::kL8, Status::INELIGIBLE, Kind::kThirdFacility);
  return true;
}

bool UnsignedElectronically(ReadingDesk& desk, PlannedReading& reading) {
  desk.Read(reading, desk.OnSitePhysician(reading));
  reading.deliveries[0].form = DeliveryForm::ELECTRONIC;
  reading.unsigned_steps = true;
  reading.Mark(RuleName::kL14, Status::CAUTION, Kind::kUnsignedElectronically);
  return true;
}

constexpr KindShape kReceived[] = {
    {Kind::kPartTimeRemote, false, PartTimeRemote},
    {Kind::kPartTimeOnSite, false, PartTimeOnSite},
    {Kind::kPartTimeCooperating, false, PartTimeCooperating},
    {Kind::kPartTimeDraftReceived, false, PartTimeDraft},
    {Kind::kPartTimeFirstReader, false, PartTimeFirstReader},
    {Kind::kPartTimeAmendment, false, PartTimeAmendment},
    {Kind::kTraineeDraftReceived, false, TraineeDraft},
    {Kind::kBeforeFullTime, false, BeforeFullTime},
    {Kind::kThirdFacility, false, ThirdFacility},
    {Kind::kUnsignedElectronically, false, UnsignedElectronically},
};

}  // namespace

std::span<const KindShape> KindsOfReceivedCases() { return kReceived; }

}  // namespace kakutei::generator
