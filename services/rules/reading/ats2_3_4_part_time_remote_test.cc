#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

ReadingBuilder DraftedOffSite() {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-PT");
  reading.Report().set_place(v1::Place::OFF_SITE);
  reading.Report().set_remote_system(true);
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  return reading;
}

World WithPartTime() {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-RECV", EmploymentStatus::PART_TIME);
  return world;
}

TEST(PartTimeRemote, IsIneligibleWhateverElseHolds) {
  World world = WithPartTime();
  world.registry.Cooperate("C-1", "D-PT", "F-SEND");
  world.registry.Arrange("O-1", "D-PT", "F-RECV");
  const auto judged = world.Judge(DraftedOffSite());
  EXPECT_EQ(FindingOf(judged, "ATS2-3.4"), "INELIGIBLE part_time_remote registry#E-PT ris#a1");
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-3.4"), "ATS2 3 2026-06-20");
}

TEST(PartTimeRemote, CountsOffSiteWithoutAStatementAsRemote) {
  ReadingBuilder reading = DraftedOffSite();
  reading.Report().clear_remote_system();
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.4"),
            "INELIGIBLE part_time_remote registry#E-PT ris#a1");
}

TEST(PartTimeRemote, PassesOffSiteWithoutARemoteSystem) {
  ReadingBuilder reading = DraftedOffSite();
  reading.Report().set_remote_system(false);
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.4"), "");
}

TEST(PartTimeRemote, PassesOnSiteThroughARemoteSystem) {
  ReadingBuilder reading = DraftedOffSite();
  reading.Report().set_place(v1::Place::ON_SITE);
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.4"), "");
}

TEST(PartTimeRemote, CountsASignatureToo) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-1", 1, "D-PT", "2026-06-03T11:20")
      .mutable_signature()
      ->set_place(v1::Place::OFF_SITE);
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.4"),
            "INELIGIBLE part_time_remote registry#E-PT ris#W-1-1");
}

TEST(PartTimeRemote, CountsAnAmendmentAfterTheDelivery) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 2, "D-PT", "2026-06-05T09:00").set_place(v1::Place::OFF_SITE);
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.4"), "");
  reading.Report("a2").clear_remote_system();
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.4"),
            "INELIGIBLE part_time_remote registry#E-PT ris#a2");
}

TEST(PartTimeRemote, LeavesTraineesAndOwnCasesToOtherRules) {
  World world = WithPartTime();
  world.registry.Employment("E-PT").set_status(EmploymentStatus::TRAINEE);
  EXPECT_EQ(FindingOf(world.Judge(DraftedOffSite()), "ATS2-3.4"), "");
  World own;
  own.registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = ReadingBuilder::OwnDraftedBy("D-PT");
  reading.Report().set_place(v1::Place::OFF_SITE);
  reading.Report().clear_remote_system();
  EXPECT_EQ(FindingOf(own.Judge(reading), "ATS2-3.4"), "");
}

}  // namespace
}  // namespace kakutei::rules
