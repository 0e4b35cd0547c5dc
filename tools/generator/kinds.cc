#include "generator/kinds.h"

namespace kakutei::generator {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// Scheduled hours are those of the arrangements: Monday to Friday, 09:00 to 17:00.
bool FitsScheduledHours(const Calendar& calendar, base::Instant acquired_at) {
  const int at = base::JstTimeOfDay(acquired_at).minutes;
  return !calendar.IsNightOrHoliday(acquired_at) &&
         base::IsoWeekday(base::JstDate(acquired_at)) <= 5 && at >= 9 * 60 && at < 16 * 60;
}

void ReadAtHome(ReadingDesk& desk, PlannedReading& reading) {
  desk.WriteAtHome(reading, desk.random().Pick(desk.reader(reading).home));
  desk.Deliver(reading);
}

// The last hour of the part-time employment, read in the first of the full-time one.
void ReadAcrossTheChange(ReadingDesk& desk, PlannedReading& reading) {
  const base::Instant change = base::JstMidnight(desk.roster().change_day());
  reading.acquired_at = change - minutes(desk.random().Between(5, 30));
  desk.Write(reading, *desk.reader(reading).changer, change + seconds(desk.random().Below(1200)));
  desk.Deliver(reading);
}

void ReadTwice(ReadingDesk& desk, PlannedReading& reading) {
  desk.Write(reading, desk.OnSitePhysician(reading));
  desk.WriteAfter(reading, desk.OnSitePhysician(reading), 5, 40).step =
      AuthoredStep::SECONDARY_READ;
  desk.Deliver(reading);
}

// An urgent result by telephone, the report after it.
void ReadUrgently(ReadingDesk& desk, PlannedReading& reading) {
  desk.Write(reading, desk.OnSitePhysician(reading));
  PlannedDelivery& call = desk.Deliver(reading);
  call.form = DeliveryForm::VERBAL;
  call.attached = false;
  desk.Deliver(reading);
}

void ReadDirectly(ReadingDesk& desk, PlannedReading& reading) {
  Random& random = desk.random();
  const Facility& reader = desk.reader(reading);
  const bool night = desk.calendar().IsNightOrHoliday(reading.acquired_at);
  const bool in_month = base::JstMonth(reading.acquired_at) == desk.month();
  if (!in_month && !reader.home.empty() && random.Chance(0.6)) {
    // Taken before midnight, read at home after it.
    const base::Instant first = base::JstMidnight(base::FirstDay(desk.month()));
    const int physician = random.Pick(reader.home);
    desk.Write(reading, physician, first + seconds(random.Between(0, 3600))).off_site = true;
    desk.Deliver(reading);
    return;
  }
  if (in_month && random.Chance(night ? 0.6 : 0.15) &&
      (night || FitsScheduledHours(desk.calendar(), reading.acquired_at))) {
    return ReadAtHome(desk, reading);
  }
  if (in_month && reader.changer && random.Chance(0.01)) return ReadAcrossTheChange(desk, reading);
  if (reader.changer && base::JstDate(reading.acquired_at) >= desk.roster().change_day() &&
      random.Chance(0.1)) {
    return desk.Read(reading, *reader.changer);
  }
  if (random.Chance(0.04)) return ReadTwice(desk, reading);
  if (random.Chance(0.04)) return ReadUrgently(desk, reading);
  desk.Read(reading, desk.OnSitePhysician(reading));
  if (random.Chance(0.05)) desk.Deliver(reading).form = DeliveryForm::WRITTEN;
}

}  // namespace

void WriteDraft(ReadingDesk& desk, PlannedReading& reading, Draft draft) {
  Random& random = desk.random();
  const Facility& reader = desk.reader(reading);
  const base::Instant at = desk.ReadTime(reading.acquired_at);
  if (draft == Draft::kFromElsewhere) {
    desk.Write(reading, desk.roster().ReaderElsewhere(reading.reader, random), at);
    return;
  }
  if (draft == Draft::kTrainee) {
    desk.Write(reading, random.Pick(reader.trainees), at);
    return;
  }
  const bool by_changer =
      reader.changer && base::JstDate(at) < desk.roster().change_day() && random.Chance(0.3);
  const bool off_site = !by_changer && random.Chance(0.4);
  const int physician = by_changer ? *reader.changer : random.Pick(reader.part_time);
  desk.Write(reading, physician, at).off_site = off_site;
  reading.part_time_author = true;
}

void PlanGoodReading(ReadingDesk& desk, PlannedReading& reading, Draft draft) {
  if (draft == Draft::kNone || !reading.own()) return ReadDirectly(desk, reading);
  const PlannedReading ordered = reading;
  WriteDraft(desk, reading, draft);
  const double share = desk.random().Share();
  const Route route = share < 0.15   ? Route::kCorrected
                      : share < 0.27 ? Route::kSentBack
                                     : Route::kPlain;
  if (!desk.Confirm(reading, route)) {
    reading = ordered;
    return ReadDirectly(desk, reading);
  }
  desk.Deliver(reading);
  reading.Mark(RuleName::kAts3_2, v1::Status::CAUTION, Kind::kOwnCaseException);
}

}  // namespace kakutei::generator
