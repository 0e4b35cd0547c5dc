#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/registry.h"

namespace kakutei::rules {

// How a physician stands at a facility on a JST date, by the employments in force.
struct Standing {
  using EmploymentStatus = v1::EmploymentRecorded::Status;

  // FULL_TIME counts before PART_TIME before TRAINEE; unspecified: no employment there in force.
  EmploymentStatus::Value status = EmploymentStatus::STATUS_UNSPECIFIED;
  // FULL_TIME there and dedicated to imaging.
  bool full_time_dedicated = false;
  // Some employment FULL_TIME there states that it is not dedicated: doubt, where another says so.
  bool not_dedicated = false;
  // Some employment FULL_TIME there does not state whether it is dedicated, and none denies it.
  bool dedication_unstated = false;
  // Employments there differ in status.
  bool statuses_differ = false;
  // FULL_TIME at two or more facilities.
  bool full_time_elsewhere_too = false;
  // In force at some facility, here or elsewhere.
  bool employed_anywhere = false;
  // Employments in force, at the facility, elsewhere, and elsewhere FULL_TIME; as source#event_id.
  std::vector<std::string> facts;
  std::vector<std::string> facts_elsewhere;
  std::vector<std::string> full_time_elsewhere;

  bool employed_here() const { return status != EmploymentStatus::STATUS_UNSPECIFIED; }
};

Standing StandingAt(const Registry& registry, std::string_view physician_id,
                    std::string_view facility_id, base::Date date);

}  // namespace kakutei::rules
