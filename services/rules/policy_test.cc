#include "rules/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "rules/testing/jst.h"
#include "rules/testing/packs.h"

namespace kakutei::rules {
namespace {

using ::testing::Contains;
using testing::Day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::LineOf;
using testing::PackSet;

constexpr char kR8[] = "fee-schedule-r8";
constexpr char kOperator[] = "operator-thresholds";

TEST(ShippedPolicy, HasNothingToComplainOf) { EXPECT_THAT(PackSet().Complaints(), IsEmpty()); }

TEST(ShippedPolicy, HasEveryParameterOfTheDecidedRules) {
  const Policy policy = Policy::Shipped();
  for (const char* day : {"2018-04-01", "2026-06-03"}) {
    const auto& parameters = policy.On(Day(day)).parameters();
    EXPECT_EQ(parameters.offsite_min_days(), 3);
    EXPECT_EQ(parameters.offsite_min_hours(), 22);
    EXPECT_EQ(parameters.min_series_percent(), 50);
    EXPECT_EQ(parameters.min_active_seconds().ct(), 30);
    EXPECT_EQ(parameters.min_active_seconds().mr(), 30);
    EXPECT_EQ(parameters.min_active_seconds().nm(), 20);
    EXPECT_EQ(parameters.min_active_seconds().xr(), 10);
    EXPECT_EQ(parameters.burst_count(), 10);
    EXPECT_EQ(parameters.burst_seconds(), 60);
    EXPECT_EQ(parameters.ratio_caution_percent(), 20);
    EXPECT_EQ(parameters.ratio_limit_percent(), 30);
    EXPECT_EQ(parameters.min_years_dedicated(), 10);
    EXPECT_EQ(parameters.partial_scope(), v1::PartialScope::UNSET);
    EXPECT_EQ(parameters.max_confirmations_per_day(), 150);
    EXPECT_EQ(parameters.timely_limit_percent(), 80);
    EXPECT_EQ(parameters.timely_warning_percent(), 85);
    EXPECT_EQ(parameters.ack_days(), 14);
    EXPECT_EQ(parameters.required_activities().kinds_size(), 0);
    EXPECT_EQ(parameters.min_staffing().level_1(), 1);
    EXPECT_EQ(parameters.min_staffing().level_2(), 1);
    EXPECT_EQ(parameters.min_staffing().level_3(), 3);
    EXPECT_EQ(parameters.min_staffing().level_4(), 6);
    EXPECT_EQ(policy.On(Day(day)).advisory_ceiling(), v1::Status::INELIGIBLE);
  }
}

TEST(ShippedPolicy, ChangesEditionOnItsFirstDay) {
  const Policy policy = Policy::Shipped();
  const auto edition = [&](std::string_view day) { return policy.On(Day(day)).edition(); };
  EXPECT_EQ(edition("2018-04-01"), "H30");
  EXPECT_EQ(edition("2020-03-31"), "H30");
  EXPECT_EQ(edition("2020-04-01"), "R2");
  EXPECT_EQ(edition("2022-04-01"), "R4");
  EXPECT_EQ(edition("2024-05-31"), "R4");
  EXPECT_EQ(edition("2024-06-01"), "R6");
  EXPECT_EQ(edition("2026-05-31"), "R6");
  EXPECT_EQ(edition("2026-06-01"), "R8");
  EXPECT_EQ(edition("2040-01-01"), "R8");
  EXPECT_EQ(policy.On(std::nullopt).edition(), "R8");
}

TEST(ShippedPolicy, HasThePointsOfEachEdition) {
  const Policy policy = Policy::Shipped();
  const auto points = [&](int level, std::string_view day) {
    return policy.On(Day(day)).PointsOf(static_cast<v1::Standard::Value>(level)).value_or(-1);
  };
  for (const char* before : {"2018-04-01", "2020-04-01", "2022-04-01", "2024-05-31"}) {
    EXPECT_EQ(points(1, before), 70);
    EXPECT_EQ(points(2, before), 180);
    EXPECT_EQ(points(3, before), 300);
    EXPECT_EQ(points(4, before), -1);
  }
  for (const char* since : {"2024-06-01", "2026-06-01"}) {
    EXPECT_EQ(points(1, since), 70);
    EXPECT_EQ(points(2, since), 175);
    EXPECT_EQ(points(3, since), 235);
    EXPECT_EQ(points(4, since), 340);
  }
  EXPECT_EQ(policy.On(Day("2026-05-31")).PartialPoints(), std::nullopt);
  EXPECT_EQ(policy.On(Day("2026-06-01")).PartialPoints(), 166);
}

TEST(ShippedPolicy, CoversNoDateBeforeItsFirstEditionButHasItsPointsThere) {
  const Policy policy = Policy::Shipped();
  EXPECT_FALSE(policy.On(Day("2018-03-31")).covered());
  EXPECT_TRUE(policy.On(Day("2018-04-01")).covered());
  EXPECT_TRUE(policy.On(Day("2040-01-01")).covered());
  EXPECT_EQ(policy.On(Day("2018-03-31")).PointsOf(v1::Standard::ADD_ON_2), 180);
  EXPECT_EQ(policy.On(Day("2018-03-31")).PointsOf(v1::Standard::ADD_ON_4), std::nullopt);
}

TEST(ShippedPolicy, CitesWhatWasInForceOnTheDate) {
  const Policy policy = Policy::Shipped();
  const auto cited = [&](std::string_view rule, std::string_view day) {
    const auto* citation = policy.On(Day(day)).CitationOf(rule);
    return citation->document() + " " + citation->clause() + " " + citation->version() + " " +
           citation->published();
  };
  EXPECT_EQ(cited("L-5", "2026-06-01"),
            "R8-TARIFF 通則4-8 2026-06-01 MHLW 001686842.pdf p. 212-213");
  EXPECT_EQ(cited("L-5", "2026-05-31"),
            "R6-TARIFF 通則4-7 2024-06-01 MHLW 001218731.pdf p. 200-201");
  EXPECT_EQ(cited("L-10", "2019-01-01"), "H30-CIRCULAR 画像診断管理加算・遠隔画像診断 2018-04-01 ");
  EXPECT_EQ(cited("ATS2-N2.2", "2026-06-30"), "ATS2 注2 2026-06-20 ");
  EXPECT_EQ(policy.On(std::nullopt).CitationOf("L-99"), nullptr);
}

TEST(PolicyDigest, CoversThePacksThatHoldOnTheDate) {
  const Policy shipped = Policy::Shipped();
  PackSet packs;
  packs.Edit(kR8, "partial_points: 166", "partial_points: 167");
  const Policy changed = packs.Make();
  EXPECT_NE(shipped.digest(), changed.digest());
  EXPECT_EQ(shipped.On(Day("2026-05-31")).digest(), changed.On(Day("2026-05-31")).digest());
  EXPECT_NE(shipped.On(Day("2026-06-01")).digest(), changed.On(Day("2026-06-01")).digest());
  const auto& digests = changed.On(Day("2026-06-01")).packs();
  EXPECT_THAT(digests,
              ElementsAre(base::Sha256(packs.TextOf("ats-statement-2026-06-20")),
                          base::Sha256(packs.TextOf(kR8)), base::Sha256(packs.TextOf(kOperator))));
  EXPECT_EQ(changed.On(Day("2026-06-01")).digest(),
            base::DigestText(base::Sha256(digests[0] + digests[1] + digests[2])));
}

TEST(PolicyDigest, DoesNotDependOnTheOrderOfPacks) {
  auto texts = PackSet().texts();
  std::reverse(texts.begin(), texts.end());
  const auto reversed = Policy::FromPacks(texts);
  ASSERT_TRUE(reversed.has_value());
  EXPECT_EQ(reversed->digest(), Policy::Shipped().digest());
  EXPECT_EQ(reversed->On(std::nullopt).digest(), Policy::Shipped().On(std::nullopt).digest());
}

TEST(PolicyOnDate, ObeysAParameterOfItsIntervalOnly) {
  PackSet packs;
  packs.Edit(kR8, "offsite_min_days: 3", "offsite_min_days: 4");
  EXPECT_EQ(packs.Make().On(Day("2026-05-31")).parameters().offsite_min_days(), 3);
  EXPECT_EQ(packs.Make().On(Day("2026-06-01")).parameters().offsite_min_days(), 4);
}

TEST(PolicyOnDate, KnowsWhichRulesAreOff) {
  PackSet packs;
  packs.Edit(kR8, R"(id: "L-8" on: true)", R"(id: "L-8" on: false)");
  const Policy policy = packs.Make();
  EXPECT_TRUE(policy.On(Day("2026-05-31")).IsOn("L-8"));
  EXPECT_FALSE(policy.On(Day("2026-06-01")).IsOn("L-8"));
  EXPECT_TRUE(policy.On(Day("2026-06-01")).IsOn("L-7"));
}

TEST(PolicyOnDate, CitesADocumentWithoutVersionByThePacksDigest) {
  PackSet packs;
  packs.Edit(kOperator, "  version: \"2026-06-20\"\n", "");
  EXPECT_EQ(packs.Make().On(std::nullopt).CitationOf("ATS2-P.14")->version(),
            base::DigestText(base::Sha256(packs.TextOf(kOperator))));
}

TEST(PolicyIn, GivesWhatHoldsWithinAMonth) {
  PackSet packs;
  packs.Edit("fee-schedule-r6", R"(valid_to: "2026-06-01")", R"(valid_to: "2026-05-20")")
      .Edit(kR8, R"(valid_from: "2026-06-01")", R"(valid_from: "2026-05-20")");
  const Policy policy = packs.Make();
  const auto editions = [&](std::string_view month) {
    std::string all;
    for (const auto* on : policy.In(*base::ParseMonth(month))) all += on->edition() + " ";
    return all;
  };
  EXPECT_EQ(editions("2026-04"), "R6 ");
  EXPECT_EQ(editions("2026-05"), "R6 R8 ");
  EXPECT_EQ(editions("2026-06"), "R8 ");
  EXPECT_EQ(editions("2018-03"), "H30 ");
}

TEST(PolicySet, RefusesAGap) {
  PackSet packs;
  packs.Edit(kR8, R"(valid_from: "2026-06-01")", R"(valid_from: "2026-06-02")");
  const std::string line = std::to_string(LineOf(packs.TextOf(kR8), "valid_from"));
  EXPECT_THAT(packs.Complaints(), ElementsAre("fee-schedule-r8:" + line +
                                              ": valid_from 2026-06-02 leaves a gap after "
                                              "fee-schedule-r6, which holds until 2026-06-01"));
  EXPECT_THAT(PackSet().Remove("fee-schedule-r4").Complaints(),
              ElementsAre("fee-schedule-r6:8: valid_from 2024-06-01 leaves a gap after "
                          "fee-schedule-r2, which holds until 2022-04-01"));
}

TEST(PolicySet, RefusesAnOverlap) {
  PackSet packs;
  packs.Edit(kR8, R"(valid_from: "2026-06-01")", R"(valid_from: "2026-05-31")");
  EXPECT_THAT(packs.Complaints(), ElementsAre("fee-schedule-r8:8: valid_from 2026-05-31 overlaps "
                                              "fee-schedule-r6, which holds until 2026-06-01"));
  PackSet open;
  open.Edit("fee-schedule-r6", "valid_to: \"2026-06-01\"\n", "");
  EXPECT_THAT(open.Complaints(), ElementsAre("fee-schedule-r8:8: valid_from 2026-06-01 overlaps "
                                             "fee-schedule-r6, which holds without end"));
}

TEST(PolicySet, RefusesOneIdTwice) {
  PackSet packs;
  packs.Add("z", packs.TextOf(kOperator));
  EXPECT_THAT(packs.Complaints(),
              Contains("z:4: pack_id operator-thresholds is also that of operator-thresholds"));
}

TEST(PolicySet, EndsWhereItsLastEditionEnds) {
  PackSet packs;
  packs.Edit(kR8, "valid_from: \"2026-06-01\"",
             "valid_from: \"2026-06-01\" valid_to: \"2028-06-01\"");
  const Policy policy = packs.Make();
  EXPECT_TRUE(policy.On(Day("2028-05-31")).covered());
  EXPECT_FALSE(policy.On(Day("2028-06-01")).covered());
  EXPECT_EQ(policy.On(Day("2028-06-01")).edition(), "R8");
}

TEST(PolicySet, LeavesOutAPackWithAnEmptyInterval) {
  PackSet packs;
  std::string text = packs.TextOf(kR8);
  text.replace(text.find("fee-schedule-r8"), 15, "fee-schedule-x1");
  text.replace(text.find("valid_from: \"2026-06-01\""), 24,
               "valid_from: \"2030-06-01\" valid_to: \"2030-06-01\"");
  packs.Add("x", text);
  EXPECT_THAT(packs.Complaints(), IsEmpty());
  EXPECT_EQ(packs.Make().On(Day("2030-06-01")).digest(),
            Policy::Shipped().On(Day("2030-06-01")).digest());
}

TEST(PolicySet, RefusesWhatTwoPacksState) {
  PackSet packs;
  packs.Edit("ats-statement-2026-06-20", "ratio_caution_percent: 20",
             "ratio_caution_percent: 20 ack_days: 14");
  EXPECT_THAT(packs.Complaints(),
              Contains(::testing::EndsWith("parameter ack_days is set by another pack too")));
  PackSet rules;
  std::string copy = rules.TextOf(kOperator);
  copy.replace(copy.find("pack_id: \"operator"), 19, "pack_id: \"operator2");
  copy.replace(copy.find("series: \"operator"), 17, "series: \"operator2");
  EXPECT_THAT(rules.Add("z", copy).Complaints(),
              Contains(::testing::EndsWith("rule ATS2-P.14 is stated by another pack too")));
  PackSet schedules;
  copy = schedules.TextOf(kR8);
  copy.replace(copy.find("pack_id: \"fee"), 13, "pack_id: \"fees");
  copy.replace(copy.find("series: \"fee"), 12, "series: \"fees");
  EXPECT_THAT(
      schedules.Add("z", copy).Complaints(),
      Contains(::testing::EndsWith("another pack has a fee schedule for the same dates too")));
}

TEST(PolicySet, RefusesWhatNoPackStates) {
  PackSet packs;
  packs.Edit(kOperator, "  ack_days: 14\n", "");
  EXPECT_THAT(packs.Complaints(),
              ElementsAre("operator-thresholds:" +
                          std::to_string(LineOf(packs.TextOf(kOperator), "parameters")) +
                          ": no pack sets parameter ack_days"));
  PackSet part;
  part.Edit(kOperator, "nm: 20", "");
  EXPECT_THAT(part.Complaints(),
              ElementsAre(::testing::EndsWith("no pack sets parameter min_active_seconds.nm")));
  PackSet rule;
  rule.Edit("fee-schedule-r6",
            R"(rules { id: "L-3" on: true document: "TARIFF" clause: "通則4-7" })", "");
  EXPECT_THAT(rule.Complaints(), ElementsAre("fee-schedule-r6:3: no pack states rule L-3"));
}

TEST(PolicySet, NamesItselfWhereNoPackIsToBlame) {
  EXPECT_THAT(PackSet().Remove(kOperator).Complaints(),
              Contains("policy set:1: no pack sets parameter ack_days"));
  EXPECT_THAT(PackSet().Remove(kOperator).Complaints(),
              Contains("policy set:1: no pack states rule ATS2-P.14"));
  const auto nothing = Policy::FromPacks({});
  ASSERT_FALSE(nothing.has_value());
  EXPECT_EQ(nothing.error().message, "policy pack policy set:1: no pack holds on any date");
}

TEST(PolicyFromPacks, RefusesWithTheFirstComplaint) {
  PackSet packs;
  packs.Edit(kOperator, "ack_days: 14", "ack_days: -1");
  const auto policy = Policy::FromPacks(packs.texts());
  ASSERT_FALSE(policy.has_value());
  EXPECT_EQ(policy.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(policy.error().reason, "BAD_POLICY_PACK");
  EXPECT_TRUE(policy.error().message.starts_with("policy pack operator-thresholds:"));
}

TEST(Replace, PutsAPackInThePlaceOfItsIdOrBeside) {
  const auto shipped = PackSet().texts();
  PackSet packs;
  packs.Edit(kOperator, "ack_days: 14", "ack_days: 15");
  const PackText changed{"mine.textproto", packs.TextOf(kOperator)};
  const auto replaced = Replace(shipped, {changed});
  EXPECT_EQ(replaced.size(), shipped.size());
  EXPECT_EQ(Policy::FromPacks(replaced)->digest(), packs.Make().digest());
  EXPECT_EQ(Replace(shipped, {{"other", "pack_id: \"new\""}}).size(), shipped.size() + 1);
  EXPECT_EQ(Replace(shipped, {{"bad", "?"}}).back().text, "?");
}

}  // namespace
}  // namespace kakutei::rules
