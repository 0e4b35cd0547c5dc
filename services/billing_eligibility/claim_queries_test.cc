#include "billing_eligibility/claim_queries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "billing_eligibility/state_keys.h"
#include "billing_eligibility/testing/queries_world.h"

namespace kakutei::billing_eligibility::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(Queries, ClaimsComeWithWhatBecameOfThem) {
  for (int i = 1; i <= 4; ++i) AppendClaim(i);
  AppendClaim(5, "2024-05");
  v1::Event ended;
  *ended.mutable_occurred_at() = JstTimestamp("2026-08-06T09:00");
  ended.set_source("billing");
  ended.set_event_id("return-2");
  ended.mutable_claim_returned()->set_claimant_facility_id("F-OWN");
  ended.mutable_claim_returned()->set_claim_id("K-2");
  Append(ended);
  ended.set_event_id("withdraw-3");
  ended.mutable_claim_withdrawn()->set_claimant_facility_id("F-OWN");
  ended.mutable_claim_withdrawn()->set_claim_id("K-3");
  Append(ended);
  Rest();
  std::vector<std::string> found;
  std::string after;
  do {
    const auto page = *ListClaims(store_, "F-OWN", "", after, 2);
    for (const auto& known : page.claims()) {
      found.push_back(known.claim().claim_id() + " " + v1::KnownClaim::State_Name(known.state()) +
                      " " + std::to_string(known.points()));
    }
    after = page.next_token();
  } while (!after.empty());
  EXPECT_THAT(found, ElementsAre("K-5 LIVE 180", "K-1 LIVE 175", "K-2 RETURNED 175",
                                 "K-3 WITHDRAWN 175", "K-4 LIVE 175"));
  EXPECT_THAT(ListClaims(store_, "F-OWN", "2026-06", "", 100)->claims(), SizeIs(4));
  EXPECT_THAT(ListClaims(store_, "F-OW", "", "", 100)->claims(), IsEmpty());
}

TEST_F(Queries, AWithdrawalIsListedWithWhyAndSinceWhen) {
  AppendReading(1, ReadingBuilder::Own());
  AppendClaim(1);
  AppendReading(2, ReadingBuilder::Own());
  AppendClaim(2);
  Rest();
  EXPECT_THAT(Withdrawals().withdrawals(), IsEmpty());
  v1::Event order = ReadingBuilder::Own().Event("o1");
  order.set_event_id("corrected");
  order.set_source_revision(2);
  order.mutable_reading_ordered()->set_patient_key(Patient(1));
  order.mutable_reading_ordered()->set_insured(false);
  Append(order);
  Rest();
  const auto found = Withdrawals();
  ASSERT_THAT(found.withdrawals(), SizeIs(1));
  const auto& entry = found.withdrawals(0);
  EXPECT_EQ(entry.claim().claim().claim_id(), "K-1");
  EXPECT_EQ(entry.state(), v1::Withdrawal::OPEN);
  EXPECT_EQ(entry.claim().points(), 175);
  EXPECT_EQ(entry.yen(), 1750);
  EXPECT_EQ(entry.unit().verdict().subject(), Unit(1));
  EXPECT_EQ(entry.since_revision(), 2u);
  // It came through the reading, whose verdict is here.
  EXPECT_THAT(entry.since_causes(), IsEmpty());
  ASSERT_THAT(entry.readings(), SizeIs(1));
  EXPECT_EQ(entry.readings(0).findings(0).rule_id(), "L-1");
  EXPECT_FALSE(entry.has_decision());
  EXPECT_THAT(Withdrawals(v1::Withdrawal::OPEN, "2026-07").withdrawals(), IsEmpty());
}

TEST_F(Queries, ADecisionClosesAnEntryUntilANewerRevisionAndChangesNoVerdict) {
  AppendReading(1, Uninsured());
  AppendClaim(1);
  Rest();
  const auto listed = Withdrawals().withdrawals(0);
  Decide(1, listed);
  Rest();
  EXPECT_THAT(Withdrawals(v1::Withdrawal::OPEN).withdrawals(), IsEmpty());
  const auto decided = Withdrawals(v1::Withdrawal::DECIDED);
  ASSERT_THAT(decided.withdrawals(), SizeIs(1));
  EXPECT_EQ(decided.withdrawals(0).decision().decided_by(), "U-7");
  EXPECT_EQ(decided.withdrawals(0).unit().digest(), listed.unit().digest());
  EXPECT_EQ(decided.withdrawals(0).unit().revision(), listed.unit().revision());
  // A second claim for the unit: another revision, and another claim is the one to withdraw.
  v1::Event second;
  second.set_event_id("submit-1b");
  *second.mutable_occurred_at() = JstTimestamp("2026-07-05T09:00");
  second.set_source("billing");
  *second.mutable_claim_submitted() = listed.claim().claim();
  second.mutable_claim_submitted()->set_claim_id("K-0");
  Append(second);
  Rest();
  const auto again = Withdrawals(v1::Withdrawal::OPEN);
  ASSERT_THAT(again.withdrawals(), SizeIs(1));
  EXPECT_EQ(again.withdrawals(0).claim().claim().claim_id(), "K-1");
  EXPECT_EQ(again.withdrawals(0).decision().revision(), listed.unit().revision());
}

TEST_F(Queries, AWithdrawnClaimIsListedNoMore) {
  AppendReading(1, Uninsured());
  AppendClaim(1);
  v1::Event ended;
  *ended.mutable_occurred_at() = JstTimestamp("2026-08-06T09:00");
  ended.set_source("billing");
  ended.set_event_id("withdraw-1");
  ended.mutable_claim_withdrawn()->set_claimant_facility_id("F-OWN");
  ended.mutable_claim_withdrawn()->set_claim_id("K-1");
  Append(ended);
  Rest();
  EXPECT_THAT(Withdrawals().withdrawals(), IsEmpty());
}

TEST_F(Queries, WithdrawalsComeInPages) {
  for (int i = 1; i <= 3; ++i) {
    AppendReading(i, Uninsured());
    AppendClaim(i);
  }
  Rest();
  const auto first = Withdrawals(v1::Withdrawal::OPEN, "", "", 2);
  EXPECT_THAT(first.withdrawals(), SizeIs(2));
  const auto second = Withdrawals(v1::Withdrawal::OPEN, "", first.next_token(), 2);
  ASSERT_THAT(second.withdrawals(), SizeIs(1));
  EXPECT_EQ(second.withdrawals(0).claim().claim().claim_id(), "K-3");
  EXPECT_EQ(second.next_token(), "");
}

}  // namespace
}  // namespace kakutei::billing_eligibility::testing
