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

constexpr auto kInsufficient = v1::Assessment::INSUFFICIENT_EVIDENCE;
constexpr auto kPending = v1::Assessment::EVIDENCE_PENDING;

World WithPartTime() {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  return world;
}

std::string JudgeOf(const ReadingBuilder& reading) {
  return FindingOf(WithPartTime().Judge(reading), "ATS2-3.2");
}

TEST(OwnCaseException, IsUsedWhereTheConfirmationWasSubstantive) {
  const auto judged = WithPartTime().Judge(ReadingBuilder::OwnDraftedBy("D-PT"));
  EXPECT_EQ(FindingOf(judged, "ATS2-3.2"), "CAUTION exception_used ris#W-1-1 ris#a1");
  EXPECT_EQ(judged.verdict.status(), Status::CAUTION);
  EXPECT_EQ(judged.verdict.legal_status(), Status::ELIGIBLE);
  EXPECT_TRUE(judged.summary.uses_own_case_exception());
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-3.2"), "ATS2 3 2026-06-20");
}

TEST(OwnCaseException, NeedsReviewWhereTheEvidenceIsInsufficient) {
  EXPECT_EQ(JudgeOf(ReadingBuilder::OwnDraftedBy("D-PT", kInsufficient)),
            "NEEDS_REVIEW insufficient_evidence ris#W-1-1 ris#a1");
}

TEST(OwnCaseException, IsIneligibleWhereTheConfirmationWasAFormality) {
  EXPECT_EQ(JudgeOf(ReadingBuilder::OwnDraftedBy("D-PT", v1::Assessment::FORMAL_ONLY)),
            "INELIGIBLE formal_only ris#W-1-1 ris#a1");
}

TEST(OwnCaseException, IsIneligibleWhereTheAssessmentFoundTheSignerUnqualified) {
  EXPECT_EQ(JudgeOf(ReadingBuilder::OwnDraftedBy("D-PT", v1::Assessment::NOT_QUALIFIED)),
            "INELIGIBLE not_full_time ris#W-1-1 ris#a1");
}

TEST(OwnCaseException, IsIneligibleWhereTheAssessmentIsAWordUnknownHere) {
  EXPECT_EQ(JudgeOf(ReadingBuilder::OwnDraftedBy("D-PT", v1::Assessment::ASSESSMENT_UNSPECIFIED)),
            "INELIGIBLE formal_only ris#W-1-1 ris#a1");
}

TEST(OwnCaseException, IsMissingWhileEvidenceIsPending) {
  const ReadingBuilder reading = ReadingBuilder::OwnDraftedBy("D-PT", kPending);
  EXPECT_EQ(JudgeOf(reading), "PENDING evidence_pending ris#W-1-1 ris#a1");
  EXPECT_EQ(FindingOf(WithPartTime().JudgeClosed(reading), "ATS2-3.2"),
            "NEEDS_REVIEW evidence_pending ris#W-1-1 ris#a1");
}

TEST(OwnCaseException, IsMissingWithoutASignatureAtOrBeforeTheDelivery) {
  // D-OWN wrote the delivered version out of D-PT's, and signed it too late.
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Author("a1", 1, "D-PT", "2026-06-03T11:00");
  reading.Author("a2", 2, "D-OWN", "2026-06-03T11:10");
  reading.Deliver("d1", 2, "2026-06-03T11:30");
  EXPECT_EQ(JudgeOf(reading), "PENDING not_signed ris#a1 ris#a2");
  reading.Sign("W-1", 2, "D-OWN", "2026-06-03T11:31");
  EXPECT_EQ(JudgeOf(reading), "PENDING not_signed ris#a1 ris#a2");
  EXPECT_EQ(FindingOf(WithPartTime().JudgeClosed(reading), "ATS2-3.2"),
            "NEEDS_REVIEW not_signed ris#a1 ris#a2");
}

TEST(OwnCaseException, CountsASignatureOfTheVeryMomentOfTheDelivery) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Author("a1", 1, "D-PT", "2026-06-03T11:00");
  reading.Sign("W-1", 1, "D-OWN", "2026-06-03T11:30");
  EXPECT_EQ(JudgeOf(reading), "CAUTION exception_used ris#W-1-1 ris#a1");
}

TEST(OwnCaseException, DoesNotTakeASignatureOfAnEarlierVersionForTheDeliveredOne) {
  ReadingBuilder reading = ReadingBuilder::OwnDraftedBy("D-PT");
  reading.Author("a2", 2, "D-OWN", "2026-06-03T11:25");
  reading.Deliver("d1", 2, "2026-06-03T11:30");
  EXPECT_EQ(JudgeOf(reading), "PENDING not_signed ris#a1 ris#a2");
}

TEST(OwnCaseException, IsIneligibleWhereThePartTimePhysicianDiagnosed) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Author("a1", 1, "D-PT", "2026-06-03T11:00");
  EXPECT_EQ(JudgeOf(reading), "INELIGIBLE not_full_time registry#E-PT ris#a1");
}

TEST(OwnCaseException, IsIneligibleForAnUndedicatedDiagnosisWhoeverWroteIt) {
  World world;
  world.registry.Employment("E-OWN").set_dedicated_to_imaging(false);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Own()), "ATS2-3.2"),
            "INELIGIBLE not_full_time registry#E-OWN ris#a1");
}

TEST(OwnCaseException, IsIneligibleWhereEmploymentsDisagreeOnTheDedication) {
  World world = WithPartTime();
  world.registry.Employ("E-OWN2", "D-OWN", "F-OWN", EmploymentStatus::FULL_TIME)
      .set_dedicated_to_imaging(false);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::OwnDraftedBy("D-PT")), "ATS2-3.2"),
            "INELIGIBLE not_full_time registry#E-OWN registry#E-OWN2 ris#W-1-1 ris#a1");
}

TEST(OwnCaseException, LeavesAnUnrecordedOrUnstatedDiagnosisToTheLaw) {
  World world = WithPartTime();
  world.registry.Remove("E-OWN");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::OwnDraftedBy("D-PT")), "ATS2-3.2"), "");
  world = WithPartTime();
  world.registry.Employment("E-OWN").clear_dedicated_to_imaging();
  const auto judged = world.Judge(ReadingBuilder::OwnDraftedBy("D-PT"));
  EXPECT_EQ(FindingOf(judged, "ATS2-3.2"), "");
  EXPECT_EQ(judged.verdict.status(), Status::PENDING);
}

TEST(OwnCaseException, CountsAnAuthorWithoutEmploymentAsNotFullTime) {
  EXPECT_EQ(FindingOf(World().Judge(ReadingBuilder::OwnDraftedBy("D-UNKNOWN")), "ATS2-3.2"),
            "CAUTION exception_used ris#W-1-1 ris#a1");
}

TEST(OwnCaseException, CountsATraineeAndAnUndedicatedAuthorAsNotFullTime) {
  World world;
  world.registry.Employ("E-TR", "D-TR", "F-OWN", EmploymentStatus::TRAINEE);
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::OwnDraftedBy("D-TR")), "ATS2-3.2"), "");
  world.registry.Employ("E-TR", "D-TR", "F-OWN", EmploymentStatus::FULL_TIME)
      .set_dedicated_to_imaging(false);
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::OwnDraftedBy("D-TR")), "ATS2-3.2"), "");
}

TEST(OwnCaseException, CountsAVersionWithoutKnownAuthorAsNotWrittenByFullTime) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Sign("W-1", 2, "D-OWN", "2026-06-03T11:20");
  reading.Deliver("d1", 2, "2026-06-03T11:30");
  EXPECT_EQ(JudgeOf(reading), "CAUTION exception_used ris#W-1-2");
}

TEST(OwnCaseException, LooksAtTheAuthorOnTheDayHeWrote) {
  World world;
  world.registry.Employ("E-D", "D-D", "F-OWN", EmploymentStatus::FULL_TIME)
      .set_valid_from("2026-06-03");
  ReadingBuilder reading = ReadingBuilder::OwnDraftedBy("D-D");
  EXPECT_EQ(FindingOf(world.Judge(reading), "ATS2-3.2"), "");
  reading.At("a1", "2026-06-02T23:59");
  EXPECT_NE(FindingOf(world.Judge(reading), "ATS2-3.2"), "");
}

TEST(OwnCaseException, IgnoresAuthorsOfVersionsAfterTheDeliveredOne) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Author("a2", 2, "D-PT", "2026-06-04T09:00");
  EXPECT_EQ(JudgeOf(reading), "");
}

TEST(OwnCaseException, NeedsNoConfirmationWhereEveryAuthorIsFullTime) {
  const auto judged = WithPartTime().Judge(ReadingBuilder::Own());
  EXPECT_EQ(judged.verdict.status(), Status::ELIGIBLE);
  EXPECT_FALSE(judged.summary.uses_own_case_exception());
}

TEST(OwnCaseException, IsNoMatterOfAReceivedCase) {
  World world;
  world.registry.Employment("E-FT").set_status(EmploymentStatus::PART_TIME);
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "ATS2-3.2"), "");
}

TEST(OwnCaseException, IsSilentWithoutADiagnosis) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Remove("a1");
  reading.Remove("d1");
  EXPECT_EQ(JudgeOf(reading), "");
}

}  // namespace
}  // namespace kakutei::rules
