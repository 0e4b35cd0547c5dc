#include "facts/dossier.h"

#include <algorithm>
#include <tuple>

#include "facts/slots.h"

namespace kakutei::facts {
namespace {

auto Place(const v1::SlotFact& fact) {
  return std::make_tuple(std::string_view(fact.slot()), std::string_view(fact.event().source()));
}

}  // namespace

bool Fold(const v1::Event& event, v1::Dossier& dossier) {
  const std::string slot = SlotOf(event);
  const auto place = std::make_tuple(std::string_view(slot), std::string_view(event.source()));
  auto& facts = *dossier.mutable_facts();
  const auto found = std::lower_bound(
      facts.begin(), facts.end(), place,
      [](const v1::SlotFact& fact, const auto& wanted) { return Place(fact) < wanted; });
  if (found != facts.end() && Place(*found) == place) {
    if (!Supersedes(event, found->event())) return false;
    // Doubt belongs to an identity: a correction with an identity of its own is not doubted.
    const bool same_identity = found->event().event_id() == event.event_id();
    found->set_doubtful(same_identity && found->doubtful());
    *found->mutable_event() = event;
    return true;
  }
  const auto at = found - facts.begin();
  v1::SlotFact* added = facts.Add();
  added->set_slot(slot);
  *added->mutable_event() = event;
  std::rotate(facts.pointer_begin() + at, facts.pointer_end() - 1, facts.pointer_end());
  return true;
}

bool MarkDoubtful(std::string_view source, std::string_view event_id, v1::Dossier& dossier) {
  bool changed = false;
  for (auto& fact : *dossier.mutable_facts()) {
    if (fact.event().source() != source || fact.event().event_id() != event_id || fact.doubtful())
      continue;
    fact.set_doubtful(true);
    changed = true;
  }
  return changed;
}

std::vector<const v1::SlotFact*> Values(const v1::Dossier& dossier) {
  std::vector<const v1::SlotFact*> values;
  for (const auto& fact : dossier.facts()) {
    if (values.empty() || values.back()->slot() != fact.slot()) {
      values.push_back(&fact);
    } else if (Supersedes(fact.event(), values.back()->event())) {
      values.back() = &fact;
    }
  }
  return values;
}

}  // namespace kakutei::facts
