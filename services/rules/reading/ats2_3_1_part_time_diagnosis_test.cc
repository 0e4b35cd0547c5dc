#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::Status;
using testing::World;

World WithPartTime() {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-RECV", EmploymentStatus::PART_TIME);
  return world;
}

TEST(PartTimeDiagnosis, IsIneligibleWhenReceivedFromAnotherFacility) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-PT");
  const auto judged = WithPartTime().Judge(reading);
  EXPECT_EQ(FindingOf(judged, "ATS2-3.1"), "INELIGIBLE part_time registry#E-PT ris#a1");
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-3.1"), "ATS2 3 2026-06-20");
}

TEST(PartTimeDiagnosis, IsOfNoConcernWhereAFullTimePhysicianDiagnosed) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-PT");
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.1"), "");
}

TEST(PartTimeDiagnosis, FollowsTheSignerOverTheAuthor) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-1", 1, "D-PT", "2026-06-03T11:20");
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.1"),
            "INELIGIBLE part_time registry#E-PT ris#W-1-1");
}

TEST(PartTimeDiagnosis, LeavesTraineesAndUnknownPhysiciansToOtherRules) {
  World world;
  world.registry.Employment("E-FT").set_status(EmploymentStatus::TRAINEE);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "ATS2-3.1"), "");
  world.registry.Remove("E-FT");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "ATS2-3.1"), "");
}

TEST(PartTimeDiagnosis, CountsFullTimeBeforePartTime) {
  World world;
  world.registry.Employ("E-2", "D-FT", "F-RECV", EmploymentStatus::PART_TIME);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "ATS2-3.1"), "");
}

TEST(PartTimeDiagnosis, IsLeftToTheExceptionInAnOwnCase) {
  World world;
  world.registry.Employment("E-OWN").set_status(EmploymentStatus::PART_TIME);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Own()), "ATS2-3.1"), "");
}

TEST(PartTimeDiagnosis, IsCappedByTheAdvisoryCeilingInTheStatusAlone) {
  World world = WithPartTime();
  world.policy = testing::PolicyWithCeiling("CAUTION");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-PT");
  // L-5 is law and stays.
  EXPECT_EQ(world.Judge(reading).verdict.status(), Status::INELIGIBLE);
  world.registry.Employ("E-PT2", "D-PT", "F-RECV", EmploymentStatus::FULL_TIME);
  world.registry.Remove("E-PT");
  world.registry.Register("D-PT");
  world.registry.FileRadiologist("R-PT", "D-PT", "F-RECV");
  world.registry.Employ("E-DRAFT", "D-DRAFT", "F-RECV", EmploymentStatus::PART_TIME);
  reading.Report().set_author_physician_id("D-DRAFT");
  reading.Sign("W-1", 1, "D-PT", "2026-06-03T11:20");
  const auto judged = world.Judge(reading);
  EXPECT_EQ(FindingOf(judged, "ATS2-3.3"), "INELIGIBLE no_cooperation registry#E-DRAFT ris#a1");
  EXPECT_EQ(judged.verdict.status(), Status::CAUTION);
  EXPECT_EQ(judged.verdict.legal_status(), Status::ELIGIBLE);
}

}  // namespace
}  // namespace kakutei::rules
