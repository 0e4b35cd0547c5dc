#include "generator/reading_desk.h"

#include <algorithm>

#include "base/check.h"

namespace kakutei::generator {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint64_t kDeskStream = 2;
// Below what would be an unnatural volume.
constexpr int kMostSignaturesPerDay = 90;

std::uint64_t Key(int confirmer, std::int64_t rest) {
  return static_cast<std::uint64_t>(confirmer) << 40 | static_cast<std::uint64_t>(rest);
}

std::int64_t TenSeconds(base::Instant at) {
  return std::chrono::duration_cast<seconds>(at.time_since_epoch()).count() / 10;
}

std::int64_t Day(base::Instant at) { return base::JstDate(at).days.time_since_epoch().count(); }

base::Instant LastMoment(const PlannedReading& reading) {
  base::Instant last = reading.acquired_at;
  for (int i = 0; i < reading.step_count; ++i)
    last = std::max(last, reading.steps[static_cast<std::size_t>(i)].at);
  if (reading.review.confirmer >= 0) last = std::max(last, reading.review.signed_at);
  for (int i = 0; i < reading.delivery_count; ++i) {
    last = std::max(last, reading.deliveries[static_cast<std::size_t>(i)].at);
  }
  return last;
}

int NewestVersion(const PlannedReading& reading) {
  int newest = reading.review.confirmer >= 0 ? reading.review.signed_version : 1;
  for (int i = 0; i < reading.step_count; ++i) {
    newest = std::max<int>(newest, reading.steps[static_cast<std::size_t>(i)].version);
  }
  return newest;
}

}  // namespace

ReadingDesk::ReadingDesk(const NetworkSettings& settings, Roster& roster, const Calendar& calendar)
    : settings_(settings),
      roster_(roster),
      calendar_(calendar),
      random_(Mix(settings.seed, kDeskStream)) {}

bool ReadingDesk::Closed(const PlannedReading& reading) const {
  return roster_.facility(reading.claimant).closes && reading.month() == settings_.month;
}

v1::Status::Value ReadingDesk::Missing(const PlannedReading& reading) const {
  return Closed(reading) ? v1::Status::NEEDS_REVIEW : v1::Status::PENDING;
}

base::Instant ReadingDesk::On(base::Date date, int at) {
  return base::JstMidnight(date) + minutes(at) + seconds(random_.Below(60));
}

// Working days see most patients.
base::Date ReadingDesk::AnyDay() {
  const base::Date first = base::FirstDay(settings_.month);
  const int days = static_cast<int>((base::LastDay(settings_.month).days - first.days).count()) + 1;
  while (true) {
    const base::Date date = base::AddDays(first, random_.Below(days));
    const double share = calendar_.IsHoliday(date)     ? 0.25
                         : base::IsoWeekday(date) == 6 ? 0.45
                                                       : 1.0;
    if (random_.Chance(share)) return date;
  }
}

base::Instant ReadingDesk::AnyTime() {
  const base::Date date = AnyDay();
  // The edges of the night, to the second.
  if (random_.Chance(0.01))
    return base::JstMidnight(date) + minutes(8 * 60) - seconds(random_.Below(2));
  if (random_.Chance(0.01))
    return base::JstMidnight(date) + minutes(18 * 60) - seconds(random_.Below(2));
  if (random_.Chance(0.8)) return On(date, random_.Between(8 * 60 + 30, 17 * 60 + 30));
  return On(date, random_.Chance(0.7) ? random_.Between(18 * 60, 24 * 60 - 1)
                                      : random_.Between(0, 8 * 60 - 1));
}

base::Instant ReadingDesk::WorkingTime() { return WorkingTimeWithin(31); }

base::Instant ReadingDesk::WorkingTimeWithin(int days) {
  const base::Date first = base::FirstDay(settings_.month);
  while (true) {
    const base::Date date = AnyDay();
    if (date >= base::AddDays(first, days)) continue;
    if (calendar_.IsHoliday(date) || base::IsoWeekday(date) == 6) continue;
    return On(date, random_.Between(9 * 60, 15 * 60 - 1));
  }
}

base::Instant ReadingDesk::NightTime() {
  while (true) {
    const base::Date date = AnyDay();
    if (date == base::LastDay(settings_.month)) continue;
    return On(date, random_.Chance(0.7) ? random_.Between(18 * 60, 24 * 60 - 1)
                                        : random_.Between(0, 8 * 60 - 1));
  }
}

base::Instant ReadingDesk::EveOfMonth() {
  return On(base::AddDays(base::FirstDay(settings_.month), -1),
            random_.Between(22 * 60 + 30, 24 * 60 - 1));
}

base::Instant ReadingDesk::ReadTime(base::Instant acquired_at) {
  const base::Date date = base::JstDate(acquired_at);
  const int at = base::JstTimeOfDay(acquired_at).minutes;
  if (at < 8 * 60) return On(date, random_.Between(8 * 60 + 30, 10 * 60));
  if (at < 16 * 60) return acquired_at + seconds(random_.Between(15 * 60, 100 * 60));
  return On(base::AddDays(date, 1), random_.Between(8 * 60 + 30, 10 * 60));
}

int ReadingDesk::OnSitePhysician(const PlannedReading& reading) {
  return random_.Pick(reader(reading).on_site);
}

PlannedStep& ReadingDesk::Write(PlannedReading& reading, int physician, base::Instant at) {
  KAKUTEI_CHECK(reading.step_count < static_cast<int>(reading.steps.size()));
  PlannedStep& step = reading.steps[static_cast<std::size_t>(reading.step_count++)];
  step = PlannedStep{};
  step.physician = physician;
  step.at = at;
  step.acting_facility = reading.reader;
  reading.diagnosed_at = at;
  return step;
}

PlannedStep& ReadingDesk::Write(PlannedReading& reading, int physician) {
  return Write(reading, physician, ReadTime(reading.acquired_at));
}

PlannedStep& ReadingDesk::WriteAtHome(PlannedReading& reading, int physician) {
  PlannedStep& step =
      Write(reading, physician, reading.acquired_at + minutes(random_.Between(12, 55)));
  step.off_site = true;
  return step;
}

PlannedStep& ReadingDesk::WriteAfter(PlannedReading& reading, int physician, int least, int most) {
  const base::Instant last = LastMoment(reading);
  return Write(reading, physician, last + minutes(random_.Between(least, most)));
}

void ReadingDesk::Read(PlannedReading& reading, int physician) {
  Write(reading, physician);
  Deliver(reading);
}

bool ReadingDesk::HasCapacity(int confirmer, base::Instant at) const {
  const auto found = per_day_.find(Key(confirmer, Day(at)));
  return found == per_day_.end() || found->second < kMostSignaturesPerDay;
}

bool ReadingDesk::Confirm(PlannedReading& reading, Route route) {
  const auto& candidates = reader(reading).on_site;
  const int first = random_.Below(static_cast<int>(candidates.size()));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const int confirmer = candidates[(static_cast<std::size_t>(first) + i) % candidates.size()];
    if (!HasCapacity(confirmer, LastMoment(reading))) continue;
    ConfirmBy(reading, confirmer, route);
    return true;
  }
  return false;
}

void ReadingDesk::Open(PlannedReading& reading, int confirmer, Route route, base::Instant at) {
  PlannedReview& review = reading.review;
  const int version = NewestVersion(reading);
  review = PlannedReview{};
  const int least = LeastActiveSeconds(reading.modality);
  const int most_series = reading.modality == Modality::XR ? 4 : 12;
  review.series_total = static_cast<std::int16_t>(random_.Between(1, most_series));
  // Down to just enough of both.
  review.series_viewed = static_cast<std::int16_t>(
      random_.Between((review.series_total + 1) / 2, review.series_total));
  review.active_seconds =
      static_cast<std::int16_t>(random_.Chance(0.1) ? least : random_.Between(least, 300));
  review.opened_at = at;
  review.confirmer = confirmer;
  review.opened_version = static_cast<std::int8_t>(version);
  review.corrected = route == Route::kCorrected;
  review.sent_back = route == Route::kSentBack;
  review.signed_version = static_cast<std::int8_t>(version + (route == Route::kPlain ? 0 : 1));
}

void ReadingDesk::ConfirmBy(PlannedReading& reading, int confirmer, Route route) {
  Open(reading, confirmer, route, LastMoment(reading) + minutes(random_.Between(3, 25)));
  PlannedReview& review = reading.review;
  base::Instant at = review.opened_at + seconds(review.active_seconds + random_.Between(60, 400));
  if (review.sent_back) {
    const PlannedStep draft = reading.steps[static_cast<std::size_t>(reading.step_count - 1)];
    at += minutes(random_.Between(5, 20));
    PlannedStep& again = Write(reading, draft.physician, at);
    again.off_site = draft.off_site;
    again.step = AuthoredStep::AMENDMENT;
    again.version = review.signed_version;
    at += seconds(random_.Between(60, 300));
  }
  review.signed_at = FreeSlot(confirmer, at);
  CountSigning(confirmer, review.signed_at);
  reading.diagnosed_at = review.signed_at;
}

void ReadingDesk::ConfirmAt(PlannedReading& reading, int confirmer, base::Instant at) {
  Open(reading, confirmer, Route::kPlain, at - seconds(random_.Between(340, 1000)));
  reading.review.signed_at = at;
  CountSigning(confirmer, at);
  reading.diagnosed_at = at;
}

// At most one signature in each ten seconds, so that no window of a minute holds a burst.
base::Instant ReadingDesk::FreeSlot(int confirmer, base::Instant at) {
  while (!taken_.insert(Key(confirmer, TenSeconds(at))).second) at += seconds(10);
  return at;
}

bool ReadingDesk::ReserveMinute(int confirmer, base::Instant at) {
  for (int offset = -90; offset <= 150; offset += 10) {
    if (taken_.contains(Key(confirmer, TenSeconds(at + seconds(offset))))) return false;
  }
  for (int offset = -90; offset <= 150; offset += 10) {
    taken_.insert(Key(confirmer, TenSeconds(at + seconds(offset))));
  }
  return true;
}

void ReadingDesk::CountSigning(int confirmer, base::Instant at) {
  ++per_day_[Key(confirmer, Day(at))];
}

PlannedDelivery& ReadingDesk::Deliver(PlannedReading& reading) {
  KAKUTEI_CHECK(reading.delivery_count < static_cast<int>(reading.deliveries.size()));
  const base::Instant at = LastMoment(reading) + seconds(random_.Between(60, 1500));
  PlannedDelivery& delivery =
      reading.deliveries[static_cast<std::size_t>(reading.delivery_count++)];
  delivery = PlannedDelivery{};
  delivery.at = at;
  delivery.version = static_cast<std::int8_t>(NewestVersion(reading));
  if (random_.Chance(0.3)) delivery.form = DeliveryForm::WRITTEN;
  return delivery;
}

int ReadingDesk::LeastActiveSeconds(Modality::Value modality) {
  switch (modality) {
    case Modality::XR:
      return 10;
    case Modality::NM:
      return 20;
    default:
      return 30;
  }
}

}  // namespace kakutei::generator
