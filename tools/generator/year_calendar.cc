#include "generator/year_calendar.h"

#include <algorithm>

namespace kakutei::generator {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

base::Date On(int y, unsigned m, unsigned d) {
  return base::Date{std::chrono::sys_days(year(y) / month(m) / day(d))};
}

base::Date NthMonday(int y, unsigned m, int nth) {
  const base::Date first = On(y, m, 1);
  return base::AddDays(first, (8 - base::IsoWeekday(first)) % 7 + 7 * (nth - 1));
}

// The day of the equinox: `base` and the yearly drift in millionths of a day since 1980, less the
// leap days.
unsigned Equinox(int y, std::int64_t base) {
  const std::int64_t since = y - 1980;
  return static_cast<unsigned>((base + 242'194 * since) / 1'000'000 - since / 4);
}

// What special acts moved in the years of the Olympic games.
std::vector<base::Date> SummerAndSports(int y) {
  if (y == 2020) return {On(y, 7, 23), On(y, 7, 24), On(y, 8, 10)};
  if (y == 2021) return {On(y, 7, 22), On(y, 7, 23), On(y, 8, 8)};
  return {NthMonday(y, 7, 3), On(y, 8, 11), NthMonday(y, 10, 2)};
}

// His birthday; none fell into the year of the enthronement, which had two days of its own.
std::vector<base::Date> ForTheEmperor(int y) {
  if (y <= 2018) return {On(y, 12, 23)};
  if (y == 2019) return {On(y, 5, 1), On(y, 10, 22)};
  return {On(y, 2, 23)};
}

}  // namespace

std::vector<base::Date> NationalHolidays(int y) {
  std::vector<base::Date> days = {On(y, 1, 1),        NthMonday(y, 1, 2),
                                  On(y, 2, 11),       On(y, 3, Equinox(y, 20'843'100)),
                                  On(y, 4, 29),       On(y, 5, 3),
                                  On(y, 5, 4),        On(y, 5, 5),
                                  NthMonday(y, 9, 3), On(y, 9, Equinox(y, 23'248'800)),
                                  On(y, 11, 3),       On(y, 11, 23)};
  for (const auto& moved : {SummerAndSports(y), ForTheEmperor(y)})
    days.insert(days.end(), moved.begin(), moved.end());
  std::sort(days.begin(), days.end());
  const auto listed = [&](base::Date date) {
    return std::find(days.begin(), days.end(), date) != days.end();
  };
  const std::vector<base::Date> named = days;
  for (const base::Date date : named) {
    // A holiday on a Sunday moves to the next day that is none; a day between two holidays is one.
    if (base::IsoWeekday(date) == 7) {
      base::Date substitute = base::AddDays(date, 1);
      while (listed(substitute)) substitute = base::AddDays(substitute, 1);
      days.push_back(substitute);
    }
    const base::Date between = base::AddDays(date, 1);
    const bool sandwiched =
        std::find(named.begin(), named.end(), base::AddDays(date, 2)) != named.end();
    if (sandwiched && !listed(between) && base::IsoWeekday(between) != 7) days.push_back(between);
  }
  std::sort(days.begin(), days.end());
  return days;
}

Calendar::Calendar(base::Month month) {
  for (const int offset : {-1, 0, 1}) {
    const int y = static_cast<int>((month.value + std::chrono::months(offset)).year());
    if (!years_.empty() && years_.back() == y) continue;
    years_.push_back(y);
    const auto days = NationalHolidays(y);
    holidays_.insert(holidays_.end(), days.begin(), days.end());
  }
}

bool Calendar::IsHoliday(base::Date date) const {
  const std::chrono::year_month_day civil(date.days);
  const unsigned m = static_cast<unsigned>(civil.month()), d = static_cast<unsigned>(civil.day());
  const bool turn_of_year = (m == 12 && d >= 29) || (m == 1 && d <= 3);
  return base::IsoWeekday(date) == 7 || turn_of_year ||
         std::binary_search(holidays_.begin(), holidays_.end(), date);
}

bool Calendar::IsNight(base::Instant instant) const {
  const int minutes = base::JstTimeOfDay(instant).minutes;
  return minutes >= 18 * 60 || minutes < 8 * 60;
}

}  // namespace kakutei::generator
