#include "receipts/reconciliation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::receipts {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using v1::ClaimItem;
using v1::SectionGroup;
using v1::Status;

std::string Patient(int number) { return "pk_" + std::string(31, '0') + std::to_string(number); }
std::string Unit(int patient) { return "unit/F-SEND/" + Patient(patient) + "/2026-06/CT_MR"; }

// A unit of ADD_ON_2 resting on reading R-n, with one finding of that reading.
v1::StatementLine Line(int patient, Status::Value status) {
  v1::StatementLine line;
  line.set_disposition(status);
  line.mutable_unit()->set_subject(Unit(patient));
  line.mutable_unit()->set_status(status);
  line.mutable_unit()->set_add_on(ClaimItem::ADD_ON_2);
  line.mutable_unit()->set_points(175);
  line.add_decided_by(Unit(patient));
  auto& reading = *line.add_readings();
  reading.set_subject("reading/F-SEND/R-" + std::to_string(patient));
  reading.add_findings()->set_rule_id("L-5");
  return line;
}

Claim Of(int patient, ClaimItem::Value item = ClaimItem::ADD_ON_2,
         std::optional<int> points = 175) {
  Claim claim;
  claim.place = "a.UKE:" + std::to_string(patient);
  claim.patient_key = Patient(patient);
  claim.group = SectionGroup::CT_MR;
  claim.item = item;
  claim.points = points;
  return claim;
}

Reconciliation Compare(const std::vector<Claim>& claims, std::vector<v1::StatementLine> lines,
                       bool recognises = true) {
  JudgedMonth month{"F-SEND",
                    "2026-06",
                    std::move(lines),
                    {},
                    {{ClaimItem::ADD_ON_2, 175}, {ClaimItem::ADD_ON_3, 235}}};
  v1::Verdict gate;
  gate.set_subject("facility-month/F-SEND/2026-06");
  gate.add_findings()->set_rule_id("L-21");
  month.gates.push_back(gate);
  return Reconcile(claims, month,
                   [recognises](ClaimItem::Value, SectionGroup::Value) { return recognises; });
}

std::vector<std::string> Rules(const Discrepancy& found) {
  std::vector<std::string> rules;
  for (const auto& reason : found.reasons) rules.push_back(reason.finding.rule_id());
  return rules;
}

void ExpectOnly(const Reconciliation& result, Difference difference,
                std::optional<std::int64_t> at_stake) {
  ASSERT_THAT(result.discrepancies, SizeIs(1));
  EXPECT_EQ(NameOf(result.discrepancies[0].difference), NameOf(difference));
  EXPECT_EQ(result.discrepancies[0].points_at_stake, at_stake);
}

TEST(Reconcile, FindsNothingWhereClaimAndUnitAgree) {
  for (const auto status : {Status::ELIGIBLE, Status::CAUTION}) {
    const auto result = Compare({Of(1)}, {Line(1, status)});
    EXPECT_THAT(result.discrepancies, IsEmpty());
    EXPECT_EQ(result.agreeing, 1);
  }
}

TEST(Reconcile, FindsClaimsOfUnitsThatAreNotEligibleWithTheReadingsReasons) {
  for (const auto status : {Status::INELIGIBLE, Status::WITHDRAWN}) {
    const auto result = Compare({Of(1)}, {Line(1, status)});
    ExpectOnly(result, Difference::kIneligible, 175);
    EXPECT_EQ(result.discrepancies[0].subject, Unit(1));
    EXPECT_THAT(Rules(result.discrepancies[0]), ElementsAre("L-5"));
  }
}

TEST(Reconcile, NamesTheMonthThatDecided) {
  auto line = Line(1, Status::INELIGIBLE);
  line.mutable_unit()->set_anchor("R-9");
  line.clear_decided_by();
  line.add_decided_by("facility-month/F-SEND/2026-06");
  const auto result = Compare({Of(1)}, {line});
  EXPECT_THAT(Rules(result.discrepancies[0]), ElementsAre("L-21"));
}

// A line that rests on a claimable reading, with a finding of the unit's claims.
v1::StatementLine OfClaims(const std::string& rule, Status::Value outcome) {
  auto line = Line(1, outcome);
  line.mutable_unit()->set_anchor("R-1");
  line.mutable_readings(0)->set_status(Status::ELIGIBLE);
  auto& finding = *line.mutable_unit()->add_findings();
  finding.set_rule_id(rule);
  finding.set_outcome(outcome);
  return line;
}

TEST(Reconcile, TellsTheRightItemOfAClaimThatTheMeshKnows) {
  const auto known = OfClaims("L-16", Status::NEEDS_REVIEW);
  ExpectOnly(Compare({Of(1, ClaimItem::ADD_ON_3, 235)}, {known}), Difference::kOtherItem, 60);
  // Whatever else is in doubt keeps it on hold.
  auto doubted = known;
  doubted.mutable_readings(0)->set_status(Status::NEEDS_REVIEW);
  ExpectOnly(Compare({Of(1, ClaimItem::ADD_ON_3, 235)}, {doubted}), Difference::kOnHold, 235);
  doubted = known;
  doubted.mutable_unit()->add_gates("partnership-month/F-SEND/F-RECV/2026-06");
  ExpectOnly(Compare({Of(1, ClaimItem::ADD_ON_3, 235)}, {doubted}), Difference::kOnHold, 235);
}

TEST(Reconcile, LeavesOneOfTwoClaimsThatTheMeshKnowsToAPerson) {
  const auto result = Compare({Of(1), Of(1)}, {OfClaims("L-11", Status::INELIGIBLE)});
  ASSERT_THAT(result.discrepancies, SizeIs(2));
  EXPECT_EQ(result.discrepancies[0].difference, Difference::kTwice);
  EXPECT_EQ(result.discrepancies[1].difference, Difference::kOnHold);
  auto ineligible = OfClaims("L-11", Status::INELIGIBLE);
  ineligible.mutable_readings(0)->set_status(Status::INELIGIBLE);
  ExpectOnly(Compare({Of(1)}, {ineligible}), Difference::kIneligible, 175);
}

TEST(Reconcile, FindsClaimsOnHoldAndTakesUnknownWordsForHold) {
  for (const auto status : {Status::PENDING, Status::NEEDS_REVIEW, Status::Value(99)})
    ExpectOnly(Compare({Of(1)}, {Line(1, status)}), Difference::kOnHold, 175);
}

TEST(Reconcile, FindsClaimsWithoutAnyReading) {
  ExpectOnly(Compare({Of(1)}, {}), Difference::kUnknown, 175);
  auto line = Line(1, Status::NEEDS_REVIEW);
  line.clear_readings();
  ExpectOnly(Compare({Of(1)}, {line}), Difference::kUnknown, 175);
}

TEST(Reconcile, FindsAnotherItemAndOtherPoints) {
  ExpectOnly(Compare({Of(1, ClaimItem::ADD_ON_3, 235)}, {Line(1, Status::ELIGIBLE)}),
             Difference::kOtherItem, 60);
  ExpectOnly(Compare({Of(1, ClaimItem::ADD_ON_3, std::nullopt)}, {Line(1, Status::ELIGIBLE)}),
             Difference::kOtherItem, 60);
  ExpectOnly(Compare({Of(1, ClaimItem::ADD_ON_2, 180)}, {Line(1, Status::ELIGIBLE)}),
             Difference::kOtherPoints, 5);
  EXPECT_EQ(
      Compare({Of(1, ClaimItem::ADD_ON_2, std::nullopt)}, {Line(1, Status::ELIGIBLE)}).agreeing, 1);
}

TEST(Reconcile, FindsTheSecondClaimOfAUnit) {
  auto second = Of(1);
  second.place = "a.UKE:9";
  const auto result = Compare({Of(1), second}, {Line(1, Status::ELIGIBLE)});
  ExpectOnly(result, Difference::kTwice, 175);
  EXPECT_EQ(result.discrepancies[0].claim->place, "a.UKE:9");
  EXPECT_EQ(result.agreeing, 1);
}

TEST(Reconcile, FindsWhatIsEligibleAndNotClaimed) {
  ExpectOnly(Compare({}, {Line(1, Status::ELIGIBLE)}), Difference::kUnclaimed, 175);
  ExpectOnly(Compare({}, {Line(1, Status::ELIGIBLE)}, false), Difference::kUnrecognised, 175);
  EXPECT_THAT(Compare({}, {Line(1, Status::INELIGIBLE), Line(2, Status::PENDING)}).discrepancies,
              IsEmpty());
  auto recorded = Line(1, Status::ELIGIBLE);
  recorded.mutable_unit()->add_live_claims("K-1");
  ExpectOnly(Compare({}, {recorded}), Difference::kNotInFile, 175);
}

TEST(Reconcile, SortsByDifferenceThenSubject) {
  const auto result =
      Compare({Of(3), Of(2), Of(1)}, {Line(1, Status::INELIGIBLE), Line(2, Status::INELIGIBLE),
                                      Line(3, Status::PENDING), Line(4, Status::ELIGIBLE)});
  std::vector<std::string> subjects;
  for (const auto& found : result.discrepancies) subjects.push_back(found.subject);
  EXPECT_THAT(subjects, ElementsAre(Unit(1), Unit(2), Unit(3), Unit(4)));
}

}  // namespace
}  // namespace kakutei::receipts
