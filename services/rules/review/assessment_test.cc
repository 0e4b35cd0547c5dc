#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/dossier.h"
#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::Jst;
using testing::ReviewBuilder;
using testing::World;

using Modality = v1::ReadingOrdered::Modality;

// "ASSESSMENT rule.branch rule.branch ..." of the review's first signature.
std::string Line(const v1::ConfirmationAssessed& assessed) {
  const auto& signature = assessed.signatures(0);
  std::string line = v1::Assessment::Value_Name(signature.assessment());
  for (const auto& finding : signature.findings()) {
    line += " " + finding.rule_id().substr(5) + "." + finding.message_code();
  }
  return line;
}

std::string LineOf(const ReviewBuilder& review, Modality::Value modality = Modality::CT) {
  return Line(World().Assess(review, modality));
}

TEST(Assessment, IsSubstantiveWithViewingAndComparison) {
  const auto assessed = World().Assess(ReviewBuilder::Complete());
  EXPECT_EQ(Line(assessed), "SUBSTANTIVE");
  EXPECT_EQ(assessed.assessment(), v1::Assessment::SUBSTANTIVE);
  EXPECT_EQ(assessed.confirmer_physician_id(), "D-OWN");
  EXPECT_EQ(assessed.signatures(0).fact(), "ris#s1");
  EXPECT_FALSE(assessed.signatures(0).formal());
  EXPECT_EQ(assessed.policy(), World().policy.On(testing::Day("2026-06-03")).digest());
}

TEST(Assessment, IsEmptyForAReviewOfWhichNothingIsKnown) {
  EXPECT_EQ(World().Assess(ReviewBuilder()).ByteSizeLong(), 0u);
}

TEST(Assessment, IsUnspecifiedWithoutASignature) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Remove("s1");
  const auto assessed = World().Assess(review);
  EXPECT_EQ(assessed.assessment(), v1::Assessment::ASSESSMENT_UNSPECIFIED);
  EXPECT_EQ(assessed.confirmer_physician_id(), "D-OWN");
}

TEST(Assessment, LeavesTheConfirmerOutWhereTheReviewWasNotOpened) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Remove("w1");
  EXPECT_FALSE(World().Assess(review).has_confirmer_physician_id());
}

TEST(Assessment, IsFormalForBulkAndAutomaticSignatures) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Signature().set_mode(v1::ConfirmationSigned::Mode::BULK);
  EXPECT_EQ(LineOf(review), "FORMAL_ONLY N1.1.bulk");
  review.Signature().set_mode(v1::ConfirmationSigned::Mode::AUTOMATIC);
  EXPECT_EQ(LineOf(review), "FORMAL_ONLY N1.1.automatic");
  EXPECT_TRUE(World().Assess(review).signatures(0).formal());
}

TEST(Assessment, IsFormalWhereNoSeriesWasViewed) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Viewed().set_series_viewed(0);
  EXPECT_EQ(LineOf(review), "FORMAL_ONLY N1.1.no_series_viewed N1.2.too_few_series");
}

TEST(Assessment, RanksFormalityAboveEvidencePendingAboveInsufficientEvidence) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Viewed().set_active_seconds(1);
  EXPECT_EQ(LineOf(review), "INSUFFICIENT_EVIDENCE N1.2.too_short");
  review.Remove("p1");
  EXPECT_EQ(LineOf(review), "EVIDENCE_PENDING N1.2.too_short N1.2.not_compared");
  review.Signature().set_mode(v1::ConfirmationSigned::Mode::BULK);
  EXPECT_EQ(LineOf(review), "FORMAL_ONLY N1.1.bulk N1.2.too_short N1.2.not_compared");
}

TEST(Assessment, AsksForHalfOfTheSeries) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Viewed().set_series_viewed(2);
  EXPECT_EQ(LineOf(review), "SUBSTANTIVE");
  review.Viewed().set_series_total(5);
  EXPECT_EQ(LineOf(review), "INSUFFICIENT_EVIDENCE N1.2.too_few_series");
}

TEST(Assessment, AsksForActiveSecondsByModality) {
  const std::pair<Modality::Value, int> kLeast[] = {
      {Modality::CT, 30}, {Modality::MR, 30}, {Modality::NM, 20}, {Modality::XR, 10}};
  for (const auto& [modality, seconds] : kLeast) {
    ReviewBuilder review = ReviewBuilder::Complete();
    review.Viewed().set_active_seconds(seconds);
    EXPECT_EQ(LineOf(review, modality), "SUBSTANTIVE") << Modality::Value_Name(modality);
    review.Viewed().set_active_seconds(seconds - 1);
    EXPECT_EQ(LineOf(review, modality), "INSUFFICIENT_EVIDENCE N1.2.too_short")
        << Modality::Value_Name(modality);
  }
}

TEST(Assessment, TakesItsThresholdsFromThePolicy) {
  World world;
  v1::Parameters stricter;
  stricter.set_min_series_percent(100);
  stricter.mutable_min_active_seconds()->set_ct(96);
  world.policy = testing::PolicyWith(stricter);
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Viewed().set_series_viewed(3);
  EXPECT_EQ(Line(world.Assess(review)), "INSUFFICIENT_EVIDENCE N1.2.too_few_series N1.2.too_short");
}

TEST(Assessment, WaitsForTheModality) {
  EXPECT_EQ(LineOf(ReviewBuilder::Complete(), Modality::MODALITY_UNSPECIFIED),
            "EVIDENCE_PENDING N1.2.modality_unknown");
}

TEST(Assessment, WaitsForViewingAndComparison) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Remove("v1");
  EXPECT_EQ(LineOf(review), "EVIDENCE_PENDING N1.2.no_images_viewed");
  review.Remove("p1");
  EXPECT_EQ(LineOf(review), "EVIDENCE_PENDING N1.2.no_images_viewed N1.2.not_compared");
}

TEST(Assessment, CountsEvidenceUpToTheSignatureOnly) {
  ReviewBuilder review;
  review.View("v1", "2026-06-03T11:20:01", 4, 95);
  review.Compare("p1", 1, "2026-06-03T11:20:01");
  review.Sign("s1", 1, "2026-06-03T11:20");
  EXPECT_EQ(LineOf(review), "EVIDENCE_PENDING N1.2.no_images_viewed N1.2.not_compared");
  review.View("v2", "2026-06-03T11:20", 4, 95);
  review.Compare("p2", 1, "2026-06-03T11:20");
  EXPECT_EQ(LineOf(review), "SUBSTANTIVE");
}

TEST(Assessment, TakesTheTotalsOfTheLastViewingUntilTheSignature) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.View("v0", "2026-06-03T11:14", 0, 1);
  EXPECT_EQ(LineOf(review), "SUBSTANTIVE");
  review.View("v2", "2026-06-03T11:17", 4, 12);
  review.View("v3", "2026-06-03T11:30", 4, 300);
  EXPECT_EQ(LineOf(review), "INSUFFICIENT_EVIDENCE N1.2.too_short");
}

TEST(Assessment, AcceptsAComparisonOfTheVersionThatWasCorrected) {
  ReviewBuilder review;
  review.View("v1", "2026-06-03T11:15", 4, 95);
  review.Compare("p1", 1, "2026-06-03T11:16");
  review.Sign("s1", 2, "2026-06-03T11:20");
  EXPECT_EQ(LineOf(review), "EVIDENCE_PENDING N1.2.not_compared");
  review.Correct("c1", 1, 2, "2026-06-03T11:18");
  EXPECT_EQ(LineOf(review), "SUBSTANTIVE");
}

TEST(Assessment, AcceptsNoComparisonOfALaterCorrectionOrAnEarlierVersion) {
  ReviewBuilder review;
  review.View("v1", "2026-06-03T11:15", 4, 95);
  review.Compare("p1", 1, "2026-06-03T11:16");
  review.Sign("s1", 3, "2026-06-03T11:20");
  review.Correct("c1", 1, 2, "2026-06-03T11:17");
  review.Correct("c2", 2, 3, "2026-06-03T11:18");
  EXPECT_EQ(LineOf(review), "EVIDENCE_PENDING N1.2.not_compared");
  review.Correct("c3", 1, 3, "2026-06-03T11:21");
  EXPECT_EQ(LineOf(review), "EVIDENCE_PENDING N1.2.not_compared");
}

TEST(Assessment, IsNotQualifiedWhereTheSignerIsNotFullTimeOnTheSigningDate) {
  World world;
  world.registry.Employment("E-OWN").set_valid_from("2026-06-04");
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "NOT_QUALIFIED");
  world.registry.Employment("E-OWN").set_valid_from("2026-06-03");
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "SUBSTANTIVE");
  world.registry.Employment("E-OWN").clear_dedicated_to_imaging();
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "NOT_QUALIFIED");
}

TEST(Assessment, RanksNotQualifiedAboveEverything) {
  using A = v1::Assessment;
  EXPECT_EQ(WorseAssessment(A::FORMAL_ONLY, A::NOT_QUALIFIED), A::NOT_QUALIFIED);
  EXPECT_EQ(WorseAssessment(A::NOT_QUALIFIED, A::FORMAL_ONLY), A::NOT_QUALIFIED);
  EXPECT_EQ(WorseAssessment(A::EVIDENCE_PENDING, A::INSUFFICIENT_EVIDENCE), A::EVIDENCE_PENDING);
  EXPECT_EQ(WorseAssessment(A::EVIDENCE_PENDING, A::FORMAL_ONLY), A::FORMAL_ONLY);
  EXPECT_EQ(WorseAssessment(A::SUBSTANTIVE, A::INSUFFICIENT_EVIDENCE), A::INSUFFICIENT_EVIDENCE);
}

// Signs `count` readings at once at that time.
void SignAtOnce(World& world, int count, std::string_view at) {
  for (int i = 0; i < count; ++i) {
    world.signings.push_back({"F-OWN/R-" + std::string(at) + std::to_string(i), Jst(at)});
  }
}

World SigningAt1120() {
  World world;
  world.signings.push_back({"F-OWN/R-1", Jst("2026-06-03T11:20")});
  return world;
}

TEST(Burst, CountsTenReadingsInAWindowOfAMinute) {
  World world = SigningAt1120();
  SignAtOnce(world, 8, "2026-06-03T11:21");
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "SUBSTANTIVE");
  SignAtOnce(world, 1, "2026-06-03T11:20:30");
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "INSUFFICIENT_EVIDENCE N1.3.burst");
}

TEST(Burst, CountsWindowsBeforeAndAroundTheSignature) {
  World before = SigningAt1120();
  SignAtOnce(before, 9, "2026-06-03T11:19");
  EXPECT_EQ(Line(before.Assess(ReviewBuilder::Complete())), "INSUFFICIENT_EVIDENCE N1.3.burst");
  World around = SigningAt1120();
  SignAtOnce(around, 5, "2026-06-03T11:19:45");
  SignAtOnce(around, 4, "2026-06-03T11:20:45");
  EXPECT_EQ(Line(around.Assess(ReviewBuilder::Complete())), "INSUFFICIENT_EVIDENCE N1.3.burst");
}

TEST(Burst, DoesNotCountAWindowThatTheSignatureIsNotIn) {
  World world = SigningAt1120();
  SignAtOnce(world, 9, "2026-06-03T11:21:01");
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "SUBSTANTIVE");
  world = SigningAt1120();
  SignAtOnce(world, 5, "2026-06-03T11:19:29");
  SignAtOnce(world, 4, "2026-06-03T11:20:30");
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "SUBSTANTIVE");
}

TEST(Burst, CountsReadingsNotSignatures) {
  World world = SigningAt1120();
  for (int i = 0; i < 20; ++i) world.signings.push_back({"F-OWN/R-2", Jst("2026-06-03T11:20:05")});
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "SUBSTANTIVE");
}

TEST(Burst, IsFoundWithoutLookingAtAllOfIt) {
  const World world;
  Registry registry;
  world.registry.FoldInto(registry);
  int visited = 0;
  const ReviewSurroundings surroundings{
      registry, world.policy, Modality::CT,
      [&](std::string_view, base::Instant, base::Instant, const auto& visit) {
        while (visit({"F-OWN/R-" + std::to_string(visited), Jst("2026-06-03T11:20")})) ++visited;
      }};
  const auto assessed = AssessReview(ReviewBuilder::Complete().Build(), surroundings);
  EXPECT_EQ(assessed.assessment(), v1::Assessment::INSUFFICIENT_EVIDENCE);
  EXPECT_EQ(visited + 1, world.policy.On(std::nullopt).parameters().burst_count());
}

TEST(Burst, TakesCountAndWindowFromThePolicy) {
  World world = SigningAt1120();
  SignAtOnce(world, 1, "2026-06-03T11:20:10");
  v1::Parameters stricter;
  stricter.set_burst_count(2);
  stricter.set_burst_seconds(10);
  world.policy = testing::PolicyWith(stricter);
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "INSUFFICIENT_EVIDENCE N1.3.burst");
  stricter.set_burst_seconds(9);
  world.policy = testing::PolicyWith(stricter);
  EXPECT_EQ(Line(world.Assess(ReviewBuilder::Complete())), "SUBSTANTIVE");
}

TEST(Assessment, OfAReviewIsThatOfItsLastSignature) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Sign("s2", 2, "2026-06-03T11:25").set_mode(v1::ConfirmationSigned::Mode::BULK);
  EXPECT_EQ(World().Assess(review).assessment(), v1::Assessment::FORMAL_ONLY);
  review.Sign("s3", 3, "2026-06-03T11:15");
  EXPECT_EQ(World().Assess(review).assessment(), v1::Assessment::FORMAL_ONLY);
}

TEST(Assessment, OfSignaturesAtOneTimeIsThatOfTheGreaterEventId) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Sign("s0", 2, "2026-06-03T11:20").set_mode(v1::ConfirmationSigned::Mode::BULK);
  review.Find("s0").set_source("zzz");
  EXPECT_EQ(World().Assess(review).assessment(), v1::Assessment::SUBSTANTIVE);
}

TEST(Assessment, ListsSignaturesAndCorrectionsByVersion) {
  ReviewBuilder review;
  for (const int version : {10, 9, 2}) {
    review.Sign("s" + std::to_string(version), version, "2026-06-03T11:20");
    review.Correct("c" + std::to_string(version), 1, version, "2026-06-03T11:18");
  }
  const auto assessed = World().Assess(review);
  ASSERT_EQ(assessed.signatures_size(), 3);
  EXPECT_EQ(assessed.signatures(0).signature().report_version(), 2);
  EXPECT_EQ(assessed.signatures(2).signature().report_version(), 10);
  EXPECT_EQ(assessed.corrections(0).corrected().to_version(), 2);
  EXPECT_EQ(assessed.corrections(2).corrected().to_version(), 10);
  EXPECT_EQ(assessed.corrections(2).fact(), "ris#c10");
}

TEST(Assessment, IgnoresReportsSentBack) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Add("b1", "2026-06-03T11:17").mutable_report_sent_back()->set_report_version(1);
  EXPECT_EQ(LineOf(review), "SUBSTANTIVE");
}

TEST(Assessment, NamesDoubtfulFactsAndSignatures) {
  const World world;
  Registry registry;
  world.registry.FoldInto(registry);
  v1::Dossier dossier = ReviewBuilder::Complete().Build();
  facts::MarkDoubtful("ris", "s1", dossier);
  const ReviewSurroundings surroundings{
      registry, world.policy, Modality::CT,
      [](std::string_view, base::Instant, base::Instant, const auto&) {}};
  const auto assessed = AssessReview(dossier, surroundings);
  EXPECT_TRUE(assessed.signatures(0).doubtful());
  EXPECT_THAT(assessed.doubtful_facts(), ::testing::ElementsAre("ris#s1"));
  EXPECT_THAT(assessed.facts(), ::testing::ElementsAre("ris#p1", "ris#s1", "ris#v1", "ris#w1"));
}

TEST(Assessment, NamesWhatSourcesStateDifferently) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Sign("s9", 1, "2026-06-03T11:19").set_mode(v1::ConfirmationSigned::Mode::BULK);
  review.Find("s9").set_source("his");
  review.Open("w9", "D-OWN", "2026-06-03T11:00");
  review.Find("w9").set_source("his");
  const auto assessed = World().Assess(review);
  EXPECT_THAT(assessed.conflicting_facts(), ::testing::ElementsAre("his#s9", "ris#s1"));
  EXPECT_EQ(assessed.facts_size(), 4);
}

TEST(Assessment, NamesIdentitiesThatAreNoSlotsValueApart) {
  v1::Dossier dossier = ReviewBuilder::Complete().Build();
  for (const char* identity : {"ris#p1", "ris#s0", "ris#s1"}) dossier.add_identities(identity);
  const World world;
  Registry registry;
  const ReviewSurroundings surroundings{
      registry, world.policy, Modality::CT,
      [](std::string_view, base::Instant, base::Instant, const auto&) {}};
  EXPECT_THAT(AssessReview(dossier, surroundings).other_facts(), ::testing::ElementsAre("ris#s0"));
}

}  // namespace
}  // namespace kakutei::rules
