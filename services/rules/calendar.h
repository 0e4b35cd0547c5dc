#pragma once

#include <optional>
#include <string_view>

#include "base/civil_time.h"
#include "rules/registry.h"

// Nights, holidays, scheduled hours and consultation days, all in JST. Source: the decided rules
// (the imaging section of the fee schedule defines neither night nor holiday).
namespace kakutei::rules {

// Sundays, 29 December to 3 January, and the dates of all national calendars published.
bool IsHoliday(const Registry& registry, base::Date date);

// [night_from, night_to) across midnight, by the national calendar of the instant's JST year;
// 18:00-08:00 without one. Where several national calendars of the year differ, only what all of
// them call night is night.
bool IsNight(const Registry& registry, base::Instant instant);

// By the time at which the image was acquired.
bool IsNightOrHoliday(const Registry& registry, base::Instant acquired_at);

// Whether the instant lies in one of the arrangement's [from, to) of its weekday.
bool InScheduledHours(const v1::OffsiteArrangementRecorded& arrangement, base::Instant instant);

// Whether a facility sees patients on a date: its weekdays (Monday to Friday unless stated) but for
// holidays (unless it opens on them) and the dates on which it is closed, by the facility's
// calendar of the date's own year. Where several calendars of that year differ, a day that one of
// them calls a consultation day is one.
bool IsConsultationDay(const Registry& registry, std::string_view facility_id, base::Date date);

// The first consultation day after a date; nullopt where the two years that follow hold none.
std::optional<base::Date> NextConsultationDay(const Registry& registry,
                                              std::string_view facility_id, base::Date date);

}  // namespace kakutei::rules
