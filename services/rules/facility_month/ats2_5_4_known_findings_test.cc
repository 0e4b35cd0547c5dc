#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::Day;
using testing::FindingOf;
using testing::JstTimestamp;
using testing::MonthBuilder;
using testing::ReadingBuilder;
using testing::World;
using State = v1::CorrectionPlanRecorded::State;

// A reading diagnosed on 2026-06-03 with an open finding of L-2.
MonthBuilder WithOpenFinding() {
  MonthBuilder month = MonthBuilder::Received();
  month.Reading("R-1").add_unacknowledged_rules("L-2");
  return month;
}

TEST(KnownFindings, NeedReviewAfterFourteenDays) {
  World world;
  for (const char* day : {"", "2026-06-17"}) {
    world.today = day;
    const auto judged = world.Judge(WithOpenFinding());
    EXPECT_EQ(FindingOf(judged.verdict, "ATS2-5.4"), "");
    EXPECT_EQ(judged.look_again_on, Day("2026-06-18"));
  }
  world.today = "2026-06-18";
  const auto judged = world.Judge(WithOpenFinding());
  EXPECT_EQ(FindingOf(judged.verdict, "ATS2-5.4"), "NEEDS_REVIEW left_open ris#R-1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "ATS2-5.4", "rule"), "L-2");
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-5.4"), "ATS2 5 2026-06-20");
  EXPECT_EQ(judged.look_again_on, std::nullopt);
}

TEST(KnownFindings, CountFromTheAcquisitionWhereUndiagnosed) {
  World world;
  MonthBuilder month = WithOpenFinding();
  month.last().clear_diagnosed_at();
  *month.last().mutable_acquired_at() = JstTimestamp("2026-06-01T10:00");
  world.today = "2026-06-16";
  EXPECT_EQ(FindingOf(world.Judge(month).verdict, "ATS2-5.4"),
            "NEEDS_REVIEW left_open ris#R-1-order");
}

TEST(KnownFindings, LookAgainWhenTheNextOneIsDue) {
  World world;
  MonthBuilder month = WithOpenFinding();
  auto& later = month.Reading("R-2");
  later.add_unacknowledged_rules("L-2");
  *later.mutable_diagnosed_at() = JstTimestamp("2026-06-10T10:00");
  world.today = "2026-06-20";
  const auto judged = world.Judge(month);
  EXPECT_EQ(FindingOf(judged.verdict, "ATS2-5.4"), "NEEDS_REVIEW left_open ris#R-1");
  EXPECT_EQ(judged.look_again_on, Day("2026-06-25"));
}

TEST(KnownFindings, AreAnsweredByAnOpenPlanForTheRuleAndMonth) {
  World world;
  world.today = "2026-07-01";
  auto& plan = world.registry.Plan("C-1", "F-SEND", "L-2", State::OPEN);
  EXPECT_EQ(FindingOf(world.Judge(WithOpenFinding()).verdict, "ATS2-5.4"), "");
  plan.set_state(State::DONE);
  EXPECT_NE(FindingOf(world.Judge(WithOpenFinding()).verdict, "ATS2-5.4"), "");
  plan.set_state(State::OPEN);
  plan.set_rule_id("L-3");
  EXPECT_NE(FindingOf(world.Judge(WithOpenFinding()).verdict, "ATS2-5.4"), "");
  plan.set_rule_id("L-2");
  plan.set_month("2026-07");
  EXPECT_NE(FindingOf(world.Judge(WithOpenFinding()).verdict, "ATS2-5.4"), "");
  plan.set_month("2026-06");
  plan.set_facility_id("F-RECV");
  EXPECT_NE(FindingOf(world.Judge(WithOpenFinding()).verdict, "ATS2-5.4"), "");
}

TEST(KnownFindings, TakeTheirDaysFromThePolicy) {
  World world;
  v1::Parameters changes;
  changes.set_ack_days(3);
  world.policy = testing::PolicyWith(changes);
  world.today = "2026-06-07";
  EXPECT_NE(FindingOf(world.Judge(WithOpenFinding()).verdict, "ATS2-5.4"), "");
  world.today = "2026-06-06";
  EXPECT_EQ(FindingOf(world.Judge(WithOpenFinding()).verdict, "ATS2-5.4"), "");
}

TEST(KnownFindings, AreInTheSummaryUntilAcknowledgedForThatReadingAndRule) {
  World world;
  world.registry.Remove("S-SEND");
  const auto open = [&] {
    const auto summary = world.Judge(ReadingBuilder::Received()).summary;
    return std::vector<std::string>(summary.unacknowledged_rules().begin(),
                                    summary.unacknowledged_rules().end());
  };
  EXPECT_EQ(open(), std::vector<std::string>{"L-2"});
  auto& acknowledged = *world.registry.Add("K-1").mutable_finding_acknowledged();
  acknowledged.set_subject("reading/F/R-1");
  acknowledged.set_rule_id("L-3");
  EXPECT_EQ(open(), std::vector<std::string>{"L-2"});
  acknowledged.set_rule_id("L-2");
  EXPECT_EQ(open(), std::vector<std::string>{});
  acknowledged.set_subject("reading/F/R-2");
  EXPECT_EQ(open(), std::vector<std::string>{"L-2"});
}

}  // namespace
}  // namespace kakutei::rules
