#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/messages.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

std::vector<std::string_view> Ids() {
  std::vector<std::string_view> ids;
  for (const RuleHeader* rule : AllRules()) ids.push_back(rule->id);
  return ids;
}

TEST(Catalogue, HoldsTheRulesOfAReading) {
  EXPECT_THAT(Ids(),
              ::testing::IsSupersetOf({"L-1", "L-2", "L-3", "L-5", "L-6", "L-7", "L-8", "L-9",
                                       "L-10", "ATS2-3.1", "ATS2-3.2", "ATS2-3.3", "ATS2-3.4",
                                       "ATS2-M.3", "ATS2-N1.1", "ATS2-N1.2", "ATS2-N1.3"}));
}

TEST(Catalogue, HoldsTheRulesOfUnitsAndMonths) {
  EXPECT_THAT(
      Ids(), ::testing::IsSupersetOf({"L-4", "L-11", "L-13", "L-20", "L-21", "ATS2-1.1", "ATS2-1.2",
                                      "ATS2-1.3", "ATS2-2.3", "ATS2-4.2", "ATS2-4.3", "ATS2-5.3",
                                      "ATS2-5.4", "ATS2-M.7", "ATS2-N2.2", "ATS2-N2.3"}));
}

TEST(Catalogue, NamesARuleThatBothKindsOfMonthHaveOnce) {
  const auto ids = Ids();
  EXPECT_EQ(std::count(ids.begin(), ids.end(), "L-13"), 1);
  EXPECT_EQ(std::count(ids.begin(), ids.end(), "L-21"), 1);
  EXPECT_EQ(std::count(ids.begin(), ids.end(), "ATS2-4.2"), 1);
}

template <typename Rules>
void ExpectSortedAndUnique(const Rules& rules) {
  for (std::size_t i = 1; i < rules.size(); ++i) {
    EXPECT_LT(rules[i - 1]->header.id, rules[i]->header.id);
  }
}

TEST(Catalogue, OrdersEachKindOfRuleById) {
  ExpectSortedAndUnique(ReadingRules());
  ExpectSortedAndUnique(UnitRules());
  ExpectSortedAndUnique(FacilityMonthRules());
  ExpectSortedAndUnique(PartnershipMonthRules());
  EXPECT_THAT(Ids(), ::testing::IsSupersetOf({ReadingRules()[0]->header.id}));
}

TEST(Catalogue, FindsEachRuleInAPackWithASourceOfItsAuthority) {
  const Policy policy = Policy::Shipped();
  for (const RuleHeader* rule : AllRules()) {
    for (const auto& period : policy.periods()) {
      const v1::Citation* citation = period.policy.CitationOf(rule->id);
      ASSERT_NE(citation, nullptr) << rule->id;
      EXPECT_FALSE(citation->clause().empty()) << rule->id;
      EXPECT_TRUE(period.policy.IsOn(rule->id)) << rule->id;
      if (rule->id.starts_with("L-")) {
        EXPECT_EQ(rule->authority, v1::Authority::LAW) << rule->id;
      }
      if (rule->authority == v1::Authority::LAW) {
        EXPECT_THAT(citation->document(), ::testing::StartsWith(period.policy.edition() + "-"));
      }
      if (rule->authority == v1::Authority::ADVISORY) {
        EXPECT_EQ(citation->document(), "ATS2") << rule->id;
        EXPECT_TRUE(rule->id.starts_with("ATS2-")) << rule->id;
      }
    }
  }
}

}  // namespace
}  // namespace kakutei::rules
