// The algebra of folding the registry, over generated facts. RapidCheck prints its seed; a failure
// also prints how to run that very case again.

#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "facts/identity.h"
#include "facts/owners.h"
#include "facts/testing/any_fact.h"
#include "facts/testing/map_state.h"
#include "rules/registry.h"
#include "rules/registry_state.h"

namespace kakutei::rules {
namespace {

using facts::testing::AnyArrival;
using facts::testing::AnyFacts;
using facts::testing::MapState;
using v1::Event;

// Every owner that a generated registry fact can name.
const std::vector<std::string> kOwners = {
    "F-SEND", "F-RECV", "F-OWN", "D-FT", "D-PT", "P-1", "V-1", "reading/F-SEND/R-1", ""};

// All that a registry answers: kind/owner -> its facts.
std::map<std::string, std::string> AnswersOf(const Registry& registry) {
  std::map<std::string, std::string> answers;
  for (int kind = 1; kind < Event::kReadingOrdered; ++kind) {
    for (const std::string& owner : kOwners) {
      std::string facts;
      for (const auto* fact : registry.Find(static_cast<Event::FactCase>(kind), owner))
        facts += fact->SerializeAsString() + "\n";
      if (!facts.empty()) answers[std::to_string(kind) + "/" + owner] = facts;
    }
  }
  return answers;
}

void Fold(const std::vector<Event>& events, Registry& registry) {
  for (const Event& event : events) {
    v1::SlotFact fact;
    *fact.mutable_event() = event;
    registry.Fold(fact);
  }
}

RC_GTEST_PROP(RegistryFold, IsCommutative, ()) {
  const auto facts = *AnyFacts(facts::kFacilityRegistry);
  Registry in_order, arrived;
  Fold(facts, in_order);
  Fold(*AnyArrival(facts), arrived);
  RC_ASSERT(AnswersOf(arrived) == AnswersOf(in_order));
}

RC_GTEST_PROP(RegistryFold, IsIdempotent, ()) {
  const auto facts = *AnyFacts(facts::kFacilityRegistry);
  Registry registry;
  Fold(facts, registry);
  const auto before = AnswersOf(registry);
  for (const Event& event : facts) {
    v1::SlotFact fact;
    *fact.mutable_event() = event;
    RC_ASSERT(registry.Fold(fact).empty());
  }
  RC_ASSERT(AnswersOf(registry) == before);
}

bool Touches(const Registry::Touched& touched, const std::string& owner) {
  return touched.physicians.contains(owner) || touched.facilities.contains(owner) ||
         touched.partnerships.contains(owner) || touched.vendors.contains(owner) ||
         touched.subjects.contains(owner) || (owner.empty() && touched.national_calendar);
}

// Whoever is told another answer than before is among the touched: only they are judged again.
RC_GTEST_PROP(RegistryFold, TouchesEveryOwnerWhoseAnswersChange, ()) {
  const auto facts = *AnyFacts(facts::kFacilityRegistry);
  Registry registry;
  for (const Event& event : facts) {
    v1::SlotFact fact;
    *fact.mutable_event() = event;
    auto before = AnswersOf(registry);
    const auto touched = registry.Fold(fact);
    auto after = AnswersOf(registry);
    for (const auto& [key, answer] : after) before.try_emplace(key);
    for (const auto& [key, answer] : before) {
      if (after[key] != answer) RC_ASSERT(Touches(touched, key.substr(key.find('/') + 1)));
    }
  }
}

// Folds as the services do, one identity's contents told apart.
void FoldWithIdentity(const std::vector<Event>& events, MapState& state, Registry& registry) {
  for (const Event& event : events) {
    const auto seen = facts::RememberIdentity(event, RegistryFactKey(event), state);
    RC_ASSERT(seen.has_value());
    if (seen->outcome == facts::IdentityOutcome::kDuplicate) continue;
    v1::SlotFact fact;
    *fact.mutable_event() = event;
    FoldRegistryFact(fact, state, registry);
    for (const auto& home : seen->homes)
      DoubtRegistryFact(home, event.source(), event.event_id(), state, registry);
  }
}

RC_GTEST_PROP(StoredRegistry, DoubtsTheSameFactsInAnyOrder, ()) {
  const auto facts = *AnyFacts(facts::kFacilityRegistry);
  MapState state, arrived_state;
  Registry registry, arrived;
  FoldWithIdentity(facts, state, registry);
  FoldWithIdentity(*AnyArrival(facts), arrived_state, arrived);
  RC_ASSERT(AnswersOf(arrived) == AnswersOf(registry));
}

RC_GTEST_PROP(StoredRegistry, AnswersAsTheOneInMemory, ()) {
  const auto facts = *AnyFacts(facts::kFacilityRegistry);
  MapState state;
  Registry registry, loaded;
  FoldWithIdentity(facts, state, registry);
  RC_ASSERT(LoadRegistry(state, loaded).has_value());
  RC_ASSERT(AnswersOf(loaded) == AnswersOf(registry));
}

}  // namespace
}  // namespace kakutei::rules
