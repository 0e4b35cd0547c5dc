#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

// Japanese civil time: dates, months and times of day in JST (UTC+9, no summer time). Pure
// arithmetic; no system clock and no zone database.
namespace kakutei::base {

// UTC, in nanoseconds.
using Instant = std::chrono::sys_time<std::chrono::nanoseconds>;

// A civil date, as days since 1970-01-01.
struct Date {
  std::chrono::sys_days days{};
  auto operator<=>(const Date&) const = default;
};

// A civil month.
struct Month {
  std::chrono::year_month value{};
  auto operator<=>(const Month&) const = default;
};

// Minutes since midnight, 0 .. 1440.
struct TimeOfDay {
  int minutes = 0;
  auto operator<=>(const TimeOfDay&) const = default;
};

// Parsing is strict: exactly YYYY-MM-DD, YYYY-MM or HH:MM (00:00 .. 24:00), existing days only.
std::optional<Date> ParseDate(std::string_view text);
std::optional<Month> ParseMonth(std::string_view text);
std::optional<TimeOfDay> ParseTimeOfDay(std::string_view text);
std::string FormatDate(Date date);
std::string FormatMonth(Month month);

// RFC 3339 of the years 1700 to 2200, any offset; seconds required, up to nine fractional digits.
std::optional<Instant> ParseInstant(std::string_view text);
// RFC 3339 in JST with whole seconds, such as 2026-06-03T11:00:00+09:00.
std::string FormatInstantJst(Instant instant);

Date JstDate(Instant instant);
Month JstMonth(Instant instant);
// The JST time of day; seconds are cut off.
TimeOfDay JstTimeOfDay(Instant instant);
// The instant at which a JST date begins.
Instant JstMidnight(Date date);

Month MonthOf(Date date);
Date FirstDay(Month month);
Date LastDay(Month month);
Date AddDays(Date date, int days);
int YearOf(Date date);
// ISO: 1 = Monday .. 7 = Sunday.
int IsoWeekday(Date date);

}  // namespace kakutei::base
