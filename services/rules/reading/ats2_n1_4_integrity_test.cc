#include <gtest/gtest.h>

#include "facts/dossier.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::Status;
using testing::World;

constexpr char kRule[] = "ATS2-N1.4";

std::string WithDoubtIn(const std::string& fact, World world = World(),
                        const ReadingBuilder& reading = ReadingBuilder::Received()) {
  world.doubtful_in_registry = {fact};
  return FindingOf(world.Judge(reading), kRule);
}

TEST(Integrity, NeedsReviewForADoubtfulFactOfTheReading) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Doubt("t1");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(FindingOf(judged, kRule), "NEEDS_REVIEW disputed ris#t1");
  EXPECT_EQ(CitationOf(judged.verdict, kRule), "ATS2 注1 2026-06-20");
  EXPECT_EQ(ArgumentOf(judged.verdict, kRule, "fact"), "ris#t1");
  EXPECT_EQ(judged.verdict.legal_status(), Status::ELIGIBLE);
}

TEST(Integrity, EndsWithACorrectionOfSureIdentity) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Doubt("t1");
  reading.Attach("t2", 1);
  reading.Event("t2").set_source("his");
  reading.Event("t2").set_source_revision(2);
  EXPECT_EQ(FindingOf(World().Judge(reading), kRule), "");
}

TEST(Integrity, NeedsReviewForADoubtfulFactOfAReview) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Review("W-1").add_doubtful_facts("ris#w1");
  reading.Review("W-2").add_doubtful_facts("ris#w2");
  EXPECT_EQ(FindingOf(World().Judge(reading), kRule), "NEEDS_REVIEW disputed ris#w1 ris#w2");
}

TEST(Integrity, NeedsReviewForTheDiagnosingPhysiciansEmploymentAndArrangement) {
  World world;
  world.registry.Arrange("O-1", "D-FT", "F-RECV");
  EXPECT_EQ(WithDoubtIn("E-FT", world), "NEEDS_REVIEW disputed registry#E-FT");
  EXPECT_EQ(WithDoubtIn("O-1", world), "NEEDS_REVIEW disputed registry#O-1");
}

TEST(Integrity, LeavesHisOtherEmploymentsAndArrangementsAside) {
  World world;
  world.registry.Employ("E-2", "D-FT", "F-OWN", testing::EmploymentStatus::PART_TIME);
  world.registry.Arrange("O-2", "D-FT", "F-OWN");
  EXPECT_EQ(WithDoubtIn("E-2", world), "");
  EXPECT_EQ(WithDoubtIn("O-2", world), "");
  EXPECT_EQ(WithDoubtIn("E-OWN", world), "");
}

TEST(Integrity, NeedsReviewForTheFilingsOfBothSides) {
  EXPECT_EQ(WithDoubtIn("S-SEND"), "NEEDS_REVIEW disputed registry#S-SEND");
  EXPECT_EQ(WithDoubtIn("S-RECV"), "NEEDS_REVIEW disputed registry#S-RECV");
  EXPECT_EQ(WithDoubtIn("S-ADD"), "NEEDS_REVIEW disputed registry#S-ADD");
  EXPECT_EQ(WithDoubtIn("S-OWN"), "");
  EXPECT_EQ(WithDoubtIn("S-OWN", World(), ReadingBuilder::Own()),
            "NEEDS_REVIEW disputed registry#S-OWN");
}

TEST(Integrity, LooksAtWhatIsInForceOnTheDiagnosisDate) {
  World world;
  world.registry.Filing("S-ADD").set_valid_to("2026-06-04");
  EXPECT_NE(WithDoubtIn("S-ADD", world), "");
  world.registry.Filing("S-ADD").set_valid_to("2026-06-03");
  EXPECT_EQ(WithDoubtIn("S-ADD", world), "");
  world.registry.Employment("E-FT").set_valid_from("2026-06-04");
  EXPECT_EQ(WithDoubtIn("E-FT", world), "");
}

TEST(Integrity, LeavesOtherFactsOfTheRegistryAside) {
  EXPECT_EQ(WithDoubtIn("T-RECV"), "");
  EXPECT_EQ(WithDoubtIn("D-FT"), "");
  EXPECT_EQ(WithDoubtIn("R-FT"), "");
}

TEST(Integrity, AsksTheRegistryOnlyOnceADiagnosisIsKnown) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("a1");
  EXPECT_EQ(WithDoubtIn("S-ADD", World(), reading), "");
  reading.Doubt("o1");
  EXPECT_EQ(FindingOf(World().Judge(reading), kRule), "NEEDS_REVIEW disputed ris#o1");
}

}  // namespace
}  // namespace kakutei::rules
