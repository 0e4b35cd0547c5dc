#include "confirmation_review/signings.h"

#include <cinttypes>
#include <cstdio>

#include "facts/dossier.h"
#include "facts/kept.h"
#include "facts/slots.h"

namespace kakutei::confirmation_review {
namespace {

using facts::Key;
using facts::Part;
using runtime::engine::State;

constexpr int kTimePart = 3;

// Instants of the contract lie after 1970 only in practice, so they are shifted to be never
// negative.
std::uint64_t Shifted(base::Instant at) {
  return static_cast<std::uint64_t>(at.time_since_epoch().count()) ^ (std::uint64_t{1} << 63);
}

std::string Digits(std::uint64_t number) {
  char buffer[24];
  const int size = std::snprintf(buffer, sizeof buffer, "%020" PRIu64, number);
  return std::string(buffer, static_cast<std::size_t>(size));
}

// From one direction's key to the other's.
std::string Turned(std::string_view key, std::string_view under) {
  std::uint64_t time = 0;
  for (const char c : Part(key, kTimePart)) time = time * 10 + static_cast<std::uint64_t>(c - '0');
  return Key(under, Part(key, 1), Part(key, 2), Digits(~time), Part(key, 4), Part(key, 5),
             Part(key, 6), Part(key, 7));
}

// Visits one direction's keys from one time text to another, both included, until told to stop.
base::Status VisitDirection(const State& state, std::string_view under, std::string_view facility,
                            std::string_view confirmer, const std::string& from,
                            const std::string& to,
                            const std::function<bool(std::string_view key)>& visit) {
  const std::string prefix = Key(under, facility, confirmer) + "/";
  return state.Scan(prefix, prefix + from, [&](std::string_view key, std::string_view) {
    return Part(key, kTimePart) <= to && visit(key);
  });
}

}  // namespace

std::string TimeText(base::Instant at) { return Digits(Shifted(at)); }

std::string ReviewSubject(std::string_view claimant, std::string_view reading,
                          std::string_view facility, std::string_view review) {
  return Key("review", claimant, reading, facility, review);
}

std::string SubjectOfSigning(std::string_view signing) {
  return ReviewSubject(Part(signing, 4), Part(signing, 5), Part(signing, 1), Part(signing, 6));
}

base::Instant TimeOfSigning(std::string_view signing) {
  std::uint64_t shifted = 0;
  for (const char c : Part(signing, kTimePart))
    shifted = shifted * 10 + static_cast<std::uint64_t>(c - '0');
  return base::Instant(
      std::chrono::nanoseconds(static_cast<std::int64_t>(shifted ^ (std::uint64_t{1} << 63))));
}

std::string ReadingOfSigning(std::string_view signing) {
  return Key(Part(signing, 4), Part(signing, 5));
}

std::set<std::string> SigningsOf(const v1::Dossier& review) {
  std::set<std::string> signings;
  for (const v1::SlotFact* fact : facts::Values(review)) {
    if (!fact->event().has_confirmation_signed()) continue;
    const auto& signature = fact->event().confirmation_signed();
    signings.insert(Key(
        kSigningKey, signature.reading_facility_id(), signature.confirmer_physician_id(),
        TimeText(facts::OccurredAt(fact->event())), signature.claimant_facility_id(),
        signature.reading_id(), signature.review_id(), std::to_string(signature.report_version())));
  }
  return signings;
}

void AddSigning(std::string_view signing, State& state) {
  state.Put(signing, "");
  state.Put(Turned(signing, kSigningBackKey), "");
}

void RemoveSigning(std::string_view signing, State& state) {
  state.Delete(signing);
  state.Delete(Turned(signing, kSigningBackKey));
}

base::Status VisitSignings(const State& state, std::string_view facility,
                           std::string_view confirmer, base::Instant from, base::Instant to,
                           const std::function<bool(std::string_view)>& visit) {
  return VisitDirection(state, kSigningKey, facility, confirmer, TimeText(from), TimeText(to),
                        visit);
}

base::Status VisitNeighbours(const State& state, std::string_view signing, const BurstShape& shape,
                             const std::function<bool(std::string_view)>& counts,
                             const std::function<void(std::string_view)>& visit) {
  const base::Instant at = TimeOfSigning(signing);
  std::set<std::string> readings;
  const auto visit_one = [&](std::string_view one) {
    visit(one);
    if (counts(one)) readings.insert(ReadingOfSigning(one));
    return static_cast<int>(readings.size()) <= shape.readings;
  };
  auto visited =
      VisitSignings(state, Part(signing, 1), Part(signing, 2), at, at + shape.window, visit_one);
  if (!visited) return visited;
  readings.clear();
  return VisitDirection(state, kSigningBackKey, Part(signing, 1), Part(signing, 2),
                        Digits(~Shifted(at)), Digits(~Shifted(at - shape.window)),
                        [&](std::string_view key) { return visit_one(Turned(key, kSigningKey)); });
}

}  // namespace kakutei::confirmation_review
