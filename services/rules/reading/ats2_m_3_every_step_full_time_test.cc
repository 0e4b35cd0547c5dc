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

ReadingBuilder DraftedBy(const std::string& physician) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_author_physician_id(physician);
  reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  return reading;
}

TEST(EveryStepFullTime, PassesWhereAllAreFullTimeThere) {
  World world;
  world.registry.Employ("E-2", "D-2", "F-RECV", EmploymentStatus::FULL_TIME)
      .set_dedicated_to_imaging(false);
  const auto judged = world.Judge(DraftedBy("D-2"));
  EXPECT_EQ(FindingOf(judged, "ATS2-M.3"), "");
  EXPECT_EQ(judged.verdict.status(), Status::ELIGIBLE);
}

TEST(EveryStepFullTime, NeedsReviewForAPartTimeStepAndATraineesStep) {
  for (const auto status : {EmploymentStatus::PART_TIME, EmploymentStatus::TRAINEE}) {
    World world;
    world.registry.Employ("E-2", "D-2", "F-RECV", status);
    const auto judged = world.Judge(DraftedBy("D-2"));
    EXPECT_EQ(FindingOf(judged, "ATS2-M.3"), "NEEDS_REVIEW not_full_time registry#E-2 ris#a1");
    EXPECT_EQ(CitationOf(judged.verdict, "ATS2-M.3"), "ATS2 会員の皆様へ 2026-06-20");
  }
}

TEST(EveryStepFullTime, NeedsReviewForAPhysicianOfOtherFacilitiesOnly) {
  World world;
  world.registry.Employ("E-2", "D-2", "F-OTHER", EmploymentStatus::FULL_TIME);
  EXPECT_EQ(FindingOf(world.Judge(DraftedBy("D-2")), "ATS2-M.3"),
            "NEEDS_REVIEW employed_elsewhere registry#E-2 ris#a1");
}

TEST(EveryStepFullTime, IsMissingForAPhysicianEmployedNowhere) {
  EXPECT_EQ(FindingOf(World().Judge(DraftedBy("D-2")), "ATS2-M.3"), "PENDING not_recorded ris#a1");
  EXPECT_EQ(FindingOf(World().JudgeClosed(DraftedBy("D-2")), "ATS2-M.3"),
            "NEEDS_REVIEW not_recorded ris#a1");
}

TEST(EveryStepFullTime, LooksAtTheDateOfTheStep) {
  World world;
  world.registry.Employ("E-2", "D-2", "F-RECV", EmploymentStatus::FULL_TIME)
      .set_valid_to("2026-06-03");
  EXPECT_EQ(FindingOf(world.Judge(DraftedBy("D-2")), "ATS2-M.3"), "PENDING not_recorded ris#a1");
}

TEST(EveryStepFullTime, CountsSignaturesAndStepsAfterTheDelivery) {
  World world;
  world.registry.Employ("E-2", "D-2", "F-RECV", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 2, "D-2", "2026-06-05T09:00");
  reading.Sign("W-1", 2, "D-2", "2026-06-05T09:10");
  EXPECT_EQ(FindingOf(world.Judge(reading), "ATS2-M.3"),
            "NEEDS_REVIEW not_full_time registry#E-2 ris#W-1-2 ris#a2");
}

TEST(EveryStepFullTime, NamesTheKnownOneFirstWhereTheMonthIsClosed) {
  World world;
  world.registry.Employ("E-2", "D-2", "F-RECV", EmploymentStatus::PART_TIME);
  ReadingBuilder reading = DraftedBy("D-UNKNOWN");
  reading.Author("a2", 2, "D-2", "2026-06-05T09:00");
  EXPECT_EQ(FindingOf(world.JudgeClosed(reading), "ATS2-M.3"),
            "NEEDS_REVIEW not_full_time registry#E-2 ris#a1 ris#a2");
}

TEST(EveryStepFullTime, IsNotAskedOfAnOwnCase) {
  EXPECT_EQ(FindingOf(World().Judge(ReadingBuilder::OwnDraftedBy("D-2")), "ATS2-M.3"), "");
}

}  // namespace
}  // namespace kakutei::rules
