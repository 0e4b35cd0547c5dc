#include "rules/calendar.h"

#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/registry_builder.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::Day;
using testing::Jst;
using testing::RegistryBuilder;

bool Night(const RegistryBuilder& builder, std::string_view at) {
  Registry registry;
  builder.FoldInto(registry);
  return IsNight(registry, Jst(at));
}

bool Holiday(const RegistryBuilder& builder, std::string_view day) {
  Registry registry;
  builder.FoldInto(registry);
  return IsHoliday(registry, Day(day));
}

TEST(Night, IsHalfOpenFromSixToEightWithoutACalendar) {
  const RegistryBuilder none;
  EXPECT_FALSE(Night(none, "2026-06-03T17:59:59"));
  EXPECT_TRUE(Night(none, "2026-06-03T18:00"));
  EXPECT_TRUE(Night(none, "2026-06-03T23:59:59"));
  EXPECT_TRUE(Night(none, "2026-06-04T00:00"));
  EXPECT_TRUE(Night(none, "2026-06-04T07:59:59"));
  EXPECT_FALSE(Night(none, "2026-06-04T08:00"));
}

TEST(Night, IsThatOfTheNationalCalendarOfTheYear) {
  RegistryBuilder builder;
  auto& calendar = builder.Calendar("national", 2026);
  calendar.set_night_from("20:00");
  calendar.set_night_to("06:00");
  EXPECT_FALSE(Night(builder, "2026-06-03T19:59"));
  EXPECT_TRUE(Night(builder, "2026-06-03T20:00"));
  EXPECT_TRUE(Night(builder, "2026-06-04T05:59"));
  EXPECT_FALSE(Night(builder, "2026-06-04T06:00"));
  // Of other years the default holds.
  EXPECT_TRUE(Night(builder, "2027-06-03T19:00"));
}

TEST(Night, ChangesCalendarAtTheJapaneseNewYear) {
  RegistryBuilder builder;
  auto& calendar = builder.Calendar("national", 2026);
  calendar.set_night_from("20:00");
  calendar.set_night_to("06:00");
  EXPECT_TRUE(Night(builder, "2025-12-31T19:00"));
  EXPECT_FALSE(Night(builder, "2026-01-01T07:00"));
  EXPECT_FALSE(Night(builder, "2026-12-31T19:00"));
  EXPECT_TRUE(Night(builder, "2027-01-01T07:00"));
}

TEST(Night, KeepsTheDefaultWhereTheCalendarStatesNoHoursOrOneOfThem) {
  RegistryBuilder builder;
  auto& calendar = builder.Calendar("national", 2026);
  EXPECT_TRUE(Night(builder, "2026-06-03T18:00"));
  calendar.set_night_from("20:00");
  EXPECT_FALSE(Night(builder, "2026-06-03T19:00"));
  EXPECT_TRUE(Night(builder, "2026-06-04T07:59"));
}

TEST(Night, MayLieWithinOneDay) {
  RegistryBuilder builder;
  auto& calendar = builder.Calendar("national", 2026);
  calendar.set_night_from("00:00");
  calendar.set_night_to("06:00");
  EXPECT_TRUE(Night(builder, "2026-06-03T00:00"));
  EXPECT_FALSE(Night(builder, "2026-06-03T06:00"));
  EXPECT_FALSE(Night(builder, "2026-06-03T23:59"));
}

TEST(Night, IsWhatAllNationalCalendarsOfTheYearCallNight) {
  RegistryBuilder builder;
  auto& one = builder.Calendar("national", 2026);
  one.set_night_from("17:00");
  one.set_night_to("07:00");
  auto& two = builder.Calendar("national-b", 2026);
  two.set_night_from("19:00");
  two.set_night_to("09:00");
  EXPECT_FALSE(Night(builder, "2026-06-03T18:00"));
  EXPECT_TRUE(Night(builder, "2026-06-03T19:00"));
  EXPECT_TRUE(Night(builder, "2026-06-04T06:59"));
  EXPECT_FALSE(Night(builder, "2026-06-04T07:00"));
}

TEST(Night, IgnoresAFacilitysCalendar) {
  RegistryBuilder builder;
  auto& calendar = builder.Calendar("facility", 2026);
  calendar.set_facility_id("F-RECV");
  calendar.set_night_from("12:00");
  calendar.set_night_to("11:00");
  EXPECT_FALSE(Night(builder, "2026-06-03T17:00"));
}

TEST(Holiday, IsEverySunday) {
  const RegistryBuilder none;
  EXPECT_TRUE(Holiday(none, "2026-06-07"));
  EXPECT_FALSE(Holiday(none, "2026-06-06"));
  EXPECT_FALSE(Holiday(none, "2026-06-08"));
}

TEST(Holiday, IsTheYearsEnd) {
  const RegistryBuilder none;
  EXPECT_FALSE(Holiday(none, "2025-12-27"));
  EXPECT_TRUE(Holiday(none, "2025-12-29"));
  EXPECT_TRUE(Holiday(none, "2025-12-31"));
  EXPECT_TRUE(Holiday(none, "2026-01-01"));
  EXPECT_TRUE(Holiday(none, "2026-01-03"));
  EXPECT_FALSE(Holiday(none, "2027-01-04"));
}

TEST(Holiday, IsADateOfAnyNationalCalendarPublished) {
  RegistryBuilder builder;
  EXPECT_FALSE(Holiday(builder, "2026-07-20"));
  builder.Calendar("national", 2026).add_holidays("2026-07-20");
  builder.Calendar("national-27", 2027).add_holidays("2027-07-19");
  builder.Calendar("national-b", 2026).add_holidays("2026-08-11");
  EXPECT_TRUE(Holiday(builder, "2026-07-20"));
  EXPECT_TRUE(Holiday(builder, "2027-07-19"));
  EXPECT_TRUE(Holiday(builder, "2026-08-11"));
  EXPECT_FALSE(Holiday(builder, "2026-07-21"));
}

TEST(Holiday, IgnoresAFacilitysCalendar) {
  RegistryBuilder builder;
  auto& calendar = builder.Calendar("facility", 2026);
  calendar.set_facility_id("F-RECV");
  calendar.add_holidays("2026-07-20");
  EXPECT_FALSE(Holiday(builder, "2026-07-20"));
}

TEST(NightOrHoliday, GoesByTheJapaneseDate) {
  const Registry registry;
  // Saturday 2026-06-06 in UTC, Sunday in Japan.
  EXPECT_TRUE(IsNightOrHoliday(registry, *base::ParseInstant("2026-06-06T23:30:00Z")));
  EXPECT_TRUE(IsNightOrHoliday(registry, Jst("2026-06-07T12:00")));
  EXPECT_FALSE(IsNightOrHoliday(registry, Jst("2026-06-06T12:00")));
  EXPECT_TRUE(IsNightOrHoliday(registry, Jst("2026-06-06T18:00")));
}

TEST(ScheduledHours, AreHalfOpenOnTheirWeekday) {
  v1::OffsiteArrangementRecorded arrangement;
  EXPECT_FALSE(InScheduledHours(arrangement, Jst("2026-06-03T10:00")));
  auto& morning = *arrangement.add_scheduled_hours();
  morning.set_weekday(3);
  morning.set_from("09:00");
  morning.set_to("12:00");
  auto& evening = *arrangement.add_scheduled_hours();
  evening.set_weekday(3);
  evening.set_from("18:00");
  evening.set_to("24:00");
  EXPECT_FALSE(InScheduledHours(arrangement, Jst("2026-06-03T08:59:59")));
  EXPECT_TRUE(InScheduledHours(arrangement, Jst("2026-06-03T09:00")));
  EXPECT_TRUE(InScheduledHours(arrangement, Jst("2026-06-03T11:59:59")));
  EXPECT_FALSE(InScheduledHours(arrangement, Jst("2026-06-03T12:00")));
  EXPECT_TRUE(InScheduledHours(arrangement, Jst("2026-06-03T23:59:59")));
  EXPECT_FALSE(InScheduledHours(arrangement, Jst("2026-06-04T10:00")));
}

class ConsultationDays : public ::testing::Test {
 protected:
  bool Is(std::string_view day) const {
    Registry registry;
    builder_.FoldInto(registry);
    return IsConsultationDay(registry, "F-OWN", Day(day));
  }
  std::optional<base::Date> NextAfter(std::string_view day) const {
    Registry registry;
    builder_.FoldInto(registry);
    return NextConsultationDay(registry, "F-OWN", Day(day));
  }
  v1::CalendarPublished& Calendar(const std::string& id, int year) {
    auto& calendar = builder_.Calendar(id, year);
    calendar.set_facility_id("F-OWN");
    return calendar;
  }

  RegistryBuilder builder_;
};

TEST_F(ConsultationDays, AreMondayToFridayWithoutACalendar) {
  EXPECT_TRUE(Is("2026-06-05"));
  EXPECT_FALSE(Is("2026-06-06"));
  EXPECT_FALSE(Is("2026-06-07"));
  EXPECT_TRUE(Is("2026-06-08"));
  builder_.Calendar("national", 2026).add_holidays("2026-06-08");
  EXPECT_FALSE(Is("2026-06-08"));
  EXPECT_EQ(NextAfter("2026-06-05"), Day("2026-06-09"));
}

TEST_F(ConsultationDays, AreThoseOfTheFacilitysCalendarOfTheYear) {
  auto& calendar = Calendar("facility", 2026);
  for (int weekday = 1; weekday <= 7; ++weekday) calendar.add_consultation_weekdays(weekday);
  calendar.add_closed_on("2026-06-10");
  EXPECT_TRUE(Is("2026-06-06"));
  EXPECT_FALSE(Is("2026-06-07"));  // a Sunday is a holiday
  EXPECT_FALSE(Is("2026-06-10"));
  EXPECT_FALSE(Is("2027-06-05"));  // a Saturday of a year without a calendar
  calendar.set_opens_on_holidays(true);
  EXPECT_TRUE(Is("2026-06-07"));
  EXPECT_EQ(NextAfter("2026-06-09"), Day("2026-06-11"));
}

TEST_F(ConsultationDays, OfAnotherFacilityDoNotCount) {
  Calendar("facility", 2026).set_facility_id("F-RECV");
  builder_.Event("facility").mutable_calendar_published()->add_closed_on("2026-06-05");
  EXPECT_TRUE(Is("2026-06-05"));
}

TEST_F(ConsultationDays, AreThoseOfAnyCalendarWhereSeveralDiffer) {
  Calendar("a", 2026).add_closed_on("2026-06-05");
  EXPECT_FALSE(Is("2026-06-05"));
  Calendar("b", 2026);
  EXPECT_TRUE(Is("2026-06-05"));
}

TEST_F(ConsultationDays, MayNotComeForTwoYears) {
  for (int year = 2026; year <= 2029; ++year) {
    auto& calendar = Calendar("y" + std::to_string(year), year);
    calendar.add_consultation_weekdays(7);
  }
  EXPECT_EQ(NextAfter("2026-06-03"), std::nullopt);
}

}  // namespace
}  // namespace kakutei::rules
