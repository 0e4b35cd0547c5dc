#include "rules/policy_book.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/policy_state.h"
#include "rules/testing/activations.h"
#include "rules/testing/packs.h"

namespace kakutei::rules {
namespace {

using testing::Activation;
using testing::Day;
using testing::PackSet;

constexpr char kR8[] = "fee-schedule-r8";
constexpr char kOperator[] = "operator-thresholds";

std::string Changed(std::string_view pack, std::string_view from, std::string_view to) {
  return PackSet().Edit(pack, from, to).TextOf(pack);
}
std::string WithAckDays(int days) {
  return Changed(kOperator, "ack_days: 14", "ack_days: " + std::to_string(days));
}
// R8 ends where R10 begins.
std::string R8UntilR10() {
  return Changed(kR8, "valid_from: \"2026-06-01\"",
                 "valid_from: \"2026-06-01\" valid_to: \"2028-06-01\"");
}
std::string R10() {
  std::string text = Changed(kR8, "valid_from: \"2026-06-01\"", "valid_from: \"2028-06-01\"");
  text.replace(text.find("fee-schedule-r8"), 15, "fee-schedule-r10");
  text.replace(text.find("edition: \"R8\""), 13, "edition: \"R10\"");
  return text;
}

int AckDays(const PolicyBook& book) {
  return book.policy().On(std::nullopt).parameters().ack_days();
}

// "id" or "id: reason", in the order in which activations are gone through.
std::vector<std::string> Entries(const PolicyBook& book) {
  std::vector<std::string> lines;
  for (const auto& entry : book.entries()) {
    lines.push_back(entry.event.event_id() +
                    (entry.refused ? ": " + entry.refused->reason : std::string()));
  }
  return lines;
}

TEST(PolicyBook, BeginsWithWhatItIsGiven) {
  const PolicyBook book(Policy::Shipped());
  EXPECT_EQ(book.policy().digest(), Policy::Shipped().digest());
  EXPECT_THAT(book.entries(), ::testing::IsEmpty());
}

TEST(PolicyBook, AppliesTheLatestActivationOfAPack) {
  PolicyBook book(Policy::Shipped());
  EXPECT_TRUE(book.Take(Activation("a1", WithAckDays(20), "2026-07-02T09:00")));
  EXPECT_EQ(AckDays(book), 20);
  EXPECT_TRUE(book.Take(Activation("a2", WithAckDays(21), "2026-07-01T09:00")));
  EXPECT_EQ(AckDays(book), 20);
  v1::Event correction = Activation("a3", WithAckDays(22), "2026-07-01T09:00");
  correction.set_source_revision(2);
  EXPECT_TRUE(book.Take(correction));
  EXPECT_EQ(AckDays(book), 22);
}

TEST(PolicyBook, KnowsWhatCameBefore) {
  PolicyBook book(Policy::Shipped());
  v1::Event event = Activation("a1", WithAckDays(20));
  EXPECT_TRUE(book.Take(event));
  *event.mutable_recorded_at() = testing::JstTimestamp("2026-07-03T09:00");
  EXPECT_FALSE(book.Take(event));
  book.Reset({});
  EXPECT_EQ(AckDays(book), 14);
  EXPECT_TRUE(book.Take(event));
  book.Reset({event});
  EXPECT_EQ(AckDays(book), 20);
  EXPECT_FALSE(book.Take(event));
}

TEST(PolicyBook, TellsAnIdentityWithTwoContents) {
  PolicyBook book(Policy::Shipped());
  const v1::Event one = Activation("a1", WithAckDays(20)),
                  other = Activation("a1", WithAckDays(21));
  EXPECT_TRUE(book.Take(one));
  EXPECT_FALSE(book.IsDisputed(one));
  EXPECT_TRUE(book.Take(other));
  EXPECT_TRUE(book.IsDisputed(other));
  EXPECT_FALSE(book.IsDisputed(Activation("a2", WithAckDays(21))));
}

TEST(PolicyBook, LeavesTheLastGoodPackWhereOneDoesNotFit) {
  PolicyBook book(Policy::Shipped());
  book.Take(Activation("a1", WithAckDays(20), "2026-07-01T09:00"));
  book.Take(Activation("a2", Changed(kOperator, "  ack_days: 14\n", ""), "2026-07-02T09:00"));
  EXPECT_EQ(AckDays(book), 20);
  EXPECT_THAT(Entries(book), ::testing::ElementsAre("a1", "a2: no pack sets parameter ack_days"));
  EXPECT_EQ(book.entries()[1].refused->pack, "office#a2");
}

TEST(PolicyBook, SaysWhatWouldKeepAnActivationOut) {
  PolicyBook book(Policy::Shipped());
  const auto complaints = book.ComplaintsOf(Activation("a1", R10()));
  ASSERT_EQ(complaints.size(), 1u);
  EXPECT_EQ(complaints[0].reason,
            "valid_from 2028-06-01 overlaps fee-schedule-r8, which holds without end");
  EXPECT_THAT(book.ComplaintsOf(Activation("a2", R8UntilR10())), ::testing::IsEmpty());
  book.Take(Activation("a2", R8UntilR10()));
  EXPECT_THAT(book.ComplaintsOf(Activation("a1", R10())), ::testing::IsEmpty());
}

TEST(PolicyBook, IsTheSameInAnyOrderOfArrival) {
  std::vector<v1::Event> events = {
      Activation("a1", R8UntilR10(), "2026-07-01T09:00"),
      Activation("a2", R10(), "2026-07-02T09:00"),
      // No gap may open again: R10 stands, so this is not applied.
      Activation("a3", Changed(kR8, "partial_points: 166", "partial_points: 170"),
                 "2026-07-03T09:00"),
      Activation("a4", WithAckDays(20), "2026-07-04T09:00"),
  };
  const std::vector<std::string> expected = {
      "a1", "a2", "a3: valid_from 2028-06-01 overlaps fee-schedule-r8, which holds without end",
      "a4"};
  const auto by_id = [](const v1::Event& a, const v1::Event& b) {
    return a.event_id() < b.event_id();
  };
  std::string digest;
  do {
    PolicyBook book(Policy::Shipped());
    for (const auto& event : events) book.Take(event);
    EXPECT_EQ(Entries(book), expected);
    if (digest.empty()) digest = book.policy().digest();
    EXPECT_EQ(book.policy().digest(), digest);
    EXPECT_EQ(book.policy().On(Day("2028-06-01")).edition(), "R10");
    EXPECT_EQ(book.policy().On(Day("2028-05-31")).PartialPoints(), 166);
  } while (std::next_permutation(events.begin(), events.end(), by_id));
}

std::vector<std::string> ViolationsOf(const v1::Event& event) {
  std::vector<std::string> lines;
  for (const auto& violation : PolicyBook::Violations(event.policy_activated()))
    lines.push_back(violation.field + "=" + violation.value + ": " + violation.rule);
  return lines;
}

TEST(ActivationViolations, NameTheLineOfABadPack) {
  EXPECT_THAT(ViolationsOf(Activation("a1", WithAckDays(20))), ::testing::IsEmpty());
  EXPECT_THAT(
      ViolationsOf(Activation("a1", "\nno_such: 1")),
      ::testing::ElementsAre(::testing::StartsWith("policyActivated.pack=: line 2: column ")));
  const std::string text = Changed(kOperator, "ack_days: 14", "ack_days: -1");
  EXPECT_THAT(ViolationsOf(Activation("a1", text)),
              ::testing::ElementsAre("policyActivated.pack=: line " +
                                     std::to_string(testing::LineOf(text, "parameters")) +
                                     ": parameter ack_days is less than 0"));
}

TEST(ActivationViolations, AskForThePacksOwnId) {
  v1::Event event = Activation("a1", WithAckDays(20));
  event.mutable_policy_activated()->set_pack_id("another");
  EXPECT_THAT(ViolationsOf(event),
              ::testing::ElementsAre("policyActivated.packId=another: The pack calls itself "
                                     "\"operator-thresholds\"."));
}

TEST(ActivationViolations, AskForEachLawRuleThatIsSwitchedOff) {
  v1::Event event =
      Activation("a1", Changed(kR8, R"(id: "L-8" on: true)", R"(id: "L-8" on: false)"));
  EXPECT_THAT(ViolationsOf(event), ::testing::IsEmpty());
  event.mutable_policy_activated()->clear_law_rules_off();
  EXPECT_THAT(ViolationsOf(event),
              ::testing::ElementsAre("policyActivated.lawRulesOff=: Each rule of LAW that the pack "
                                     "switches off, sorted: L-8."));
  event = Activation("a1", WithAckDays(20));
  event.mutable_policy_activated()->add_law_rules_off("L-8");
  EXPECT_THAT(ViolationsOf(event),
              ::testing::ElementsAre("policyActivated.lawRulesOff=: Each rule of LAW that the pack "
                                     "switches off, sorted: none."));
}

PolicyChange Between(const Policy& before, const Policy& after) {
  return PolicyChange(TimelineOf(before), TimelineOf(after));
}
base::Month Month(std::string_view text) { return *base::ParseMonth(text); }

TEST(PolicyChange, IsEmptyWhereNothingChanges) {
  const auto change = Between(Policy::Shipped(), Policy::Shipped());
  EXPECT_TRUE(change.empty());
  EXPECT_FALSE(change.Touches(Month("2026-06")));
  EXPECT_FALSE(change.TouchesUndated());
}

TEST(PolicyChange, TouchesTheMonthsInWhichSomethingElseHolds) {
  PackSet packs;
  packs.Edit("fee-schedule-r6", "offsite_min_days: 3", "offsite_min_days: 4");
  const auto change = Between(Policy::Shipped(), packs.Make());
  EXPECT_FALSE(change.empty());
  EXPECT_FALSE(change.Touches(Month("2024-05")));
  EXPECT_TRUE(change.Touches(Month("2024-06")));
  EXPECT_TRUE(change.Touches(Month("2026-05")));
  EXPECT_FALSE(change.Touches(Month("2026-06")));
  EXPECT_FALSE(change.TouchesUndated());
}

TEST(PolicyChange, TouchesAMonthWithinWhichAnEditionBegins) {
  PackSet packs;
  packs.Edit(kR8, "valid_from: \"2026-06-01\"",
             "valid_from: \"2026-06-01\" valid_to: \"2028-06-20\"");
  const auto change = Between(Policy::Shipped(), packs.Make());
  // The pack's bytes differ from its first day on; it covers nothing from the 20th on.
  EXPECT_TRUE(change.Touches(Month("2026-06")));
  PackSet longer;
  longer.Edit(kR8, "valid_from: \"2026-06-01\"",
              "valid_from: \"2026-06-01\" valid_to: \"2028-06-25\"");
  EXPECT_TRUE(Between(packs.Make(), longer.Make()).Touches(Month("2028-06")));
}

TEST(PolicyChange, TouchesUndatedSubjectsWithTheNewestEdition) {
  EXPECT_TRUE(
      Between(Policy::Shipped(), PackSet().Edit(kR8, "166", "167").Make()).TouchesUndated());
}

TEST(PolicyChange, TouchesEverythingWhereNobodyKnowsWhatWasApplied) {
  const PolicyChange change({}, TimelineOf(Policy::Shipped()));
  EXPECT_FALSE(change.empty());
  EXPECT_TRUE(change.Touches(Month("2026-06")));
  EXPECT_TRUE(change.TouchesUndated());
}

// A state that is a map.
class MapState {
 public:
  base::Result<std::optional<std::string>> Get(std::string_view key) const {
    const auto found = values_.find(std::string(key));
    return found == values_.end() ? std::nullopt : std::optional(found->second);
  }
  template <typename Visitor>
  base::Status Scan(std::string_view prefix, std::string_view, const Visitor& visit) const {
    for (const auto& [key, value] : values_) {
      if (key.starts_with(prefix) && !visit(key, value)) break;
    }
    return {};
  }
  void Put(std::string_view key, std::string_view value) { values_[std::string(key)] = value; }
  void Delete(std::string_view key) { values_.erase(std::string(key)); }

 private:
  std::map<std::string, std::string> values_;
};

TEST(PolicyState, KeepsActivationsAndWhatIsApplied) {
  MapState state;
  PolicyBook book(Policy::Shipped());
  auto change = ApplyPolicy(book, state);
  ASSERT_TRUE(change && *change);
  EXPECT_TRUE((*change)->Touches(Month("2026-06")));
  EXPECT_FALSE(*ApplyPolicy(book, state));
  EXPECT_EQ(FoldActivation(Activation("a1", WithAckDays(20)), state, book), true);
  EXPECT_EQ(FoldActivation(Activation("a1", WithAckDays(20)), state, book), false);
  EXPECT_TRUE(*ApplyPolicy(book, state));

  PolicyBook again(Policy::Shipped());
  again.Take(Activation("other", WithAckDays(30)));
  ASSERT_TRUE(LoadActivations(state, again));
  EXPECT_EQ(AckDays(again), 20);
  EXPECT_FALSE(*ApplyPolicy(again, state));
}

TEST(PolicyState, SetsABadActivationAside) {
  MapState state;
  PolicyBook book(Policy::Shipped());
  const auto folded = FoldActivation(Activation("a1", "?"), state, book);
  ASSERT_FALSE(folded);
  EXPECT_EQ(folded.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(folded.error().reason, "BAD_POLICY_PACK");
  EXPECT_THAT(book.entries(), ::testing::IsEmpty());
}

TEST(PolicyState, TellsADamagedActivation) {
  MapState state;
  state.Put("policy/office#a1/00", "\xff");
  PolicyBook book(Policy::Shipped());
  EXPECT_EQ(LoadActivations(state, book).error().code, base::ErrorCode::kDataLoss);
}

}  // namespace
}  // namespace kakutei::rules
