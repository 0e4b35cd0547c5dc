#pragma once

#include <string>
#include <string_view>
#include <tuple>

#include "kakutei/v1/event.pb.h"

#include "base/civil_time.h"

// Which slot a fact fills, and which of two facts for one slot counts. Source: the contract's slot
// table.
namespace kakutei::facts {

// Name of the fact in JSON, such as readingOrdered; empty when the event carries none.
std::string_view FactName(v1::Event::FactCase fact);

// The slot within the fact's entity (reading, review, claim, month, or the registry as a whole):
// the fact's name and its sub-key, joined by '/', such as reportAuthored/1/PRIMARY_READ. Requires a
// well-formed event.
std::string SlotOf(const v1::Event& event);

// source#event_id: how findings name a fact.
std::string FactRef(const v1::Event& event);

// The event's bytes without recorded_at, deterministically serialised: what its identity stands
// for. Used to tell duplicates from disputed contents and as the last tie-breaker; never stored,
// since it may change between releases of the library.
std::string IdentityBytes(const v1::Event& event);

base::Instant ToInstant(const google::protobuf::Timestamp& time);
base::Instant OccurredAt(const v1::Event& event);

// "First" and "last" among steps: by (occurred_at, event_id, source).
std::tuple<base::Instant, std::string_view, std::string_view> StepOrder(const v1::Event& event);

// Whether `a` takes the slot from `b`: greater by (source_revision, occurred_at, event_id, source,
// identity bytes). A total order on different contents.
bool Supersedes(const v1::Event& a, const v1::Event& b);

}  // namespace kakutei::facts
