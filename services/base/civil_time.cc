#include "base/civil_time.h"

#include <cstdio>

namespace kakutei::base {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr hours kJst{9};

// Reads exactly `count` digits at `at`; -1 when something else stands there.
int Digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool IsAt(std::string_view text, std::size_t at, char c) {
  return at < text.size() && text[at] == c;
}

template <typename... Numbers>
std::string Print(const char* format, Numbers... numbers) {
  char buffer[48];
  const int size = std::snprintf(buffer, sizeof buffer, format, numbers...);
  return std::string(buffer, static_cast<std::size_t>(size));
}

}  // namespace

std::optional<Date> ParseDate(std::string_view text) {
  if (text.size() != 10 || !IsAt(text, 4, '-') || !IsAt(text, 7, '-')) return std::nullopt;
  const int year = Digits(text, 0, 4), month = Digits(text, 5, 2), day = Digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date{sys_days{date}};
}

std::optional<Month> ParseMonth(std::string_view text) {
  if (text.size() != 7) return std::nullopt;
  const auto first = ParseDate(std::string(text) + "-01");
  if (!first) return std::nullopt;
  return MonthOf(*first);
}

std::optional<TimeOfDay> ParseTimeOfDay(std::string_view text) {
  if (text.size() != 5 || !IsAt(text, 2, ':')) return std::nullopt;
  const int hour = Digits(text, 0, 2), minute = Digits(text, 3, 2);
  if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return TimeOfDay{hour * 60 + minute};
}

std::string FormatDate(Date date) {
  const std::chrono::year_month_day d{date.days};
  return Print("%04d-%02u-%02u", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
               static_cast<unsigned>(d.day()));
}

std::string FormatMonth(Month month) {
  return Print("%04d-%02u", static_cast<int>(month.value.year()),
               static_cast<unsigned>(month.value.month()));
}

std::optional<Instant> ParseInstant(std::string_view text) {
  const auto date = ParseDate(text.substr(0, 10));
  if (!date || (!IsAt(text, 10, 'T') && !IsAt(text, 10, 't'))) return std::nullopt;
  // Nanoseconds reach from 1677 to 2262.
  if (YearOf(*date) < 1700 || YearOf(*date) > 2200) return std::nullopt;
  const int hour = Digits(text, 11, 2), minute = Digits(text, 14, 2), second = Digits(text, 17, 2);
  if (!IsAt(text, 13, ':') || !IsAt(text, 16, ':') || hour < 0 || hour > 23 || minute < 0 ||
      minute > 59 || second < 0 || second > 59) {
    return std::nullopt;
  }
  std::size_t at = 19;
  std::int64_t nanos = 0;
  if (IsAt(text, at, '.')) {
    std::int64_t unit = 100'000'000;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
      if (unit == 0) return std::nullopt;
      nanos += (text[at] - '0') * unit;
    }
    if (text[at - 1] == '.') return std::nullopt;
  }
  minutes offset{0};
  if (IsAt(text, at, 'Z') || IsAt(text, at, 'z')) {
    ++at;
  } else if (IsAt(text, at, '+') || IsAt(text, at, '-')) {
    const int offset_hours = Digits(text, at + 1, 2), offset_minutes = Digits(text, at + 4, 2);
    if (!IsAt(text, at + 3, ':') || offset_hours < 0 || offset_hours > 23 || offset_minutes < 0 ||
        offset_minutes > 59) {
      return std::nullopt;
    }
    offset = hours{offset_hours} + minutes{offset_minutes};
    if (text[at] == '-') offset = -offset;
    at += 6;
  } else {
    return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  return Instant{date->days} + hours{hour} + minutes{minute} + seconds{second} +
         nanoseconds{nanos} - offset;
}

std::string FormatInstantJst(Instant instant) {
  const auto local = instant + kJst;
  const Date date{floor<days>(local)};
  const auto second = floor<seconds>(local - date.days).count();
  return FormatDate(date) + Print("T%02d:%02d:%02d+09:00", static_cast<int>(second / 3600),
                                  static_cast<int>(second / 60 % 60),
                                  static_cast<int>(second % 60));
}

Date JstDate(Instant instant) { return Date{floor<days>(instant + kJst)}; }

Month JstMonth(Instant instant) { return MonthOf(JstDate(instant)); }

TimeOfDay JstTimeOfDay(Instant instant) {
  const auto local = instant + kJst;
  return TimeOfDay{static_cast<int>(floor<minutes>(local - floor<days>(local)).count())};
}

Instant JstMidnight(Date date) { return Instant{date.days} - kJst; }

Month MonthOf(Date date) {
  const std::chrono::year_month_day d{date.days};
  return Month{d.year() / d.month()};
}

Date FirstDay(Month month) { return Date{sys_days{month.value / std::chrono::day{1}}}; }

Date LastDay(Month month) { return Date{sys_days{month.value / std::chrono::last}}; }

Date AddDays(Date date, int count) { return Date{date.days + days{count}}; }

int YearOf(Date date) { return static_cast<int>(std::chrono::year_month_day{date.days}.year()); }

int IsoWeekday(Date date) {
  return static_cast<int>(std::chrono::weekday{date.days}.iso_encoding());
}

}  // namespace kakutei::base
