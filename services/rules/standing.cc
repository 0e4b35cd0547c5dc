#include "rules/standing.h"

#include <set>

#include "facts/slots.h"

namespace kakutei::rules {

Standing StandingAt(const Registry& registry, std::string_view physician_id,
                    std::string_view facility_id, base::Date date) {
  using EmploymentStatus = v1::EmploymentRecorded::Status;
  Standing standing;
  const std::string day = base::FormatDate(date);
  std::set<std::string> full_time_at;
  bool unstated = false;
  for (const v1::SlotFact* fact : registry.Find(v1::Event::kEmploymentRecorded, physician_id)) {
    const auto& employment = fact->event().employment_recorded();
    // A facility may carry the same id as a physician: the index knows owners, not roles.
    if (employment.physician_id() != physician_id || !InForce(employment, day)) continue;
    standing.employed_anywhere = true;
    const bool full_time = employment.status() == EmploymentStatus::FULL_TIME;
    if (full_time) full_time_at.insert(employment.facility_id());
    if (employment.facility_id() != facility_id) {
      standing.facts_elsewhere.push_back(facts::FactRef(fact->event()));
      if (full_time) standing.full_time_elsewhere.push_back(facts::FactRef(fact->event()));
      continue;
    }
    standing.facts.push_back(facts::FactRef(fact->event()));
    if (standing.employed_here() && employment.status() != standing.status)
      standing.statuses_differ = true;
    if (!standing.employed_here() || employment.status() < standing.status)
      standing.status = employment.status();
    if (!full_time) continue;
    if (!employment.has_dedicated_to_imaging()) {
      unstated = true;
    } else if (employment.dedicated_to_imaging()) {
      standing.full_time_dedicated = true;
    } else {
      standing.not_dedicated = true;
    }
  }
  standing.dedication_unstated = unstated && !standing.not_dedicated;
  standing.full_time_elsewhere_too = full_time_at.size() >= 2;
  return standing;
}

}  // namespace kakutei::rules
