#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/registry.h"

// The registry as a task keeps it: in memory for judging, and in its state to start from.
namespace kakutei::rules {

inline constexpr std::string_view kRegistryKey = "g";

// Where a fact stands in the state. The slot comes last, since some slots hold a subject with
// slashes of its own.
inline std::string RegistryFactKey(const v1::Event& event) {
  return facts::Key(kRegistryKey, facts::FactRef(event), facts::SlotOf(event));
}

// Folds a registry fact into both.
template <typename State>
Registry::Touched FoldRegistryFact(const v1::SlotFact& fact, State& state, Registry& registry) {
  Registry::Touched touched = registry.Fold(fact);
  if (!touched.empty()) {
    // What is kept is what the registry holds: of two contents of one identity that is not always
    // the one that came last.
    const v1::SlotFact* held = registry.Own(facts::SlotOf(fact.event()), fact.event().source());
    facts::Keep(*held, RegistryFactKey(held->event()), state);
  }
  return touched;
}

// Marks the fact that stands at such a key as doubtful in both. Returns it, and what it touches;
// nullptr when nothing changed: the slot may hold another identity by now.
struct DoubtedRegistryFact {
  const v1::SlotFact* fact = nullptr;
  Registry::Touched touched;
};
template <typename State>
DoubtedRegistryFact DoubtRegistryFact(std::string_view key, const std::string& source,
                                      const std::string& event_id, State& state,
                                      Registry& registry) {
  const auto before_slot = facts::Key(kRegistryKey, source + "#" + event_id, "").size();
  const std::string slot(key.substr(std::min(before_slot, key.size())));
  DoubtedRegistryFact doubted{nullptr, registry.MarkDoubtful(slot, source, event_id)};
  if (doubted.touched.empty()) return doubted;
  doubted.fact = registry.Own(slot, source);
  facts::Keep(*doubted.fact, std::string(key), state);
  return doubted;
}

// Fills the memory from the state.
template <typename State>
base::Status LoadRegistry(const State& state, Registry& registry) {
  registry.Clear();
  bool damaged = false;
  const auto status = state.Scan(
      std::string(kRegistryKey) + "/", "", [&](std::string_view, std::string_view value) {
        v1::SlotFact fact;
        damaged = !fact.ParseFromArray(value.data(), static_cast<int>(value.size()));
        if (!damaged) registry.Fold(fact);
        return !damaged;
      });
  if (damaged)
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED",
                      "a registry fact cannot be read");
  return status;
}

}  // namespace kakutei::rules
