#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "billing_eligibility/testing/billing_task.h"

// A correction in the registry has those readings judged again that it can touch, and no others.
namespace kakutei::billing_eligibility {
namespace {

using rules::testing::EmploymentStatus;
using rules::testing::ReadingBuilder;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr char kOwn[] = "reading/F-OWN/R-OWN";
constexpr char kDrafted[] = "reading/F-OWN/R-DRAFTED";
constexpr char kReceived[] = "reading/F-SEND/R-RECEIVED";

// Three readings: D-OWN's own case; one that D-PT drafted and D-OWN confirmed; one of F-SEND that
// D-FT read at F-RECV.
class RegistryCorrection : public ::testing::Test {
 protected:
  void SetUp() override {
    task_.Add(testing::Registry());
    task_.Add(testing::Reading(ReadingBuilder::Own(), "R-OWN", 1));
    task_.Add(testing::Reading(ReadingBuilder::OwnDraftedBy("D-PT"), "R-DRAFTED", 2));
    task_.Add(testing::Reading(ReadingBuilder::Received(), "R-RECEIVED", 3));
    task_.Rest();
    task_.TakeJudged();
  }
  // The readings that are judged again once the fact has come.
  std::set<std::string> JudgedAgain(const v1::Event& fact) {
    task_.Append(fact);
    task_.Rest();
    std::set<std::string> judged = task_.TakeJudged();
    std::erase_if(judged,
                  [](const std::string& subject) { return !subject.starts_with("reading/"); });
    return judged;
  }
  static v1::Event Employment(const char* id, const char* physician, const char* facility) {
    v1::Event event = testing::Fact(std::string("corrected-") + id);
    event.set_source("registry");
    event.set_source_revision(2);
    auto& employment = *event.mutable_employment_recorded();
    employment.set_employment_id(id);
    employment.set_physician_id(physician);
    employment.set_facility_id(facility);
    employment.set_status(EmploymentStatus::PART_TIME);
    employment.set_valid_from("2020-04-01");
    return event;
  }

  testing::BillingTask task_;
};

TEST_F(RegistryCorrection, OfAnEmploymentTouchesThePhysiciansReadings) {
  EXPECT_THAT(JudgedAgain(Employment("E-FT", "D-FT", "F-RECV")), UnorderedElementsAre(kReceived));
  EXPECT_THAT(JudgedAgain(Employment("E-PT", "D-PT", "F-OWN")), UnorderedElementsAre(kDrafted));
  EXPECT_THAT(JudgedAgain(Employment("E-OWN", "D-OWN", "F-OWN")),
              UnorderedElementsAre(kOwn, kDrafted));
}

TEST_F(RegistryCorrection, ThatMovesAnEmploymentTouchesBothPhysicians) {
  EXPECT_THAT(JudgedAgain(Employment("E-PT", "D-FT", "F-OWN")),
              UnorderedElementsAre(kDrafted, kReceived));
}

TEST_F(RegistryCorrection, TouchesOnlyReadingsOnWhoseDaysItSaysSomethingElse) {
  v1::Event before = Employment("E-OLD", "D-FT", "F-RECV");
  before.mutable_employment_recorded()->set_valid_to("2026-06-01");
  EXPECT_THAT(JudgedAgain(before), IsEmpty());
  v1::Event after = Employment("E-NEXT", "D-FT", "F-RECV");
  after.mutable_employment_recorded()->set_valid_from("2026-07-01");
  EXPECT_THAT(JudgedAgain(after), IsEmpty());
  // What it said before counts as well as what it says now.
  v1::Event moved = Employment("E-NEXT", "D-FT", "F-RECV");
  moved.set_event_id("moved");
  moved.set_source_revision(3);
  moved.mutable_employment_recorded()->set_valid_from("2026-06-03");
  EXPECT_THAT(JudgedAgain(moved), UnorderedElementsAre(kReceived));
  moved.set_event_id("moved-back");
  moved.set_source_revision(4);
  moved.mutable_employment_recorded()->set_valid_from("2026-07-01");
  EXPECT_THAT(JudgedAgain(moved), UnorderedElementsAre(kReceived));
}

TEST_F(RegistryCorrection, OfANationalCalendarTouchesTheYearsOfItsDates) {
  const auto published = [](int year, const char* holiday) {
    v1::Event event = testing::Fact("calendar-" + std::to_string(year));
    event.mutable_calendar_published()->set_calendar_id("national");
    event.mutable_calendar_published()->set_year(year);
    event.mutable_calendar_published()->add_holidays(holiday);
    return event;
  };
  EXPECT_THAT(JudgedAgain(published(2029, "2029-01-01")), IsEmpty());
  EXPECT_THAT(JudgedAgain(published(2025, "2025-01-01")), IsEmpty());
  EXPECT_THAT(JudgedAgain(published(2024, "2026-06-03")),
              UnorderedElementsAre(kOwn, kDrafted, kReceived));
  EXPECT_THAT(JudgedAgain(published(2026, "2026-01-01")),
              UnorderedElementsAre(kOwn, kDrafted, kReceived));
}

TEST_F(RegistryCorrection, OfWhatNobodyReadsByTouchesNothing) {
  EXPECT_THAT(JudgedAgain(Employment("E-NEW", "D-NOBODY", "F-OWN")), IsEmpty());
  v1::Event filed = testing::Fact("filed");
  filed.mutable_standard_filed()->set_filing_id("S-X");
  filed.mutable_standard_filed()->set_facility_id("F-NOBODY");
  filed.mutable_standard_filed()->set_standard(v1::Standard::ADD_ON_2);
  filed.mutable_standard_filed()->set_valid_from("2020-04-01");
  EXPECT_THAT(JudgedAgain(filed), IsEmpty());
}

TEST_F(RegistryCorrection, ThatSaysTheSameOrLessTouchesNothing) {
  v1::Event outdated = Employment("E-FT", "D-FT", "F-RECV");
  outdated.set_event_id("outdated");
  outdated.set_source_revision(0);
  EXPECT_THAT(JudgedAgain(outdated), IsEmpty());
  const v1::Event corrected = Employment("E-FT", "D-FT", "F-RECV");
  EXPECT_THAT(JudgedAgain(corrected), UnorderedElementsAre(kReceived));
  EXPECT_THAT(JudgedAgain(corrected), IsEmpty());
}

TEST_F(RegistryCorrection, OfAFilingTouchesReadingsOfTheFacilityThatFiled) {
  const auto filed = [](const char* id, const char* facility, v1::Standard::Value standard) {
    v1::Event event = testing::Fact(std::string("corrected-") + id);
    event.set_source("registry");
    event.set_source_revision(2);
    auto& filing = *event.mutable_standard_filed();
    filing.set_filing_id(id);
    filing.set_facility_id(facility);
    filing.set_standard(standard);
    filing.set_valid_from("2026-07-01");
    return event;
  };
  EXPECT_THAT(JudgedAgain(filed("S-RECV", "F-RECV", v1::Standard::TELERADIOLOGY_RECEIVING)),
              UnorderedElementsAre(kReceived));
  EXPECT_THAT(JudgedAgain(filed("S-SEND", "F-SEND", v1::Standard::TELERADIOLOGY_SENDING)),
              UnorderedElementsAre(kReceived));
  EXPECT_THAT(JudgedAgain(filed("S-OWN", "F-OWN", v1::Standard::ADD_ON_2)),
              UnorderedElementsAre(kOwn, kDrafted));
}

}  // namespace
}  // namespace kakutei::billing_eligibility
