#include "generator/year_calendar.h"

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "facts/event_json.h"
#include "facts/ndjson.h"

namespace kakutei::generator {
namespace {

// The holidays that deploy/calendars ships for a year.
std::vector<std::string> Shipped(int year) {
  std::ifstream file(KAKUTEI_CALENDARS "/national-" + std::to_string(year) + ".ndjson");
  std::string line;
  std::getline(file, line);
  const auto event = facts::ParseEventLine(line);
  if (!event) return {};
  const auto& holidays = event->calendar_published().holidays();
  return {holidays.begin(), holidays.end()};
}

TEST(NationalHolidays, AreTheDaysThatAreShipped) {
  for (int year = 2018; year <= 2027; ++year) {
    std::vector<std::string> days;
    for (const base::Date date : NationalHolidays(year)) days.push_back(base::FormatDate(date));
    EXPECT_EQ(days, Shipped(year)) << year;
  }
}

}  // namespace
}  // namespace kakutei::generator
