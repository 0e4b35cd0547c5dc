#include "rules/policy.h"

#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::Day;

constexpr char kParameters[] = R"(
  parameters {
    offsite_min_days: 3 offsite_min_hours: 22 min_series_percent: 50
    min_active_seconds { ct: 30 mr: 30 nm: 20 xr: 10 }
    burst_count: 10 burst_seconds: 60 ratio_caution_percent: 20 ratio_limit_percent: 30
    partial_scope: UNSET max_confirmations_per_day: 150 timely_limit_percent: 80
    timely_warning_percent: 85 ack_days: 14 min_years_dedicated: 10
    required_activities {}
    min_staffing { level_1: 1 level_2: 1 level_3: 3 level_4: 6 }
  })";

std::string Complaint(const std::vector<PackText>& packs) {
  const auto policy = Policy::FromPacks(packs);
  if (policy.has_value()) return "";
  EXPECT_EQ(policy.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(policy.error().reason, "BAD_POLICY_PACK");
  return policy.error().message;
}

std::string Without(std::string text, const std::string& part) {
  text.erase(text.find(part), part.size());
  return text;
}

TEST(ShippedPolicy, HasEveryParameterOfTheDecidedRules) {
  const Policy policy = Policy::Shipped();
  const auto& parameters = policy.parameters();
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
  EXPECT_EQ(policy.advisory_ceiling(), v1::Status::INELIGIBLE);
  EXPECT_EQ(policy.digest().substr(0, 7), "sha256:");
  EXPECT_EQ(policy.digest().size(), 7u + 64u);
}

TEST(ShippedPolicy, ChangesEditionOnItsFirstDay) {
  const Policy policy = Policy::Shipped();
  EXPECT_EQ(policy.EditionOn(Day("2018-03-31")), "");
  EXPECT_EQ(policy.ScheduleOn(Day("2018-03-31")), nullptr);
  EXPECT_EQ(policy.EditionOn(Day("2018-04-01")), "H30");
  EXPECT_EQ(policy.EditionOn(Day("2020-03-31")), "H30");
  EXPECT_EQ(policy.EditionOn(Day("2020-04-01")), "R2");
  EXPECT_EQ(policy.EditionOn(Day("2022-04-01")), "R4");
  EXPECT_EQ(policy.EditionOn(Day("2024-05-31")), "R4");
  EXPECT_EQ(policy.EditionOn(Day("2024-06-01")), "R6");
  EXPECT_EQ(policy.EditionOn(Day("2026-05-31")), "R6");
  EXPECT_EQ(policy.EditionOn(Day("2026-06-01")), "R8");
  EXPECT_EQ(policy.EditionOn(Day("2040-01-01")), "R8");
}

TEST(ShippedPolicy, HasThePointsOfEachEdition) {
  const Policy policy = Policy::Shipped();
  const auto points = [&](int level, std::string_view day) {
    return policy.PointsOf(static_cast<v1::Standard::Value>(level), Day(day)).value_or(-1);
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
  EXPECT_FALSE(policy.ScheduleOn(Day("2026-05-31"))->has_partial_points());
  EXPECT_EQ(policy.ScheduleOn(Day("2026-06-01"))->partial_points(), 166);
}

TEST(ShippedPolicy, CoversNoDateBeforeItsFirstEditionButHasItsPointsThere) {
  const Policy policy = Policy::Shipped();
  EXPECT_FALSE(policy.Covers(Day("2018-03-31")));
  EXPECT_TRUE(policy.Covers(Day("2018-04-01")));
  EXPECT_TRUE(policy.Covers(Day("2040-01-01")));
  EXPECT_EQ(policy.PointsOf(v1::Standard::ADD_ON_2, Day("2018-03-31")), 180);
  EXPECT_EQ(policy.PointsOf(v1::Standard::ADD_ON_4, Day("2018-03-31")), std::nullopt);
}

TEST(PolicyDigest, CoversAllPacksInWhateverOrderTheyCame) {
  const PackText parameters{"a", kParameters};
  const PackText schedule{"b", "fee_schedules { edition: \"X\" in_force_from: \"2020-01-01\" }"};
  const auto one = Policy::FromPacks({parameters, schedule});
  const auto two = Policy::FromPacks({schedule, parameters});
  const auto other = Policy::FromPacks({parameters});
  ASSERT_TRUE(one && two && other);
  EXPECT_EQ(one->digest(), two->digest());
  EXPECT_NE(one->digest(), other->digest());
}

TEST(PolicyPacks, OrderTheirSchedulesByDateAcrossPacks) {
  const auto policy = Policy::FromPacks(
      {{"p", kParameters},
       {"late", "fee_schedules { edition: \"L\" in_force_from: \"2030-01-01\" }"},
       {"early", "fee_schedules { edition: \"E\" in_force_from: \"2020-01-01\" }"}});
  ASSERT_TRUE(policy.has_value());
  EXPECT_EQ(policy->EditionOn(Day("2029-12-31")), "E");
  EXPECT_EQ(policy->EditionOn(Day("2030-01-01")), "L");
}

// The library words the reason; name and line are ours.
bool Complains(const std::string& text, const std::string& line) {
  return Complaint({{"bad", text}}).starts_with("policy pack bad: " + line + ", column ");
}

TEST(PolicyPacks, AreRefusedForTheirSyntaxWithTheLine) {
  EXPECT_TRUE(Complains("pack_id: \"x\"\nno_such 3\n", "line 2"));
  EXPECT_TRUE(Complains("pack_id: \"x\"\n\nparameters { no_such: 3 }\n", "line 3"));
  EXPECT_TRUE(Complains("parameters {\n partial_scope: SOMETIMES }", "line 2"));
  EXPECT_TRUE(Complains("parameters {\n ack_days: 1x }", "line 2"));
}

TEST(PolicyPacks, AreRefusedWhereTwoSetOneParameter) {
  EXPECT_EQ(Complaint({{"one", kParameters}, {"two", "parameters { ack_days: 14 }"}}),
            "policy pack two: parameter ack_days is set by another pack too");
}

TEST(PolicyPacks, AreRefusedWhereNoneSetsAParameter) {
  EXPECT_EQ(Complaint({}), "policy pack set: no pack sets parameter offsite_min_days");
  EXPECT_EQ(Complaint({{"one", Without(kParameters, "ack_days: 14")}}),
            "policy pack set: no pack sets parameter ack_days");
  EXPECT_EQ(Complaint({{"one", Without(kParameters, "partial_scope: UNSET")}}),
            "policy pack set: no pack sets parameter partial_scope");
  EXPECT_EQ(Complaint({{"one", Without(kParameters, "nm: 20")}}),
            "policy pack set: no pack sets parameter min_active_seconds.nm");
}

TEST(PolicyPacks, AreRefusedForAScheduleOutOfOrderOrTwice) {
  const std::string early = "fee_schedules { edition: \"E\" in_force_from: \"2020-01-01\" }";
  const std::string late = "fee_schedules { edition: \"L\" in_force_from: \"2030-01-01\" }";
  EXPECT_EQ(Complaint({{"one", kParameters + late + early}}),
            "policy pack one: fee schedule from 2020-01-01 stands out of order");
  EXPECT_EQ(Complaint({{"one", kParameters + early + early}}),
            "policy pack one: fee schedule from 2020-01-01 stands out of order");
  EXPECT_EQ(Complaint({{"one", kParameters + early}, {"two", early}}),
            "policy pack two: another pack has a fee schedule from 2020-01-01 too");
  EXPECT_EQ(Complaint({{"one", kParameters + early + late}}), "");
}

TEST(PolicyPacks, AreRefusedForAScheduleWithoutADate) {
  EXPECT_EQ(Complaint({{"one", "fee_schedules { in_force_from: \"2026-02-30\" }"}}),
            "policy pack one: in_force_from \"2026-02-30\" is no date");
}

TEST(PolicyPacks, AreRefusedForACeilingThatIsNoOutcomeOrSetTwice) {
  for (const std::string word : {"WITHDRAWN", "STATUS_UNSPECIFIED", "SOMETHING", ""}) {
    EXPECT_EQ(Complaint({{"one", kParameters + ("advisory_ceiling: \"" + word + "\"")}}),
              "policy pack one: advisory_ceiling \"" + word + "\" is no outcome");
  }
  const std::string ceiling = "advisory_ceiling: \"CAUTION\"";
  EXPECT_EQ(Complaint({{"one", kParameters + ceiling}, {"two", ceiling}}),
            "policy pack two: advisory_ceiling is set by another pack too");
}

TEST(PolicyPacks, LeaveTheCeilingAtIneligibleUnlessStated) {
  const auto policy = Policy::FromPacks({{"one", kParameters}});
  ASSERT_TRUE(policy.has_value());
  EXPECT_EQ(policy->advisory_ceiling(), v1::Status::INELIGIBLE);
}

}  // namespace
}  // namespace kakutei::rules
