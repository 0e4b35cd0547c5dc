#pragma once

#include <cstddef>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"

// Whether a fact is well-formed, for everyone who takes facts in. What a fact says is never a
// reason to refuse it; only its form is. Source: the contract's id, date, interval and enum rules,
// its list of required fields, and the bounds below. Pure and thread-safe.
namespace kakutei::facts {

// Instants, calendar years: from 1990 up to and including 2199.
inline constexpr int kFirstYear = 1990;
inline constexpr int kLastYear = 2199;

// An event's serialised bytes. One bound for everybody: what judge takes, the mesh takes too.
inline constexpr std::size_t kMaxEventBytes = std::size_t{64} << 10;

// An event with more to say against it than this is told so much; that keeps hostile input cheap.
inline constexpr std::size_t kMaxViolations = 100;

// All that is wrong with the event, kMaxViolations at most; empty means well-formed. One entry per
// field, where the field looks like patient information that one. Field paths are JSON paths, such
// as readingOrdered.acquiredAt or offsiteArrangementRecorded.scheduledHours[0].to. Values are as
// given, cut to 64 bytes; what looks like patient information or is free text is shown as the first
// digits of its digest. Repeated fields are checked entry by entry.
std::vector<base::FieldViolation> Violations(const v1::Event& event);

}  // namespace kakutei::facts
