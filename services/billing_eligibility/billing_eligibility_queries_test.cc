#include "billing_eligibility/billing_eligibility_queries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "billing_eligibility/state_keys.h"
#include "billing_eligibility/testing/queries_world.h"

namespace kakutei::billing_eligibility::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using v1::Status;

constexpr char kMonth[] = "facility-month/F-OWN/2026-06";

TEST_F(Queries, KnowWhatASubjectIs) {
  for (const char* good :
       {"reading/F-OWN/R-1", "facility-month/F-OWN/2026-06", "partnership-month/F-A/F-B/2026-06",
        "unit/F-OWN/pk_00112233445566778899aabbccddeeff/2026-06/CT_MR"}) {
    EXPECT_TRUE(IsSubject(good)) << good;
  }
  for (const char* bad :
       {"", "reading", "reading/F-OWN", "reading//R-1", "reading/F-OWN/R-1/", "reading/F OWN/R-1",
        "facility-month/F-OWN/2026-13", "partnership-month/F-A/2026-06", "month/F-OWN/2026-06",
        "unit/F-OWN/patient/2026-06/CT_MR", "review/F-OWN/R-1/F-OWN/W-1",
        "unit/F-OWN/pk_00112233445566778899aabbccddeeff/2026-06/ALL"}) {
    EXPECT_FALSE(IsSubject(bad)) << bad;
  }
}

TEST_F(Queries, WhatWasNeverJudgedIsNotFound) {
  Rest();
  const auto verdict = GetVerdict(store_, "reading/F-OWN/R-1", false);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, base::ErrorCode::kNotFound);
  EXPECT_EQ(verdict.error().reason, "NO_SUCH_SUBJECT");
  const auto statement = GetMonthStatement(store_, "F-OWN", "2026-06", "", 10);
  ASSERT_FALSE(statement);
  EXPECT_EQ(statement.error().code, base::ErrorCode::kNotFound);
}

TEST_F(Queries, AVerdictComesWithItsHistoryOldestFirst) {
  AppendReading(1, ReadingBuilder::Own(), {"o1", "a1", "d1"});
  Rest();
  AppendReading(1, ReadingBuilder::Own(), {"t1"});
  Rest();
  const auto verdict = *GetVerdict(store_, "reading/F-OWN/R-1", true);
  ASSERT_EQ(verdict.history_size(), 2);
  EXPECT_EQ(verdict.history(0).verdict().status(), Status::PENDING);
  EXPECT_EQ(verdict.history(0).prev_digest(), "");
  EXPECT_EQ(verdict.history(1).prev_digest(), verdict.history(0).digest());
  EXPECT_EQ(verdict.latest().revision(), 2u);
  EXPECT_EQ(verdict.latest().verdict().status(), Status::ELIGIBLE);
  EXPECT_EQ(GetVerdict(store_, "reading/F-OWN/R-1", false)->history_size(), 0);
  EXPECT_NE(verdict.history(0).verdict().findings(0).message().ja(), "");
  EXPECT_NE(verdict.history(0).verdict().findings(0).message().en(), "");
}

TEST_F(Queries, VerdictsComeByKindAndSubjectAndAreFiltered) {
  AppendReading(1, ReadingBuilder::Own());
  AppendReading(2, ReadingBuilder::Own(), {"o1", "a1", "d1"});
  AppendReading(3, ReadingBuilder::Received());
  Rest();
  EXPECT_THAT(Subjects({}), SizeIs(9));
  EXPECT_THAT(Subjects({.claimant = "F-OWN"}),
              ElementsAre(kMonth, "reading/F-OWN/R-1", "reading/F-OWN/R-2", Unit(1), Unit(2)));
  EXPECT_THAT(Subjects({.claimant = "F-OWN", .kind = "unit"}), ElementsAre(Unit(1), Unit(2)));
  EXPECT_THAT(Subjects({.claimant = "F-OWN", .kind = "reading", .status = Status::PENDING}),
              ElementsAre("reading/F-OWN/R-2"));
  EXPECT_THAT(Subjects({.claimant = "F-OW"}), IsEmpty());
  EXPECT_THAT(Subjects({.month = "2026-06"}), SizeIs(9));
  EXPECT_THAT(Subjects({.month = "2026-07"}), IsEmpty());
  EXPECT_THAT(Subjects({.kind = "partnership-month"}),
              ElementsAre("partnership-month/F-SEND/F-RECV/2026-06"));
}

TEST_F(Queries, VerdictsGoOnBehindASubject) {
  for (int i = 1; i <= 3; ++i) AppendReading(i, ReadingBuilder::Own());
  Rest();
  const auto all = Subjects({});
  ASSERT_THAT(all, SizeIs(7));
  std::vector<std::string> paged;
  for (auto page = Subjects({}, "", 2); !page.empty(); page = Subjects({}, paged.back(), 2))
    paged.insert(paged.end(), page.begin(), page.end());
  EXPECT_EQ(paged, all);
}

TEST_F(Queries, EmptiedSubjectsAreLeftOut) {
  AppendReading(1, ReadingBuilder::Own());
  Rest();
  v1::Event order = ReadingBuilder::Own().Event("o1");
  order.set_event_id("corrected");
  order.set_source_revision(2);
  order.mutable_reading_ordered()->set_patient_key(Patient(2));
  Append(order);
  Rest();
  EXPECT_THAT(Subjects({.kind = "unit"}), ElementsAre(Unit(2)));
  EXPECT_THAT(Statement().response.lines(), SizeIs(1));
  EXPECT_TRUE(GetVerdict(store_, Unit(1), false)->latest().verdict().emptied());
}

TEST_F(Queries, AStatementLineStandsOnItsUnitWhereTheMonthIsNoWorse) {
  AppendReading(1, ReadingBuilder::Own());
  AppendReading(2, ReadingBuilder::Own(), {"o1", "a1", "d1"});
  Rest();
  const auto page = Statement();
  ASSERT_THAT(page.response.lines(), SizeIs(2));
  EXPECT_FALSE(page.response.closed());
  EXPECT_EQ(page.response.facility_month().subject(), kMonth);
  EXPECT_EQ(page.response.lines(0).disposition(), Status::ELIGIBLE);
  // Both say the same, so both decide.
  EXPECT_THAT(page.response.lines(0).decided_by(), ElementsAre(Unit(1), kMonth));
  EXPECT_EQ(page.response.lines(1).disposition(), Status::PENDING);
  EXPECT_THAT(page.response.lines(1).decided_by(), ElementsAre(Unit(2)));
  EXPECT_EQ(page.next, "");
}

TEST_F(Queries, AMonthUnderReviewGatesItsUnitsButNotWithdrawnOnes) {
  ReadingBuilder drafted = ReadingBuilder::Own();
  // A trainee's or part-time physician's report that the full-time one wrote again.
  drafted.Report().set_author_physician_id("D-PT");
  AppendReading(1, drafted);
  AppendReading(2, ReadingBuilder::Own());
  AppendReading(3, ReadingBuilder::Own());
  Append(Cancelled("R-3"));
  v1::Event closed;
  closed.set_event_id("close");
  *closed.mutable_occurred_at() = JstTimestamp("2026-07-06T09:00");
  closed.set_source("billing");
  closed.mutable_claim_month_closed()->set_claimant_facility_id("F-OWN");
  closed.mutable_claim_month_closed()->set_month("2026-06");
  Append(closed);
  // The part-time physician's unit counts in the share as soon as it is claimed.
  v1::Event claim;
  claim.set_event_id("K-1");
  *claim.mutable_occurred_at() = JstTimestamp("2026-07-06T09:00");
  claim.set_source("billing");
  auto& submitted = *claim.mutable_claim_submitted();
  submitted.set_claim_id("K-1");
  submitted.set_claimant_facility_id("F-OWN");
  submitted.set_patient_key(Patient(1));
  submitted.set_month("2026-06");
  submitted.set_section_group(v1::SectionGroup::CT_MR);
  submitted.set_add_on(v1::ClaimItem::ADD_ON_2);
  Append(claim);
  Rest();
  const auto page = Statement();
  EXPECT_TRUE(page.response.closed());
  ASSERT_THAT(page.response.lines(), SizeIs(3));
  const auto month = page.response.facility_month().status();
  for (const auto& line : page.response.lines()) {
    const auto unit = line.unit().status();
    if (unit == Status::WITHDRAWN) {
      EXPECT_EQ(line.disposition(), Status::WITHDRAWN);
      EXPECT_THAT(line.decided_by(), ElementsAre(line.unit().subject()));
    } else {
      EXPECT_EQ(line.disposition(), std::max(unit, month));
    }
  }
  EXPECT_EQ(page.response.lines(2).disposition(), Status::WITHDRAWN);
}

TEST_F(Queries, AStatementComesInPages) {
  for (int i = 1; i <= 5; ++i) AppendReading(i, ReadingBuilder::Own());
  Rest();
  std::vector<std::string> units;
  std::string after;
  int pages = 0;
  do {
    const auto page = Statement(after, 2);
    EXPECT_LE(page.response.lines_size(), 2);
    for (const auto& line : page.response.lines()) units.push_back(line.unit().subject());
    after = page.next;
    ++pages;
  } while (!after.empty());
  EXPECT_EQ(pages, 3);
  EXPECT_THAT(units, ElementsAre(Unit(1), Unit(2), Unit(3), Unit(4), Unit(5)));
  EXPECT_EQ(Statement("", 5).next, "");
}

TEST_F(Queries, AStatementLineCarriesTheVerdictsOfItsReadings) {
  AppendReading(1, Uninsured());
  Rest();
  const auto page = Statement();
  ASSERT_THAT(page.response.lines(), SizeIs(1));
  ASSERT_THAT(page.response.lines(0).readings(), SizeIs(1));
  EXPECT_EQ(page.response.lines(0).readings(0).subject(), "reading/F-OWN/R-1");
  EXPECT_EQ(page.response.lines(0).readings(0).findings(0).rule_id(), "L-1");
}

TEST_F(Queries, GateAReceivedAnchorByItsPartnershipMonthToo) {
  ReadingBuilder received = ReadingBuilder::Received();
  AppendReading(1, received);
  Rest();
  const std::string pair = "partnership-month/F-SEND/F-RECV/2026-06";
  const auto statement = [&] {
    auto page = GetMonthStatement(store_, "F-SEND", "2026-06", "", 100);
    EXPECT_TRUE(page);
    return page.value_or(StatementPage()).response;
  };
  auto response = statement();
  ASSERT_EQ(response.partnership_months_size(), 1);
  EXPECT_EQ(response.partnership_months(0).subject(), pair);
  ASSERT_EQ(response.lines_size(), 1);
  EXPECT_EQ(response.lines(0).disposition(), Status::ELIGIBLE);
  EXPECT_THAT(response.lines(0).decided_by(), ElementsAre(response.lines(0).unit().subject(),
                                                          "facility-month/F-SEND/2026-06", pair));
  v1::Event acknowledged = RegistryBuilder::Complete().Event("K-SEND");
  acknowledged.set_event_id("K-SEND-2");
  acknowledged.set_source_revision(2);
  acknowledged.mutable_risk_sharing_acknowledged()->set_valid_to("2026-06-30");
  Append(acknowledged);
  Rest();
  response = statement();
  EXPECT_EQ(response.lines(0).unit().status(), Status::ELIGIBLE);
  EXPECT_EQ(response.lines(0).disposition(), Status::CAUTION);
  EXPECT_THAT(response.lines(0).decided_by(), ElementsAre(pair));
  EXPECT_THAT(Subjects({.claimant = "F-SEND", .kind = "partnership-month"}), ElementsAre(pair));
  EXPECT_THAT(Subjects({.month = "2026-06", .status = Status::CAUTION}), ElementsAre(pair));
}

TEST_F(Queries, AMonthThatIsNotJudgedYetHoldsItsUnits) {
  AppendReading(1, ReadingBuilder::Received());
  engine::TaskSpec spec = Spec();
  spec.limits.judge_batch_subjects = 1;
  runtime::MemoryStore store;
  BillingEligibilityFold fold(policy_, unheard_);
  engine::Task task(spec, log_, store, fold, probe_, clock_);
  const std::string gate = PartnershipMonthSubject("F-SEND", "F-RECV", "2026-06");
  bool seen = false;
  for (bool progressed = true; progressed;) {
    const auto step = task.Step();
    ASSERT_TRUE(step) << step.error().message;
    progressed = step->Progressed();
    const auto page = GetMonthStatement(store, "F-SEND", "2026-06", "", 10);
    if (!page || page->response.lines().empty() || LatestPublished(store, gate)) continue;
    const auto& line = page->response.lines(0);
    EXPECT_EQ(line.unit().status(), v1::Status::ELIGIBLE);
    EXPECT_EQ(line.disposition(), v1::Status::PENDING);
    EXPECT_THAT(line.decided_by(), ElementsAre(gate));
    seen = true;
  }
  EXPECT_TRUE(seen);
  const auto page = GetMonthStatement(store, "F-SEND", "2026-06", "", 10);
  ASSERT_TRUE(page);
  EXPECT_NE(page->response.lines(0).disposition(), v1::Status::PENDING);
}

}  // namespace
}  // namespace kakutei::billing_eligibility::testing
