#include "billing_eligibility/month_index.h"

#include <map>
#include <set>
#include <string>
#include <tuple>

#include "base/civil_time.h"
#include "billing_eligibility/state_keys.h"
#include "facts/kept.h"
#include "facts/slots.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;
using runtime::engine::DirtySubjects;
using runtime::engine::State;

std::string DateOf(const google::protobuf::Timestamp& time) {
  return base::FormatDate(base::JstDate(facts::ToInstant(time)));
}

std::string MonthOfDate(std::string_view date) { return std::string(date.substr(0, 7)); }

std::string OrNoDate(const std::string& date) { return date.empty() ? std::string(kNoDate) : date; }

// What a reading puts into its months: entries by key, and numbers to be added under keys.
struct Places {
  std::map<std::string, std::string> entries;
  std::map<std::string, std::int64_t> counts;
  // (sender, month, receiver) -> what is added there.
  std::map<std::tuple<std::string, std::string, std::string>, v1::PartnershipMonthSums> pairs;

  // An entry that is counted under its key without the reading.
  void AddCounted(std::string_view entry_key, std::string_view count_key, const std::string& place,
                  const std::string& reading, const std::string& fact) {
    entries[Key(entry_key, place, reading)] = fact;
    ++counts[Key(count_key, place)];
  }
};

void PlaceInPair(const v1::ReadingSummary& reading, Places& places) {
  const std::string& sender = reading.claimant_facility_id();
  const std::string& receiver = reading.reading_facility_id();
  auto& own = places.pairs[{sender, reading.month(), receiver}];
  if (reading.status() == v1::Status::WITHDRAWN) {
    own.set_withdrawn_readings(1);
  } else {
    own.set_readings(1);
  }
  for (const auto& relay : reading.relays()) {
    auto& sums = places.pairs[{sender, relay.month(), receiver}];
    sums.set_relays(sums.relays() + 1);
    places.entries[Key(kRelayKey, sender, relay.month(), receiver, reading.reading_id(),
                       relay.fact())] = "";
  }
}

void PlaceAcquired(const v1::ReadingSummary& reading, Places& places) {
  const auto group = reading.section_group();
  if (group != v1::SectionGroup::NM && group != v1::SectionGroup::CT_MR) return;
  const std::string date = DateOf(reading.acquired_at());
  places.AddCounted(
      kAcquiredKey, kAcquiredCountKey,
      Key(reading.claimant_facility_id(), MonthOfDate(date), date, OrNoDate(reading.delivered_on()),
          reading.diagnosed_full_time() ? "1" : "0"),
      reading.reading_id(), reading.order_fact());
}

Places PlacesOf(const v1::ReadingSummary& reading) {
  Places places;
  const std::string& claimant = reading.claimant_facility_id();
  const std::string& facility = reading.reading_facility_id();
  const std::string& id = reading.reading_id();
  const bool own = facility == claimant, received = !facility.empty() && !own;
  if (received && !reading.month().empty()) PlaceInPair(reading, places);
  if (reading.status() == v1::Status::WITHDRAWN) return places;
  const bool diagnosed = reading.has_diagnosed_at();
  const std::string& fact = diagnosed ? reading.diagnosis_fact() : reading.order_fact();
  if (!reading.month().empty() && (received || reading.uses_own_case_exception())) {
    places.entries[Key(kManagedKey, claimant, reading.month(), facility,
                       OrNoDate(diagnosed ? DateOf(reading.diagnosed_at()) : ""), id)] = fact;
  }
  for (const auto& rule : reading.unacknowledged_rules()) {
    const std::string since = DateOf(diagnosed ? reading.diagnosed_at() : reading.acquired_at());
    if (!reading.month().empty())
      places.entries[Key(kOpenFindingKey, claimant, reading.month(), rule, since, id)] = fact;
  }
  for (const auto& signing : reading.signings()) {
    places.AddCounted(
        kSigningKey, kSigningCountKey,
        Key(claimant, MonthOfDate(signing.date()), signing.date(), signing.physician_id()), id,
        signing.fact());
  }
  if (own) PlaceAcquired(reading, places);
  return places;
}

std::string BusyKeyOf(std::string_view count_key, std::int64_t count) {
  return Key(kBusyKey, Part(count_key, 1), Part(count_key, 2), RankOf(count), Part(count_key, 3),
             Part(count_key, 4));
}

// Months in which something changed.
struct Changed {
  std::set<std::pair<std::string, std::string>> facility_months;
  // (sender, receiver, month).
  std::set<std::tuple<std::string, std::string, std::string>> pairs;

  // By an entry's or a count's key.
  void Note(std::string_view key) {
    const std::string_view kind = Part(key, 0);
    if (kind != kRelayKey)
      facility_months.emplace(std::string(Part(key, 1)), std::string(Part(key, 2)));
    if ((kind == kRelayKey || kind == kManagedKey) && Part(key, 3) != Part(key, 1)) {
      pairs.emplace(std::string(Part(key, 1)), std::string(Part(key, 3)),
                    std::string(Part(key, 2)));
    }
  }
};

void ChangeEntries(const Places& before, const Places& after, State& state, Changed& changed) {
  for (const auto& [key, fact] : before.entries) {
    if (after.entries.contains(key)) continue;
    state.Delete(key);
    changed.Note(key);
  }
  for (const auto& [key, fact] : after.entries) {
    const auto held = before.entries.find(key);
    if (held != before.entries.end() && held->second == fact) continue;
    state.Put(key, fact);
    changed.Note(key);
  }
}

base::Status ChangeCounts(const Places& before, const Places& after, State& state,
                          Changed& changed) {
  std::map<std::string, std::int64_t> difference = after.counts;
  for (const auto& [key, count] : before.counts) difference[key] -= count;
  for (const auto& [key, by] : difference) {
    if (by == 0) continue;
    auto count = facts::Load<v1::MemberCount>(state, key);
    if (!count) return base::Fail(count.error());
    const std::int64_t old_count = count->count(), new_count = old_count + by;
    count->set_count(new_count);
    facts::Keep(*count, key, state);
    changed.Note(key);
    if (Part(key, 0) != kSigningCountKey) continue;
    if (old_count > 0) state.Delete(BusyKeyOf(key, old_count));
    if (new_count > 0) state.Put(BusyKeyOf(key, new_count), "");
  }
  return {};
}

bool Exists(const v1::PartnershipMonthSums& sums) {
  return sums.readings() != 0 || sums.withdrawn_readings() != 0;
}

void Add(const v1::PartnershipMonthSums& part, std::int64_t sign, v1::PartnershipMonthSums& sums) {
  sums.set_readings(sums.readings() + sign * part.readings());
  sums.set_withdrawn_readings(sums.withdrawn_readings() + sign * part.withdrawn_readings());
  sums.set_relays(sums.relays() + sign * part.relays());
}

// A pair's month that ceases to exist is judged once more, to be emptied.
base::Status ChangePairs(const Places& before, const Places& after, State& state, Changed& changed,
                         DirtySubjects& dirty) {
  auto difference = after.pairs;
  for (const auto& [pair, sums] : before.pairs) Add(sums, -1, difference[pair]);
  for (const auto& [pair, by] : difference) {
    if (by.readings() == 0 && by.withdrawn_readings() == 0 && by.relays() == 0) continue;
    const auto& [sender, month, receiver] = pair;
    const std::string key = Key(kPairSumsKey, sender, month, receiver);
    auto sums = facts::Load<v1::PartnershipMonthSums>(state, key);
    if (!sums) return base::Fail(sums.error());
    const bool existed = Exists(*sums);
    Add(by, 1, *sums);
    facts::Keep(*sums, key, state);
    if (existed && !Exists(*sums)) {
      state.Delete(Key(kReceiverKey, receiver, sender, month));
      dirty.Mark(PartnershipMonthSubject(sender, receiver, month), "");
    } else if (!existed && Exists(*sums)) {
      state.Put(Key(kReceiverKey, receiver, sender, month), "");
    }
    changed.pairs.emplace(sender, receiver, month);
    // Which facilities read for the claimant changes with the pairs.
    changed.facility_months.emplace(sender, month);
  }
  return {};
}

}  // namespace

base::Result<bool> IsClosed(const State& state, std::string_view claimant, std::string_view month) {
  auto found = state.Get(Key(kMonthKey, claimant, month));
  if (!found) return base::Fail(found.error());
  return found->has_value();
}

base::Status MarkFacilityMonth(std::string_view claimant, std::string_view month,
                               std::string_view cause, const State& state, DirtySubjects& dirty) {
  const auto sums = state.Get(Key(kSumsKey, claimant, month));
  if (!sums) return base::Fail(sums.error());
  if (sums->has_value()) dirty.Mark(FacilityMonthSubject(claimant, month), cause);
  return {};
}

base::Status MarkPartnershipMonth(std::string_view sender, std::string_view receiver,
                                  std::string_view month, std::string_view cause,
                                  const State& state, DirtySubjects& dirty) {
  const auto sums =
      facts::Load<v1::PartnershipMonthSums>(state, Key(kPairSumsKey, sender, month, receiver));
  if (!sums) return base::Fail(sums.error());
  if (Exists(*sums)) dirty.Mark(PartnershipMonthSubject(sender, receiver, month), cause);
  return {};
}

base::Status MoveInMonths(const v1::ReadingSummary& before, const v1::ReadingSummary& after,
                          State& state, DirtySubjects& dirty) {
  const Places old_places = PlacesOf(before), new_places = PlacesOf(after);
  Changed changed;
  ChangeEntries(old_places, new_places, state, changed);
  if (auto counted = ChangeCounts(old_places, new_places, state, changed); !counted) return counted;
  if (auto moved = ChangePairs(old_places, new_places, state, changed, dirty); !moved) return moved;
  for (const auto& [claimant, month] : changed.facility_months) {
    if (auto marked = MarkFacilityMonth(claimant, month, "", state, dirty); !marked) return marked;
  }
  for (const auto& [sender, receiver, month] : changed.pairs) {
    if (auto marked = MarkPartnershipMonth(sender, receiver, month, "", state, dirty); !marked)
      return marked;
  }
  return {};
}

}  // namespace kakutei::billing_eligibility
