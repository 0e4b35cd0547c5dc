#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::Day;
using testing::FindingOf;
using testing::JstTimestamp;
using testing::MonthBuilder;
using testing::ReadingBuilder;
using testing::World;

// Own readings of 2026-06-03, of which the last `late` were delivered two days later.
MonthBuilder Late(int late, int all) {
  MonthBuilder month = MonthBuilder::Own();
  for (int i = 0; i < all; ++i) {
    auto& reading = month.Reading("R-" + std::to_string(i));
    reading.set_delivered_on(i < all - late ? "2026-06-04" : "2026-06-05");
  }
  return month;
}

std::string Finding(const MonthBuilder& month, const World& world = {}) {
  return FindingOf(world.Judge(month).verdict, "L-20");
}

TEST(NextConsultationDay, PassesFromEightyFivePerCent) {
  EXPECT_EQ(Finding(Late(3, 20)), "");
  EXPECT_EQ(Finding(Late(0, 1)), "");
}

TEST(NextConsultationDay, IsACautionFromEightyPerCent) {
  const auto verdict = World().Judge(Late(4, 20)).verdict;
  EXPECT_EQ(FindingOf(verdict, "L-20"),
            "CAUTION below_warning ris#R-16-order ris#R-17-order ris#R-18-order ris#R-19-order");
  EXPECT_EQ(ArgumentOf(verdict, "L-20", "numerator"), "16");
  EXPECT_EQ(ArgumentOf(verdict, "L-20", "denominator"), "20");
  EXPECT_EQ(ArgumentOf(verdict, "L-20", "limit"), "85");
  EXPECT_EQ(CitationOf(verdict, "L-20"), "R8-STANDARDS 第六の一(2)ニ・(3)ホ・(4)ニ 2026-06-01");
}

TEST(NextConsultationDay, NeedsReviewBelowEightyPerCent) {
  EXPECT_EQ(Finding(Late(1, 4)), "NEEDS_REVIEW below_limit ris#R-3-order");
  EXPECT_EQ(Finding(Late(201, 1000)).substr(0, 24), "NEEDS_REVIEW below_limit");
  EXPECT_EQ(Finding(Late(200, 1000)).substr(0, 21), "CAUTION below_warning");
  EXPECT_EQ(World().Judge(Late(201, 1000)).verdict.findings(0).facts_size(), kMostFacts);
}

TEST(NextConsultationDay, CountsOnlyAFullTimePhysiciansDiagnosisAsInTime) {
  MonthBuilder month = Late(0, 1);
  month.last().set_diagnosed_full_time(false);
  EXPECT_EQ(Finding(month), "NEEDS_REVIEW below_limit ris#R-0-order");
}

TEST(NextConsultationDay, CountsWhatIsNotDeliveredOnceItsDayIsPast) {
  World world;
  MonthBuilder month = Late(0, 1);
  month.last().clear_delivered_on();
  for (const char* day : {"", "2026-06-04"}) {
    world.today = day;
    const auto judged = world.Judge(month);
    EXPECT_EQ(FindingOf(judged.verdict, "L-20"), "");
    EXPECT_EQ(judged.look_again_on, Day("2026-06-05"));
  }
  world.today = "2026-06-05";
  EXPECT_EQ(Finding(month, world), "NEEDS_REVIEW below_limit ris#R-0-order");
  EXPECT_EQ(world.Judge(month).look_again_on, std::nullopt);
}

TEST(NextConsultationDay, IsByTheFacilitysCalendar) {
  World world;
  EXPECT_EQ(Finding(Late(1, 1), world), "NEEDS_REVIEW below_limit ris#R-0-order");
  auto& calendar = world.registry.Calendar("facility", 2026);
  calendar.set_facility_id("F-OWN");
  calendar.add_closed_on("2026-06-04");
  EXPECT_EQ(Finding(Late(1, 1), world), "");
}

TEST(NextConsultationDay, IsAskedOfFacilitiesThatFiledLevelTwoToFour) {
  for (const auto standard :
       {v1::Standard::ADD_ON_2, v1::Standard::ADD_ON_3, v1::Standard::ADD_ON_4}) {
    World world;
    world.registry.Filing("S-OWN").set_standard(standard);
    EXPECT_NE(Finding(Late(1, 1), world), "");
  }
  World world;
  world.registry.Filing("S-OWN").set_valid_from("2026-06-30");
  EXPECT_NE(Finding(Late(1, 1), world), "");
  world.registry.Filing("S-OWN").set_valid_from("2026-07-01");
  EXPECT_EQ(Finding(Late(1, 1), world), "");
  world.registry.Filing("S-OWN").set_valid_from("2026-06-01");
  world.registry.Filing("S-OWN").set_standard(v1::Standard::ADD_ON_1);
  EXPECT_EQ(Finding(Late(1, 1), world), "");
}

TEST(NextConsultationDay, IsOfOwnNuclearMedicineCtAndMr) {
  MonthBuilder month = Late(1, 1);
  month.last().set_section_group(v1::SectionGroup::NM);
  EXPECT_NE(Finding(month), "");
  month.last().set_section_group(v1::SectionGroup::XR);
  EXPECT_EQ(Finding(month), "");
  month.last().set_section_group(v1::SectionGroup::CT_MR);
  month.last().set_reading_facility_id("F-RECV");
  EXPECT_EQ(Finding(month), "");
  month.last().set_reading_facility_id("F-OWN");
  month.last().set_status(v1::Status::WITHDRAWN);
  month.Reading("R-9");
  EXPECT_EQ(Finding(month), "");
}

TEST(NextConsultationDay, IsByTheMonthOfTheAcquisition) {
  MonthBuilder month = Late(1, 1);
  *month.last().mutable_acquired_at() = JstTimestamp("2026-05-29T10:00");
  EXPECT_EQ(Finding(month), "");
  // A reading of July's claims that was acquired in June.
  *month.last().mutable_acquired_at() = JstTimestamp("2026-06-30T10:00");
  month.last().set_delivered_on("2026-07-03");
  month.last().set_month("2026-07");
  month.Reading("R-1");
  EXPECT_EQ(Finding(month), "NEEDS_REVIEW below_limit ris#R-0-order");
}

TEST(NextConsultationDay, IsSummarisedByTheFirstQualifyingDelivery) {
  ReadingBuilder reading = ReadingBuilder::Own();
  EXPECT_EQ(World().Judge(reading).summary.delivered_on(), "2026-06-03");
  EXPECT_TRUE(World().Judge(reading).summary.diagnosed_full_time());
  reading.Deliver("d0", 1, "2026-06-02T10:00").set_form(v1::ReportDelivered::Form::VERBAL);
  reading.Deliver("d2", 1, "2026-06-04T10:00").set_form(v1::ReportDelivered::Form::WRITTEN);
  EXPECT_EQ(World().Judge(reading).summary.delivered_on(), "2026-06-03");
  World world;
  world.registry.Employment("E-OWN").set_status(testing::EmploymentStatus::PART_TIME);
  EXPECT_FALSE(world.Judge(reading).summary.diagnosed_full_time());
}

}  // namespace
}  // namespace kakutei::rules
