#pragma once

#include <string>
#include <string_view>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"

// Where a fact goes: its topic and its key there.
namespace kakutei::facts {

inline constexpr std::string_view kRegistryTopic = "kakutei.registry.v1";
inline constexpr std::string_view kReadingsTopic = "kakutei.readings.v1";
inline constexpr std::string_view kConfirmationsTopic = "kakutei.confirmations.v1";
inline constexpr std::string_view kAssessmentsTopic = "kakutei.assessments.v1";
inline constexpr std::string_view kClaimsTopic = "kakutei.claims.v1";
inline constexpr std::string_view kPoliciesTopic = "kakutei.policies.v1";
inline constexpr std::string_view kClockTopic = "kakutei.clock.v1";
inline constexpr std::string_view kVerdictsTopic = "kakutei.verdicts.v1";

struct Route {
  std::string_view topic;
  // Entity id in the registry, claimant for readings and claims, reading facility for reviews, the
  // pack for policies, zone for the clock.
  std::string key;
};

// Requires a well-formed event.
Route RouteOf(const v1::Event& event);

// Whether a record that was read from a partition may stand there: a well-formed event, of that
// topic, whose key leads to that partition of `partitions`. kInvalidArgument MISPLACED or
// MALFORMED_FACT: set it aside.
base::Status CheckPlace(const v1::Event& event, std::string_view topic, int partition,
                        int partitions);

}  // namespace kakutei::facts
