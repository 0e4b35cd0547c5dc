#include "rules/policy_pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/packs.h"

namespace kakutei::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::LineOf;
using testing::PackSet;

constexpr char kR8[] = "fee-schedule-r8";
constexpr char kAts[] = "ats-statement-2026-06-20";
constexpr char kOperator[] = "operator-thresholds";

// What is said after one edit of a shipped pack.
std::vector<std::string> AfterEdit(std::string_view pack, std::string_view from,
                                   std::string_view to) {
  PackSet packs;
  packs.Edit(pack, from, to);
  return packs.Complaints();
}

std::string At(std::string_view pack, std::string_view part, const std::string& reason) {
  const PackSet packs;
  return std::string(pack) + ":" + std::to_string(LineOf(packs.TextOf(pack), part)) + ": " + reason;
}

constexpr char kL5[] = R"(rules { id: "L-5" on: true document: "TARIFF" clause: "通則4-8" })";

TEST(PackComplaint, NamesFileLineAndReason) {
  EXPECT_EQ((PackComplaint{"a.textproto", 3, "no"}).Text(), "a.textproto:3: no");
}

// The library words the reason; name and line are ours.
TEST(PackSyntax, IsComplainedOfWithItsLine) {
  for (const auto& [text, line] : std::vector<std::pair<std::string, std::string>>{
           {"pack_id: \"x\"\nno_such 3\n", "bad:2: column "},
           {"pack_id: \"x\"\n\nparameters { no_such: 3 }\n", "bad:3: column "},
           {"parameters {\n partial_scope: SOMETIMES }", "bad:2: column "},
           {"parameters {\n ack_days: 1x }", "bad:2: column "}}) {
    const auto complaints = PackSet().Add("bad", text).Complaints();
    ASSERT_EQ(complaints.size(), 1u) << text;
    EXPECT_TRUE(complaints[0].starts_with(line)) << complaints[0];
  }
}

TEST(PackHead, MustBeStated) {
  EXPECT_THAT(AfterEdit(kR8, R"(pack_id: "fee-schedule-r8")", R"(pack_id: "fee schedule")"),
              ElementsAre(At(kR8, "pack_id",
                             "pack_id \"fee schedule\" is no id: 1-64 of A-Z a-z 0-9 . _ -")));
  EXPECT_THAT(AfterEdit(kR8, R"(series: "fee-schedule")", R"(series: "")"),
              ElementsAre(At(kR8, "series", "series \"\" is no id: 1-64 of A-Z a-z 0-9 . _ -")));
  EXPECT_THAT(AfterEdit(kOperator, "title_en: \"Operator thresholds\"\n", ""),
              ElementsAre("operator-thresholds:1: title_en is not stated"));
  EXPECT_THAT(AfterEdit(kOperator, "title_ja: \"運用者のしきい値\"\n", ""),
              ElementsAre("operator-thresholds:1: title_ja is not stated"));
  EXPECT_THAT(AfterEdit(kR8, R"(valid_from: "2026-06-01")", R"(valid_from: "2026-06-31")"),
              ElementsAre(At(kR8, "valid_from", "valid_from \"2026-06-31\" is no date")));
  EXPECT_THAT(
      AfterEdit("fee-schedule-r6", R"(valid_to: "2026-06-01")", R"(valid_to: "2024-05-31")"),
      ElementsAre(At("fee-schedule-r6", "valid_to", "valid_to 2024-05-31 lies before valid_from")));
  EXPECT_THAT(AfterEdit("fee-schedule-r6", R"(valid_to: "2026-06-01")", R"(valid_to: "June")"),
              ElementsAre(At("fee-schedule-r6", "valid_to", "valid_to \"June\" is no date")));
}

TEST(PackHead, MustStateItsAuthority) {
  const auto complaints = AfterEdit(kOperator, "authority: OPERATOR\n", "");
  ASSERT_FALSE(complaints.empty());
  EXPECT_EQ(complaints[0], "operator-thresholds:1: authority is not stated");
}

TEST(PackCeiling, MustBeAnOutcomeOfAnAdvisoryPack) {
  for (const std::string word : {"WITHDRAWN", "STATUS_UNSPECIFIED", "SOMETHING", ""}) {
    EXPECT_THAT(
        AfterEdit(kAts, R"(advisory_ceiling: "INELIGIBLE")", "advisory_ceiling: \"" + word + "\""),
        ElementsAre(
            At(kAts, "advisory_ceiling", "advisory_ceiling \"" + word + "\" is no outcome")));
  }
  const auto none =
      PackSet()
          .Edit(kAts, R"(advisory_ceiling: "INELIGIBLE")", R"(advisory_ceiling: "ELIGIBLE")")
          .Complaints();
  EXPECT_THAT(none, ElementsAre(::testing::HasSubstr(
                        "advisory_ceiling ELIGIBLE: no ADVISORY finding counts any more")));
  EXPECT_THAT(none, ElementsAre(::testing::StartsWith("warning: ")));
  EXPECT_THAT(AfterEdit(kOperator, "series:", "advisory_ceiling: \"CAUTION\" series:"),
              ElementsAre(At(kOperator, "series:",
                             "advisory_ceiling belongs into a pack of authority ADVISORY")));
}

TEST(PackDocuments, MustBeComplete) {
  EXPECT_THAT(
      AfterEdit(kOperator,
                "  title: \"遠隔画像診断サービス連合会 見解（第2報）\"\n  text_at_hand: true\n",
                "  title: \"T\"\n"),
      ElementsAre(At(kOperator, "documents", "document ATS2 does not say text_at_hand")));
  EXPECT_THAT(AfterEdit(kOperator, "  title: \"遠隔画像診断サービス連合会 見解（第2報）\"\n", ""),
              ElementsAre(At(kOperator, "documents", "a document needs a name and a title")));
  EXPECT_THAT(
      AfterEdit(kAts, "name: \"JRS2026\"", "name: \"JRS2024\""),
      ElementsAre(At(kAts, "documents {\n  name: \"JRS2026\"", "document JRS2024 is named twice")));
}

TEST(PackRules, MustBeRulesOfThisReleaseAndOfThePacksAuthority) {
  EXPECT_THAT(
      AfterEdit(kR8, "fee_schedule {",
                R"(rules { id: "L-99" on: true document: "TARIFF" clause: "1" } fee_schedule {)"),
      ElementsAre(At(kR8, "fee_schedule {", "no rule of this release is called \"L-99\"")));
  EXPECT_THAT(
      AfterEdit(
          kOperator, "\nparameters",
          "\n" + std::string(R"(rules { id: "ATS2-3.1" on: true document: "ATS2" clause: "3" })") +
              "\nparameters"),
      ::testing::Contains(
          At(kOperator, "parameters", "rule ATS2-3.1 is ADVISORY, the pack is OPERATOR")));
}

TEST(PackRules, MustBeStatedOnceWithCitationAndOnOrOff) {
  EXPECT_THAT(AfterEdit(kR8, kL5, std::string(kL5) + kL5),
              ElementsAre(At(kR8, kL5, "rule L-5 is stated twice")));
  EXPECT_THAT(AfterEdit(kR8, kL5, R"(rules { id: "L-5" document: "TARIFF" clause: "通則4-8" })"),
              ElementsAre(At(kR8, kL5, "rule L-5 does not say whether it is on")));
  EXPECT_THAT(AfterEdit(kR8, kL5, R"(rules { id: "L-5" on: true document: "LAW" clause: "1" })"),
              ElementsAre(At(kR8, kL5, "rule L-5 cites \"LAW\", which the pack does not name")));
  EXPECT_THAT(AfterEdit(kR8, kL5, R"(rules { id: "L-5" on: true document: "TARIFF" })"),
              ElementsAre(At(kR8, kL5, "rule L-5 cites no clause")));
}

TEST(PackRules, OfLawAreSwitchedOffWithAWarning) {
  constexpr char kL8[] = R"(rules { id: "L-8" on: true)";
  EXPECT_THAT(AfterEdit(kR8, kL8, R"(rules { id: "L-8" on: false)"),
              ElementsAre("warning: " + At(kR8, kL8, "rule L-8 of LAW is switched off")));
  EXPECT_THAT(AfterEdit(kAts, R"(id: "ATS2-3.1" on: true)", R"(id: "ATS2-3.1" on: false)"),
              IsEmpty());
}

TEST(PackRules, ThatTellMissingFactsAreNeverSwitchedOff) {
  EXPECT_THAT(AfterEdit(kR8, R"(id: "L-5" on: true)", R"(id: "L-5" on: false)"),
              ElementsAre(At(kR8, kL5,
                             "rule L-5 cannot be switched off: without it missing facts would read "
                             "as eligible")));
  EXPECT_EQ(AfterEdit(kR8, R"(id: "L-1" on: true)", R"(id: "L-1" on: false)").size(), 1u);
  EXPECT_EQ(
      AfterEdit(kOperator, R"(id: "ATS2-P.14" on: true)", R"(id: "ATS2-P.14" on: false)").size(),
      1u);
}

TEST(PackSchedule, MustBeSensible) {
  const auto at = [](const std::string& reason) {
    return At(kR8, "fee_schedule {", "fee_schedule" + reason);
  };
  EXPECT_THAT(AfterEdit(kR8, "partial_points: 166", "partial_points: 0"),
              ElementsAre(at(": partial_points must be more than 0")));
  EXPECT_THAT(AfterEdit(kR8, "points: 340", "points: 0"),
              ElementsAre(at(": ADD_ON_4 has no points")));
  EXPECT_THAT(AfterEdit(kR8, "standard: ADD_ON_4", "standard: ADD_ON_3"),
              ElementsAre(at(": ADD_ON_3 has points twice")));
  EXPECT_THAT(AfterEdit(kR8, "standard: ADD_ON_4", "standard: TELERADIOLOGY_SENDING"),
              ElementsAre(at(": TELERADIOLOGY_SENDING is no level of the add-on")));
  EXPECT_THAT(AfterEdit(kR8, "edition: \"R8\"", ""), ElementsAre(at(" names no edition")));
  EXPECT_THAT(AfterEdit(kOperator, "\nparameters",
                        "\nfee_schedule { edition: \"X\" add_on { standard: ADD_ON_1 points: 1 } }"
                        "\nparameters"),
              ElementsAre(At(kOperator, "parameters",
                             "fee_schedule belongs into a pack of authority LAW")));
}

TEST(PackParameters, MustBeWithinBounds) {
  EXPECT_THAT(
      AfterEdit(kAts, "ratio_limit_percent: 30", "ratio_limit_percent: 130"),
      ElementsAre(At(kAts, "parameters", "parameter ratio_limit_percent is more than 100")));
  EXPECT_THAT(AfterEdit(kAts, "ratio_limit_percent: 30", "ratio_limit_percent: 10"),
              ElementsAre(At(
                  kAts, "parameters",
                  "parameter ratio_caution_percent (20) is more than ratio_limit_percent (10)")));
  EXPECT_THAT(AfterEdit(kOperator, "ack_days: 14", "ack_days: -1"),
              ElementsAre(At(kOperator, "parameters", "parameter ack_days is less than 0")));
  EXPECT_THAT(AfterEdit(kR8, "offsite_min_hours: 22", "offsite_min_hours: nan"),
              ElementsAre(At(kR8, "parameters", "parameter offsite_min_hours is less than 0")));
  EXPECT_THAT(AfterEdit(kOperator, "ack_days: 14", "ack_days: 2147483647"),
              ElementsAre(At(kOperator, "parameters", "parameter ack_days is more than 100000")));
  EXPECT_THAT(AfterEdit(kR8, "level_1: 1 level_2: 1", "level_1: 1 level_2: -1"),
              ElementsAre(At(kR8, "parameters", "parameter min_staffing.level_2 is less than 0")));
}

TEST(PackParameters, MayBeZeroInTheirParts) {
  EXPECT_THAT(AfterEdit(kOperator, "nm: 20 xr: 10", "nm: 20 xr: 0"), ::testing::IsEmpty());
  EXPECT_THAT(AfterEdit(kOperator, "nm: 20 xr: 10", "nm: 20"),
              ::testing::Contains(::testing::HasSubstr("min_active_seconds.xr")));
}

TEST(LawRulesOff, NamesThemSortedAndOfLawOnly) {
  v1::PolicyPack pack;
  for (const char* id : {"L-8", "L-6", "L-7"}) {
    auto& rule = *pack.add_rules();
    rule.set_id(id);
    rule.set_on(std::string_view(id) == "L-7");
  }
  EXPECT_THAT(LawRulesOff(pack), IsEmpty());
  pack.set_authority(v1::Authority::LAW);
  EXPECT_THAT(LawRulesOff(pack), ElementsAre("L-6", "L-8"));
}

}  // namespace
}  // namespace kakutei::rules
