#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/verdict.pb.h"

#include "base/civil_time.h"
#include "base/result.h"

// An invented network of facilities, physicians and vendors, and one month of its facts, with every
// finding that its makers had in mind. For demonstrations, load and tests; nothing in it is about
// anybody.
namespace kakutei::generator {

struct NetworkSettings {
  // Everything follows from it: the same settings give the same facts in the same order on every
  // platform.
  std::uint64_t seed = 1;
  int facilities = 12;  // kMinFacilities .. kMaxFacilities
  int vendors = 3;      // 1 .. kMaxVendors
  int readings = 2000;  // 0 .. kMaxReadings; some are diagnosed in the month after, at its edge
  base::Month month{std::chrono::year(2026) / 6};
  // Rates are shares, 0 .. 1. Of the readings that a kind of violation applies to, the share that
  // shows it; kMaxViolationRate at most, since a reading shows one kind only. Lapsed filings and
  // attestations, of which a facility has one or none, touch all readings of their days; with 0
  // there are none.
  double violation_rate = 0.01;
  // Of the facilities and of the partnerships: those whose month has a flaw of its own, such as an
  // attestation that is not there; none where violation_rate is 0.
  double month_violation_rate = 0.1;
  // Of the facts of readings: arriving days after they occurred; sent twice; first stated wrongly
  // and then corrected.
  double late_rate = 0.02;
  double duplicate_rate = 0.01;
  double correction_rate = 0.01;
  // Of the readings: cancelled after they were ordered.
  double cancelled_rate = 0.005;
  // Two thirds of the claimants submit their claims and close the month.
  bool close_month = true;
  // Vendors' people pass on messages and reports (ATS2-2.2, ATS2-2.3), or advertise the add-on
  // (ATS2-1.1).
  bool relays = false;
  bool solicitations = false;
  // The lines among which each is shuffled, so that facts arrive out of order; 1 leaves the order
  // of arrival.
  int shuffle_window = 256;
};

inline constexpr int kMinFacilities = 3;
inline constexpr int kMaxFacilities = 999;
inline constexpr int kMaxVendors = 99;
inline constexpr int kMaxReadings = 9'999'999;
inline constexpr double kMaxViolationRate = 0.02;
inline constexpr int kMaxShuffleWindow = 1'000'000;

// A finding that judging the network reports. The outcome of what is missing is that of the
// claimant's month as the network leaves it: PENDING while open, NEEDS_REVIEW once closed.
struct IntendedFinding {
  std::string subject;  // as verdicts name it, such as reading/F-01/R-000001
  std::string rule_id;
  v1::Status::Value outcome = v1::Status::STATUS_UNSPECIFIED;
  v1::Authority::Value authority = v1::Authority::AUTHORITY_UNSPECIFIED;
  std::string_view kind;  // one of Kinds()
};

// Labels of everything that leads to a finding, such as part_time_remote. Not all are violations:
// own_case_exception is a use of the exception as it is meant, month_edge an image taken in one
// month and diagnosed in the next.
std::span<const std::string_view> Kinds();

// kInvalidArgument with one violation for each setting that is out of its bounds.
base::Status CheckSettings(const NetworkSettings& settings);

// Hands every fact to the sink, well-formed, in order of arrival, and returns all intended
// findings: sorted by (subject, rule), at most one for each, and complete for the rules L-1 to
// L-11, L-13 to L-15, L-17, L-21, ATS2-1.2, 1.3, 3.1 to 3.4, 4.2, 4.3, 5.3, 5.4, M.3, M.7, M.8,
// N1.1 to N1.4, N2.2 and CONFLICT, and with the switches above 1.1, 2.2 and 2.3. For every other
// rule the network holds what is asked for, so that none reports anything.
//
// Keeps about 300 bytes for each reading, and the facts of readings that are under way. Requires
// settings that CheckSettings() passes. Pure: no clock, no global state.
std::vector<IntendedFinding> GenerateNetwork(const NetworkSettings& settings,
                                             const std::function<void(const v1::Event&)>& sink);

// A fact as a line of NDJSON, without line end: protobuf's JSON mapping, unset fields left out; a
// zero among what was viewed is written.
std::string EventLine(const v1::Event& event);

// The findings as CSV with a header line: subject,rule,outcome,authority,kind.
std::string IntendedFindingsCsv(std::span<const IntendedFinding> findings);

}  // namespace kakutei::generator
