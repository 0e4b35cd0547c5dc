#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/digest.h"
#include "facts/identity.h"
#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/policy_book.h"

// Policies as a judging task keeps them: the activations, and by what its subjects were last
// judged.
namespace kakutei::rules {

inline constexpr std::string_view kActivationKey = "policy";         // policy/source#id/content
inline constexpr std::string_view kAppliedPolicyKey = "policy-now";  // -> PolicyTimeline

// Folds an activation into both; false: it was known. kInvalidArgument BAD_POLICY_PACK with the
// line and the reason for one that is bad whatever else holds: set it aside.
template <typename State>
base::Result<bool> FoldActivation(const v1::Event& event, State& state, PolicyBook& book) {
  const auto violations = PolicyBook::Violations(event.policy_activated());
  if (!violations.empty()) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "BAD_POLICY_PACK",
                      violations.front().field + ": " + violations.front().rule);
  }
  if (!book.Take(event)) return false;
  facts::Keep(
      event,
      facts::Key(kActivationKey, facts::FactRef(event), base::Hex(facts::ContentDigest(event))),
      state);
  return true;
}

template <typename State>
base::Status LoadActivations(const State& state, PolicyBook& book) {
  std::vector<v1::Event> events;
  bool damaged = false;
  const auto status = state.Scan(
      std::string(kActivationKey) + "/", "", [&](std::string_view, std::string_view value) {
        v1::Event event;
        damaged = !event.ParseFromArray(value.data(), static_cast<int>(value.size()));
        if (!damaged) events.push_back(std::move(event));
        return !damaged;
      });
  if (damaged)
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED",
                      "a policy activation cannot be read");
  book.Reset(events);
  return status;
}

// Notes in the state that subjects are judged by the book's policy from now on. Returns what that
// changes; nullopt: nothing.
template <typename State>
base::Result<std::optional<PolicyChange>> ApplyPolicy(const PolicyBook& book, State& state) {
  auto before = facts::Load<v1::PolicyTimeline>(state, kAppliedPolicyKey);
  if (!before) return base::Fail(std::move(before).error());
  v1::PolicyTimeline after = TimelineOf(book.policy());
  PolicyChange change(*std::move(before), after);
  if (change.empty()) return std::optional<PolicyChange>();
  facts::Keep(after, kAppliedPolicyKey, state);
  return std::optional(std::move(change));
}

}  // namespace kakutei::rules
