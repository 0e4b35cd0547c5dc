#include "rules/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::Day;

using v1::Status;

constexpr Message kMessages[] = {
    {"first", "一", "one"}, {"second", "二", "two"}, {"third", "三", "three"}};
constexpr RuleHeader kLaw = {"L-0", v1::Authority::LAW, {"TARIFF", "new", "old"}, kMessages};
constexpr RuleHeader kOperator = {
    "OWN", v1::Authority::OPERATOR, {"OPERATOR", "here", "here"}, kMessages};

v1::Finding Take(const Findings& findings) {
  return findings.Take(Policy::Shipped(), Day("2026-06-03"));
}

TEST(Worse, IsTheGreaterStatus) {
  const Status::Value kInOrder[] = {Status::ELIGIBLE, Status::CAUTION, Status::PENDING,
                                    Status::NEEDS_REVIEW, Status::INELIGIBLE};
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j <= i; ++j) {
      EXPECT_EQ(Worse(kInOrder[i], kInOrder[j]), kInOrder[i]);
      EXPECT_EQ(Worse(kInOrder[j], kInOrder[i]), kInOrder[i]);
    }
  }
}

TEST(WorseDeathTest, DoesNotCombineWithdrawn) {
  EXPECT_DEATH(Worse(Status::WITHDRAWN, Status::ELIGIBLE), "WITHDRAWN");
  EXPECT_DEATH(Worse(Status::ELIGIBLE, Status::WITHDRAWN), "WITHDRAWN");
}

TEST(Findings, AreEmptyUntilSomethingIsReported) {
  Findings findings(kLaw, Status::PENDING);
  EXPECT_TRUE(findings.empty());
  findings.Report(Status::CAUTION, "first");
  EXPECT_FALSE(findings.empty());
}

TEST(Findings, KeepTheEarliestDateToLookAgain) {
  Findings findings(kLaw, Status::PENDING);
  EXPECT_EQ(findings.look_again_on(), std::nullopt);
  findings.LookAgainOn(Day("2026-07-02"));
  findings.LookAgainOn(Day("2026-07-01"));
  findings.LookAgainOn(Day("2026-07-03"));
  EXPECT_EQ(findings.look_again_on(), Day("2026-07-01"));
  EXPECT_TRUE(findings.empty());
}

TEST(Findings, TakeTheWorstOutcomeWithTheFactsOfAllBranches) {
  Findings findings(kLaw, Status::PENDING);
  findings.Report(Status::CAUTION, "first", {"b#2", "a#1"});
  findings.Report(Status::INELIGIBLE, "third", {"c#3", "a#1"}, {{"name", "value"}});
  findings.Missing("second", {"d#4"});
  const auto finding = Take(findings);
  EXPECT_EQ(finding.outcome(), Status::INELIGIBLE);
  EXPECT_EQ(finding.message_code(), "L-0.third");
  EXPECT_EQ(finding.authority(), v1::Authority::LAW);
  EXPECT_THAT(finding.facts(), ::testing::ElementsAre("a#1", "b#2", "c#3", "d#4"));
  ASSERT_EQ(finding.arguments_size(), 1);
  EXPECT_EQ(finding.arguments(0).name(), "name");
  EXPECT_EQ(finding.arguments(0).value(), "value");
}

TEST(Findings, LetTheBranchListedFirstSpeakAmongEqualOutcomes) {
  Findings findings(kLaw, Status::NEEDS_REVIEW);
  findings.Missing("third");
  findings.Report(Status::NEEDS_REVIEW, "first", {}, {{"at", "1"}});
  findings.Report(Status::NEEDS_REVIEW, "first", {}, {{"at", "2"}});
  findings.Report(Status::NEEDS_REVIEW, "second");
  const auto finding = Take(findings);
  EXPECT_EQ(finding.message_code(), "L-0.first");
  EXPECT_EQ(finding.arguments(0).value(), "1");
}

TEST(FindingsDeathTest, KnowEveryBranchThatSpeaks) {
  Findings findings(kLaw, Status::PENDING);
  findings.Report(Status::CAUTION, "unheard_of");
  EXPECT_DEATH(Take(findings), "");
}

TEST(Findings, CiteTheOperatorByThePolicyApplied) {
  Findings findings(kOperator, Status::PENDING);
  findings.Report(Status::CAUTION, "first");
  const auto finding = Take(findings);
  EXPECT_EQ(finding.citation().document(), "OPERATOR");
  EXPECT_EQ(finding.citation().clause(), "here");
  EXPECT_EQ(finding.citation().version(), Policy::Shipped().digest());
}

TEST(ContributionOf, CapsAdvisoryFindingsOnly) {
  const Policy policy = testing::PolicyWithCeiling("CAUTION");
  v1::Finding finding;
  finding.set_outcome(Status::INELIGIBLE);
  for (const auto authority :
       {v1::Authority::LAW, v1::Authority::SOCIETY, v1::Authority::OPERATOR}) {
    finding.set_authority(authority);
    EXPECT_EQ(ContributionOf(finding, policy), Status::INELIGIBLE);
  }
  finding.set_authority(v1::Authority::ADVISORY);
  EXPECT_EQ(ContributionOf(finding, policy), Status::CAUTION);
  EXPECT_EQ(ContributionOf(finding, Policy::Shipped()), Status::INELIGIBLE);
}

}  // namespace
}  // namespace kakutei::rules
