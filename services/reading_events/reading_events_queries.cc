#include "reading_events/reading_events_queries.h"

#include <algorithm>
#include <set>

#include "kakutei/v1/state.pb.h"

#include "facts/dossier.h"
#include "facts/kept.h"
#include "facts/slots.h"
#include "reading_events/reading_events_fold.h"

namespace kakutei::reading_events {
namespace {

// Sortable as text in the order of the timeline; the sign bit is turned so that times before 1970
// come first. Nothing in an id is less than the separator, and the slot tells the two places of a
// disputed identity apart.
std::string PlaceOf(const v1::SlotFact& fact) {
  auto nanos =
      static_cast<std::uint64_t>(facts::OccurredAt(fact.event()).time_since_epoch().count()) ^
      (std::uint64_t{1} << 63);
  std::string place(20, '0');
  for (std::size_t digit = place.size(); digit-- > 0; nanos /= 10)
    place[digit] = static_cast<char>('0' + nanos % 10);
  for (const std::string* part : {&fact.event().event_id(), &fact.event().source(), &fact.slot()})
    place.append(1, '\0').append(*part);
  return place;
}

}  // namespace

base::Result<v1::GetTimelineResponse> GetTimeline(const runtime::engine::State& state,
                                                  const std::string& claimant,
                                                  const std::string& reading,
                                                  const runtime::rpc::Page& page) {
  const auto dossier = facts::Load<v1::Dossier>(state, ReadingKey(claimant, reading));
  if (!dossier) return base::Fail(dossier.error());
  if (dossier->facts().empty()) {
    return base::Fail(base::ErrorCode::kNotFound, "NO_SUCH_READING",
                      "nothing is known of reading " + reading + " of " + claimant);
  }
  const auto values = facts::Values(*dossier);
  const std::set<const v1::SlotFact*> in_force(values.begin(), values.end());
  std::vector<std::pair<std::string, const v1::SlotFact*>> order;
  for (const auto& fact : dossier->facts()) order.emplace_back(PlaceOf(fact), &fact);
  std::sort(order.begin(), order.end());
  v1::GetTimelineResponse response;
  for (const auto& [place, fact] : order) {
    if (page.from && place < *page.from) continue;
    if (response.entries_size() == page.size) {
      response.set_next_token(place);
      break;
    }
    auto& entry = *response.add_entries();
    *entry.mutable_event() = fact->event();
    entry.set_in_force(in_force.contains(fact));
    entry.set_doubtful(fact->doubtful());
  }
  return response;
}

}  // namespace kakutei::reading_events
