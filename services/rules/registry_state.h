#pragma once

#include <string>
#include <utility>

#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/registry.h"

// The registry as a task keeps it: in memory for judging, and in its state to start from.
namespace kakutei::rules {

inline constexpr std::string_view kRegistryKey = "g";

// Folds a registry fact into both.
template <typename State>
Registry::Touched FoldRegistryFact(const v1::SlotFact& fact, State& state, Registry& registry) {
  Registry::Touched touched = registry.Fold(fact);
  if (!touched.empty()) {
    // What is kept is what the registry holds: of two contents of one identity that is not always
    // the one that came last.
    const std::string slot = facts::SlotOf(fact.event());
    const v1::SlotFact* held = registry.Own(slot, fact.event().source());
    // The slot comes last, since some slots hold a subject with slashes of its own.
    facts::Keep(*held, facts::Key(kRegistryKey, facts::FactRef(held->event()), slot), state);
  }
  return touched;
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
