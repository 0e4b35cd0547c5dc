#include "rules/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/packs.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::Day;

using v1::Status;

constexpr Message kMessages[] = {
    {"first", "一", "one"}, {"second", "二", "two"}, {"third", "三", "three"}};
constexpr RuleHeader kLaw = {"L-0", v1::Authority::LAW, kMessages};

v1::Finding Take(const Findings& findings) {
  return findings.Take(Policy::Shipped().On(Day("2026-06-03")));
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

TEST(Findings, AreCitedAsThePolicySays) {
  const Policy policy = Policy::Shipped();
  constexpr RuleHeader kRule = {"L-5", v1::Authority::LAW, kMessages};
  Findings findings(kRule, Status::PENDING);
  findings.Report(Status::CAUTION, "first");
  const auto cited = [&](std::string_view day) {
    return findings.Take(policy.On(Day(day))).citation().document();
  };
  EXPECT_EQ(cited("2026-06-01"), "R8-TARIFF");
  EXPECT_EQ(cited("2026-05-31"), "R6-TARIFF");
}

constexpr Message kSaid[] = {{"said", "言", "said"}};
void Speak(const int&, Findings& findings) { findings.Report(Status::CAUTION, "said"); }
constexpr Rule<int> kFirst = {{"L-7", v1::Authority::LAW, kSaid}, Speak};
constexpr Rule<int> kSecond = {{"L-8", v1::Authority::LAW, kSaid}, Speak};

TEST(JudgeAll, LeavesOutRulesThatAreOffOnTheDate) {
  testing::PackSet packs;
  packs.Edit("fee-schedule-r8", R"(id: "L-8" on: true)", R"(id: "L-8" on: false)");
  const Policy policy = packs.Make();
  const Rule<int>* const rules[] = {&kFirst, &kSecond};
  const auto found = [&](std::string_view day) {
    v1::Verdict verdict;
    JudgeAll<int>(rules, 0, Status::PENDING, policy.On(Day(day)), *verdict.mutable_findings());
    return testing::RulesOf(verdict);
  };
  EXPECT_THAT(found("2026-05-31"), ::testing::ElementsAre("L-7", "L-8"));
  EXPECT_THAT(found("2026-06-01"), ::testing::ElementsAre("L-7"));
}

TEST(NamePolicy, NamesTheDigestsOfThePacksInForce) {
  const Policy policy = Policy::Shipped();
  v1::Verdict verdict;
  NamePolicy(policy.On(Day("2026-06-03")), verdict);
  EXPECT_EQ(verdict.policy(), policy.On(Day("2026-06-03")).digest());
  EXPECT_THAT(verdict.packs(), ::testing::ElementsAreArray(policy.On(Day("2026-06-03")).packs()));
}

TEST(ContributionOf, CapsAdvisoryFindingsOnly) {
  const Policy policy = testing::PolicyWithCeiling("CAUTION");
  v1::Finding finding;
  finding.set_outcome(Status::INELIGIBLE);
  for (const auto authority :
       {v1::Authority::LAW, v1::Authority::SOCIETY, v1::Authority::OPERATOR}) {
    finding.set_authority(authority);
    EXPECT_EQ(ContributionOf(finding, policy.On(std::nullopt)), Status::INELIGIBLE);
  }
  finding.set_authority(v1::Authority::ADVISORY);
  EXPECT_EQ(ContributionOf(finding, policy.On(std::nullopt)), Status::CAUTION);
  EXPECT_EQ(ContributionOf(finding, Policy::Shipped().On(std::nullopt)), Status::INELIGIBLE);
}

}  // namespace
}  // namespace kakutei::rules
