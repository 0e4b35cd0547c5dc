// The algebra of folding facts into dossiers, over generated facts. RapidCheck prints its seed; a
// failure also prints how to run that very case again.

#include <rapidcheck.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "facts/dossier.h"
#include "facts/identity.h"
#include "facts/owners.h"
#include "facts/slots.h"
#include "facts/testing/any_fact.h"
#include "facts/testing/map_state.h"

namespace kakutei::facts {
namespace {

using testing::AnyArrival;
using testing::AnyFact;
using testing::AnyFacts;
using testing::MapState;
using v1::Event;

v1::Dossier Folded(const std::vector<Event>& events) {
  v1::Dossier dossier;
  for (const Event& event : events) Fold(event, dossier);
  return dossier;
}

std::string Bytes(const v1::Dossier& dossier) { return dossier.SerializeAsString(); }

RC_GTEST_PROP(DossierFold, IsCommutative, ()) {
  const auto facts = *AnyFacts(kReadingEvents);
  RC_ASSERT(Bytes(Folded(*AnyArrival(facts))) == Bytes(Folded(facts)));
}

// Folding what another dossier has kept is folding all that it was made of.
RC_GTEST_PROP(DossierFold, IsAssociative, ()) {
  const auto first = *AnyFacts(kReadingEvents), second = *AnyFacts(kReadingEvents);
  v1::Dossier all = Folded(first), joined = all;
  for (const Event& event : second) Fold(event, all);
  const v1::Dossier other = Folded(second);
  for (const auto& kept : other.facts()) Fold(kept.event(), joined);
  RC_ASSERT(Bytes(joined) == Bytes(all));
}

RC_GTEST_PROP(DossierFold, IsIdempotent, ()) {
  const auto facts = *AnyFacts(kReadingEvents);
  v1::Dossier dossier = Folded(facts);
  const std::string before = Bytes(dossier);
  for (const Event& event : facts) RC_ASSERT(!Fold(event, dossier));
  RC_ASSERT(Bytes(dossier) == before);
}

// Values are the maxima: nothing that was folded into a slot supersedes its value.
RC_GTEST_PROP(DossierFold, KeepsTheGreatestOfEverySlot, ()) {
  const auto facts = *AnyFacts(kReadingEvents);
  std::map<std::string, Event> greatest;
  for (const Event& event : facts) {
    const auto [slot, first] = greatest.emplace(SlotOf(event), event);
    if (!first && Supersedes(event, slot->second)) slot->second = event;
  }
  const v1::Dossier dossier = Folded(facts);
  const auto values = Values(dossier);
  RC_ASSERT(values.size() == greatest.size());
  for (const v1::SlotFact* value : values)
    RC_ASSERT(IdentityBytes(value->event()) == IdentityBytes(greatest.at(value->slot())));
}

RC_GTEST_PROP(Supersedes, IsATotalOrderOnContents, ()) {
  const Event a = *AnyFact(kReadingEvents), b = *AnyFact(kReadingEvents),
              c = *AnyFact(kReadingEvents);
  RC_ASSERT(!Supersedes(a, a));
  if (IdentityBytes(a) != IdentityBytes(b)) RC_ASSERT(Supersedes(a, b) != Supersedes(b, a));
  if (Supersedes(a, b) && Supersedes(b, c)) RC_ASSERT(Supersedes(a, c));
}

// Both rc::gen and a fold see the same contents; which comes first is nobody's business.
RC_GTEST_PROP(Identity, RemembersContentsAndHomesInAnyOrder, ()) {
  const auto facts = *AnyFacts(kReadingEvents);
  const auto remembered = [](const std::vector<Event>& events, int& conflicts) {
    MapState state;
    for (const Event& event : events) {
      const auto seen = RememberIdentity(event, SlotOf(event), state);
      RC_ASSERT(seen.has_value());
      conflicts += seen->outcome == IdentityOutcome::kConflict ? 1 : 0;
    }
    return state;
  };
  int conflicts = 0, conflicts_in_order = 0;
  RC_ASSERT(remembered(*AnyArrival(facts), conflicts) == remembered(facts, conflicts_in_order));
  RC_ASSERT(conflicts == conflicts_in_order);
  std::set<std::string> identities, contents;
  for (const Event& event : facts) {
    identities.insert(IdentityKey(event));
    contents.insert(IdentityKey(event) + ContentDigest(event));
  }
  RC_ASSERT(conflicts == static_cast<int>(contents.size() - identities.size()));
}

// Doubt, too, is the same whatever came first, over all the dossiers into which an identity went.
RC_GTEST_PROP(DoubtfulFold, IsCommutative, ()) {
  const auto facts = *AnyFacts(kReadingEvents);
  const auto folded = [](const std::vector<Event>& events) {
    MapState identities;
    std::map<std::string, v1::Dossier> dossiers;
    for (const Event& event : events) {
      const std::string home = SlotOf(event).substr(0, 9);
      const auto seen = RememberIdentity(event, home, identities);
      RC_ASSERT(seen.has_value());
      if (seen->outcome == IdentityOutcome::kDuplicate) continue;
      Fold(event, dossiers[home]);
      for (const auto& doubted : seen->homes)
        MarkDoubtful(event.source(), event.event_id(), dossiers[doubted]);
    }
    std::map<std::string, std::string> bytes;
    for (const auto& [home, dossier] : dossiers) bytes[home] = Bytes(dossier);
    return bytes;
  };
  RC_ASSERT(folded(*AnyArrival(facts)) == folded(facts));
}

}  // namespace
}  // namespace kakutei::facts
