#pragma once

#include <vector>

#include "base/civil_time.h"

// The Japanese calendar that the network publishes and lives by.
namespace kakutei::generator {

// The national holidays of a year from 2018 on under the acts in force, substitute days included,
// in order: the days of deploy/calendars, and beyond them what the present act gives. The equinoxes
// follow the usual approximation, good for 1980 to 2099.
std::vector<base::Date> NationalHolidays(int year);

// Sundays, 29 December to 3 January and national holidays; the night from 18:00 to 08:00 JST.
class Calendar {
 public:
  // Knows the years of the months before, of and after `month`.
  explicit Calendar(base::Month month);

  const std::vector<int>& years() const { return years_; }
  bool IsHoliday(base::Date date) const;
  bool IsNight(base::Instant instant) const;
  bool IsNightOrHoliday(base::Instant instant) const {
    return IsNight(instant) || IsHoliday(base::JstDate(instant));
  }

 private:
  std::vector<int> years_;
  std::vector<base::Date> holidays_;
};

inline constexpr const char* kNightFrom = "18:00";
inline constexpr const char* kNightTo = "08:00";

}  // namespace kakutei::generator
