#include "rules/calendar.h"

#include <algorithm>

namespace kakutei::rules {
namespace {

using v1::Event;

constexpr base::TimeOfDay kNightFrom{18 * 60};
constexpr base::TimeOfDay kNightTo{8 * 60};

bool Within(base::TimeOfDay from, base::TimeOfDay to, base::TimeOfDay time) {
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

// Two years and a leap day: beyond, a calendar that holds no consultation day is a mistake.
constexpr int kDaysToSearch = 731;
constexpr int kFriday = 5;

bool SaysConsultationDay(const v1::CalendarPublished& calendar, int weekday, const std::string& day,
                         bool holiday) {
  const auto& weekdays = calendar.consultation_weekdays();
  const bool open = weekdays.empty()
                        ? weekday <= kFriday
                        : std::find(weekdays.begin(), weekdays.end(), weekday) != weekdays.end();
  const auto& closed = calendar.closed_on();
  return open && std::find(closed.begin(), closed.end(), day) == closed.end() &&
         (calendar.opens_on_holidays() || !holiday);
}

base::TimeOfDay TimeOr(const std::string& text, base::TimeOfDay otherwise) {
  return base::ParseTimeOfDay(text).value_or(otherwise);
}

}  // namespace

bool IsHoliday(const Registry& registry, base::Date date) {
  if (base::IsoWeekday(date) == 7) return true;
  const std::string day = base::FormatDate(date);
  const std::string_view month_and_day = std::string_view(day).substr(5);
  if (month_and_day >= "12-29" || month_and_day <= "01-03") return true;
  const auto calendars = registry.Find(Event::kCalendarPublished, "");
  return std::any_of(calendars.begin(), calendars.end(), [&](const v1::SlotFact* fact) {
    const auto& holidays = fact->event().calendar_published().holidays();
    return std::find(holidays.begin(), holidays.end(), day) != holidays.end();
  });
}

bool IsNight(const Registry& registry, base::Instant instant) {
  const base::TimeOfDay time = base::JstTimeOfDay(instant);
  const int year = base::YearOf(base::JstDate(instant));
  bool stated = false;
  bool night = true;
  for (const v1::SlotFact* fact : registry.Find(Event::kCalendarPublished, "")) {
    const auto& calendar = fact->event().calendar_published();
    if (calendar.year() != year || (!calendar.has_night_from() && !calendar.has_night_to()))
      continue;
    stated = true;
    night = night && Within(TimeOr(calendar.night_from(), kNightFrom),
                            TimeOr(calendar.night_to(), kNightTo), time);
  }
  return stated ? night : Within(kNightFrom, kNightTo, time);
}

bool IsNightOrHoliday(const Registry& registry, base::Instant acquired_at) {
  return IsNight(registry, acquired_at) || IsHoliday(registry, base::JstDate(acquired_at));
}

bool InScheduledHours(const v1::OffsiteArrangementRecorded& arrangement, base::Instant instant) {
  const int weekday = base::IsoWeekday(base::JstDate(instant));
  const base::TimeOfDay time = base::JstTimeOfDay(instant);
  return std::any_of(
      arrangement.scheduled_hours().begin(), arrangement.scheduled_hours().end(),
      [&](const auto& hours) {
        const auto from = base::ParseTimeOfDay(hours.from()), to = base::ParseTimeOfDay(hours.to());
        return hours.weekday() == weekday && from && to && *from <= time && time < *to;
      });
}

bool IsConsultationDay(const Registry& registry, std::string_view facility_id, base::Date date) {
  const std::string day = base::FormatDate(date);
  const int weekday = base::IsoWeekday(date), year = base::YearOf(date);
  const bool holiday = IsHoliday(registry, date);
  bool stated = false;
  for (const v1::SlotFact* fact : registry.Find(Event::kCalendarPublished, facility_id)) {
    const auto& calendar = fact->event().calendar_published();
    if (calendar.facility_id() != facility_id || calendar.year() != year) continue;
    stated = true;
    if (SaysConsultationDay(calendar, weekday, day, holiday)) return true;
  }
  return !stated && SaysConsultationDay({}, weekday, day, holiday);
}

std::optional<base::Date> NextConsultationDay(const Registry& registry,
                                              std::string_view facility_id, base::Date date) {
  for (int ahead = 1; ahead <= kDaysToSearch; ++ahead) {
    const base::Date day = base::AddDays(date, ahead);
    if (IsConsultationDay(registry, facility_id, day)) return day;
  }
  return std::nullopt;
}

}  // namespace kakutei::rules
