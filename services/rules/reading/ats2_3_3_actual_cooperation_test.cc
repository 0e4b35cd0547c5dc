#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

// A part-time physician drafts, D-FT confirms.
ReadingBuilder DraftedByPartTime() {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id("D-PT");
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  return reading;
}

World WithPartTime() {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-RECV", EmploymentStatus::PART_TIME);
  return world;
}

TEST(ActualCooperation, IsIneligibleWithoutCooperation) {
  const auto judged = WithPartTime().Judge(DraftedByPartTime());
  EXPECT_EQ(FindingOf(judged, "ATS2-3.3"), "INELIGIBLE no_cooperation registry#E-PT ris#a1");
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-3.3"), "ATS2 3 2026-06-20");
}

TEST(ActualCooperation, NeedsReviewWithCooperation) {
  World world = WithPartTime();
  world.registry.Cooperate("C-1", "D-PT", "F-SEND");
  EXPECT_EQ(FindingOf(world.Judge(DraftedByPartTime()), "ATS2-3.3"),
            "NEEDS_REVIEW cooperation registry#C-1 registry#E-PT ris#a1");
}

TEST(ActualCooperation, DoesNotTakeCooperationWithAnotherSenderOrOfAnotherPhysician) {
  World world = WithPartTime();
  world.registry.Cooperate("C-1", "D-PT", "F-OTHER");
  world.registry.Cooperate("C-2", "D-FT", "F-SEND");
  EXPECT_EQ(FindingOf(world.Judge(DraftedByPartTime()), "ATS2-3.3"),
            "INELIGIBLE no_cooperation registry#E-PT ris#a1");
}

TEST(ActualCooperation, MustBeInForceOnTheDateOfTheStep) {
  World world = WithPartTime();
  auto& cooperation = world.registry.Cooperate("C-1", "D-PT", "F-SEND");
  cooperation.set_valid_from("2026-06-04");
  EXPECT_EQ(FindingOf(world.Judge(DraftedByPartTime()), "ATS2-3.3"),
            "INELIGIBLE no_cooperation registry#E-PT ris#a1");
  cooperation.set_valid_from("2026-06-03");
  cooperation.set_valid_to("2026-06-04");
  EXPECT_EQ(FindingOf(world.Judge(DraftedByPartTime()), "ATS2-3.3"),
            "NEEDS_REVIEW cooperation registry#C-1 registry#E-PT ris#a1");
}

TEST(ActualCooperation, TakesTheWorstOfSeveralSteps) {
  World world = WithPartTime();
  world.registry.Cooperate("C-1", "D-PT", "F-SEND").set_valid_to("2026-06-04");
  ReadingBuilder reading = DraftedByPartTime();
  reading.Author("a2", 2, "D-PT", "2026-06-04T09:00");
  EXPECT_EQ(FindingOf(world.Judge(reading), "ATS2-3.3"),
            "INELIGIBLE no_cooperation registry#C-1 registry#E-PT ris#a1 ris#a2");
}

TEST(ActualCooperation, IsAskedOfASigningPartTimePhysicianToo) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-1", 1, "D-PT", "2026-06-03T11:20");
  EXPECT_EQ(FindingOf(WithPartTime().Judge(reading), "ATS2-3.3"),
            "INELIGIBLE no_cooperation registry#E-PT ris#W-1-1");
}

TEST(ActualCooperation, LooksAtTheStatusOnTheDateOfTheStep) {
  World world = WithPartTime();
  world.registry.Employment("E-PT").set_valid_to("2026-06-03");
  EXPECT_EQ(FindingOf(world.Judge(DraftedByPartTime()), "ATS2-3.3"), "");
}

TEST(ActualCooperation, IsNotAskedOfAnOwnCase) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::OwnDraftedBy("D-PT")), "ATS2-3.3"), "");
}

}  // namespace
}  // namespace kakutei::rules
