#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::JstTimestamp;
using testing::Status;
using testing::UnitBuilder;
using testing::World;

constexpr char kFirst[] = "2026-06-03T11:00";
constexpr char kSecond[] = "2026-06-10T11:00";
constexpr auto kItem = v1::ClaimItem::ADD_ON_2;

TEST(OnceAMonth, ListsOtherClaimableReadingsWithoutAFinding) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-9", Status::CAUTION, kSecond);
  unit.Reading("R-10", Status::ELIGIBLE, kSecond);
  unit.Reading("R-1", Status::ELIGIBLE, kFirst);
  unit.Reading("R-2", Status::INELIGIBLE, kSecond);
  const auto judged = World().Judge(unit);
  EXPECT_EQ(FindingOf(judged, "L-11"), "");
  EXPECT_EQ(judged.verdict.anchor(), "R-1");
  EXPECT_THAT(judged.verdict.not_claimable_again(), ::testing::ElementsAre("R-10", "R-9"));
  EXPECT_EQ(judged.verdict.status(), Status::ELIGIBLE);
}

TEST(OnceAMonth, IsIneligibleWithTwoLiveClaimsAndNamesTheLater) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::ELIGIBLE, kFirst);
  unit.Claim("K-1", kItem, "2026-07-06T10:00").Claim("K-2", kItem, "2026-07-06T09:00");
  const auto judged = World().Judge(unit);
  EXPECT_EQ(FindingOf(judged, "L-11"), "INELIGIBLE claimed_twice billing#K-1 billing#K-2");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-11", "claim"), "K-1");
  EXPECT_EQ(judged.verdict.status(), Status::INELIGIBLE);
  EXPECT_EQ(judged.verdict.action(), v1::Action::WITHDRAW);
  EXPECT_EQ(judged.verdict.withdraw_claim(), "K-1");
  EXPECT_THAT(judged.verdict.live_claims(), ::testing::ElementsAre("K-2", "K-1"));
}

TEST(OnceAMonth, NamesTheGreaterIdOfClaimsOfOneMoment) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::ELIGIBLE, kFirst);
  unit.Claim("K-2", kItem).Claim("K-1", kItem);
  EXPECT_EQ(World().Judge(unit).verdict.withdraw_claim(), "K-2");
}

TEST(OnceAMonth, IsIneligibleWithTwoClaimsAndNoReading) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Claim("K-1", kItem).Claim("K-2", kItem);
  const auto judged = World().Judge(unit);
  EXPECT_EQ(FindingOf(judged, "L-11"), "INELIGIBLE claimed_twice billing#K-1 billing#K-2");
  EXPECT_EQ(judged.verdict.action(), v1::Action::WITHDRAW);
}

TEST(OnceAMonth, NeedsReviewWhereTheFirstDiagnosisDoesNotQualify) {
  for (const auto status : {Status::INELIGIBLE, Status::NEEDS_REVIEW}) {
    UnitBuilder unit = UnitBuilder::Own();
    unit.Reading("R-1", status, kFirst);
    unit.Reading("R-2", Status::ELIGIBLE, kSecond);
    const auto judged = World().Judge(unit);
    EXPECT_EQ(FindingOf(judged, "L-11"),
              "NEEDS_REVIEW first_diagnosis_does_not_qualify ris#R-1 ris#R-2");
    EXPECT_EQ(judged.verdict.anchor(), "R-2");
    EXPECT_EQ(judged.verdict.action(), v1::Action::HOLD);
    EXPECT_EQ(CitationOf(judged.verdict, "L-11"), "R8-TARIFF 通則4-8 2026-06-01");
  }
}

TEST(OnceAMonth, IsPendingWhileTheFirstDiagnosisIs) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::PENDING, kFirst);
  unit.Reading("R-2", Status::ELIGIBLE, kSecond);
  EXPECT_EQ(FindingOf(World().Judge(unit), "L-11"),
            "PENDING first_diagnosis_pending ris#R-1 ris#R-2");
}

TEST(OnceAMonth, OrdersDiagnosesOfOneMomentByReading) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::INELIGIBLE, kFirst);
  unit.Reading("R-0", Status::ELIGIBLE, kFirst);
  const auto judged = World().Judge(unit);
  EXPECT_EQ(judged.verdict.anchor(), "R-0");
  EXPECT_EQ(FindingOf(judged, "L-11"), "");
}

TEST(OnceAMonth, PassesOverUndiagnosedAndWithdrawnReadings) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::ELIGIBLE, kSecond);
  unit.Reading("R-2", Status::PENDING, kFirst).clear_diagnosed_at();
  unit.Reading("R-3", Status::WITHDRAWN, kFirst);
  const auto judged = World().Judge(unit);
  EXPECT_EQ(FindingOf(judged, "L-11"), "");
  EXPECT_EQ(judged.verdict.status(), Status::ELIGIBLE);
}

TEST(OnceAMonth, IsACautionWhereTheAnchorWasAcquiredInAnotherMonth) {
  UnitBuilder unit = UnitBuilder::Own();
  auto& reading = unit.Reading("R-1", Status::ELIGIBLE, "2026-06-01T00:20");
  *reading.mutable_acquired_at() = JstTimestamp("2026-05-31T23:50");
  const auto judged = World().Judge(unit);
  EXPECT_EQ(FindingOf(judged, "L-11"), "CAUTION acquired_in_another_month ris#R-1 ris#R-1-order");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-11", "acquired"), "2026-05-31");
  EXPECT_EQ(judged.verdict.status(), Status::CAUTION);
  EXPECT_EQ(judged.verdict.action(), v1::Action::CLAIM);
}

TEST(OnceAMonth, GathersTheFactsOfAllBranchesUnderTheWorst) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::INELIGIBLE, kFirst);
  *unit.Reading("R-2", Status::ELIGIBLE, kSecond).mutable_acquired_at() =
      JstTimestamp("2026-05-31T23:50");
  EXPECT_EQ(FindingOf(World().Judge(unit), "L-11"),
            "NEEDS_REVIEW first_diagnosis_does_not_qualify ris#R-1 ris#R-2 ris#R-2-order");
}

TEST(OnceAMonth, SaysNothingOfTheFirstDiagnosisWithoutAnAnchor) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::INELIGIBLE, kFirst);
  EXPECT_EQ(FindingOf(World().Judge(unit), "L-11"), "");
}

TEST(OnceAMonth, CitesTheEditionOfTheAnchor) {
  UnitBuilder unit = UnitBuilder::Own();
  unit.Reading("R-1", Status::INELIGIBLE, "2026-05-03T11:00");
  unit.Reading("R-2", Status::ELIGIBLE, "2026-05-04T11:00");
  EXPECT_EQ(CitationOf(World().Judge(unit).verdict, "L-11"), "R6-TARIFF 通則4-7 2024-06-01");
}

}  // namespace
}  // namespace kakutei::rules
