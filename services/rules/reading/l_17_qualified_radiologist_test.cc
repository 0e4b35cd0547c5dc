#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::EmploymentStatus;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::World;

TEST(QualifiedRadiologist, IsMissingWhileThePhysicianIsNotRegistered) {
  World world;
  world.registry.Remove("D-FT");
  const auto judged = world.Judge(ReadingBuilder::Received());
  EXPECT_EQ(FindingOf(judged, "L-17"), "PENDING not_registered ris#a1");
  EXPECT_EQ(CitationOf(judged.verdict, "L-17"), "R8-CIRCULAR 5(1) 2026-06-01");
  EXPECT_EQ(FindingOf(world.JudgeClosed(ReadingBuilder::Received()), "L-17"),
            "NEEDS_REVIEW not_registered ris#a1");
}

TEST(QualifiedRadiologist, NeedsReviewWithTooFewYearsAndNoTraining) {
  World world;
  auto& registered = world.registry.Register("D-FT");
  registered.set_years_dedicated(9);
  registered.set_society_training_registered(false);
  const auto judged = world.Judge(ReadingBuilder::Received());
  EXPECT_EQ(FindingOf(judged, "L-17"), "NEEDS_REVIEW not_qualified registry#D-FT ris#a1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-17", "years"), "10");
  registered.set_years_dedicated(10);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-17"), "");
}

TEST(QualifiedRadiologist, TakesWhatIsNotStatedForNotFulfilled) {
  World world;
  world.registry.Register("D-FT").clear_years_dedicated();
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-17"),
            "NEEDS_REVIEW not_qualified registry#D-FT ris#a1");
}

TEST(QualifiedRadiologist, IsSatisfiedByTheSocietysTrainingAlone) {
  World world;
  auto& registered = world.registry.Register("D-FT");
  registered.set_society_training_registered(true);
  registered.set_years_dedicated(2);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-17"), "");
  registered.clear_years_dedicated();
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-17"), "");
}

TEST(QualifiedRadiologist, FollowsThePolicysYears) {
  World world;
  v1::Parameters years;
  years.set_min_years_dedicated(11);
  world.policy = testing::PolicyWith(years);
  const auto judged = world.Judge(ReadingBuilder::Own());
  EXPECT_EQ(FindingOf(judged, "L-17"), "NEEDS_REVIEW not_qualified registry#D-OWN ris#a1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-17", "years"), "11");
}

TEST(QualifiedRadiologist, IsOfNoConcernForOneWhoIsNotFullTimeAndDedicated) {
  World world;
  world.registry.Remove("D-FT");
  world.registry.Employment("E-FT").set_status(EmploymentStatus::PART_TIME);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-17"), "");
}

TEST(QualifiedRadiologist, WaitsForADiagnosis) {
  World world;
  world.registry.Remove("D-FT");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("a1");
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-17"), "");
}

}  // namespace
}  // namespace kakutei::rules
