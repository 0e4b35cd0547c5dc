#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "kakutei/v1/state.pb.h"

#include "base/civil_time.h"
#include "runtime/engine/domain.h"

// Who signed what and when, at each reading facility: an index over the signatures of a task's
// reviews, in order of time in both directions, so that a burst is found and its neighbours are
// visited without looking at all of it.
namespace kakutei::confirmation_review {

inline constexpr std::string_view kSigningKey =
    "b";  // b/facility/confirmer/time/claimant/reading/review/version
inline constexpr std::string_view kSigningBackKey = "B";  // the same, later times first

// Sortable as text.
std::string TimeText(base::Instant at);

// review/CLAIMANT/READING/READING_FACILITY/REVIEW
std::string ReviewSubject(std::string_view claimant, std::string_view reading,
                          std::string_view facility, std::string_view review);

// A signing is its key under kSigningKey.
std::string SubjectOfSigning(std::string_view signing);
base::Instant TimeOfSigning(std::string_view signing);
// claimant/reading
std::string ReadingOfSigning(std::string_view signing);

// The signings that a review's dossier states now.
std::set<std::string> SigningsOf(const v1::Dossier& review);
void AddSigning(std::string_view signing, runtime::engine::State& state);
void RemoveSigning(std::string_view signing, runtime::engine::State& state);

// Visits the signings of a confirmer at a facility from one time to another, both included, in
// order, until `visit` returns false.
base::Status VisitSignings(const runtime::engine::State& state, std::string_view facility,
                           std::string_view confirmer, base::Instant from, base::Instant to,
                           const std::function<bool(std::string_view signing)>& visit);

// What makes a burst: so many readings within such a window.
struct BurstShape {
  std::chrono::seconds window;
  int readings;
};

// Visits the signings that can fall into a burst, or out of it, since this one came or went, itself
// included where it is there. Between it and such a signing lie no more readings than make a burst,
// so their number is bounded however many there are. `counts`: whether the reading of a signing is
// not cancelled.
base::Status VisitNeighbours(const runtime::engine::State& state, std::string_view signing,
                             const BurstShape& shape,
                             const std::function<bool(std::string_view signing)>& counts,
                             const std::function<void(std::string_view signing)>& visit);

}  // namespace kakutei::confirmation_review
