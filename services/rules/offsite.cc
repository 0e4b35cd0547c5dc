#include "rules/offsite.h"

namespace kakutei::rules {

std::vector<const Step*> OffSiteStepsOfDiagnosingPhysician(const ReadingCase& reading) {
  std::vector<const Step*> steps;
  if (!reading.diagnosis() || !reading.diagnosing_standing().full_time_dedicated) return steps;
  for (const Step& step : reading.steps()) {
    if (step.off_site() && step.physician_id == reading.diagnosis()->physician_id)
      steps.push_back(&step);
  }
  return steps;
}

const v1::SlotFact* ArrangementAt(const Registry& registry, std::string_view physician_id,
                                  std::string_view facility_id, base::Date date) {
  const std::string day = base::FormatDate(date);
  const v1::SlotFact* found = nullptr;
  for (const v1::SlotFact* fact :
       registry.Find(v1::Event::kOffsiteArrangementRecorded, physician_id)) {
    const auto& arrangement = fact->event().offsite_arrangement_recorded();
    if (arrangement.physician_id() != physician_id || arrangement.facility_id() != facility_id ||
        !InForce(arrangement, day)) {
      continue;
    }
    if (found == nullptr ||
        found->event().offsite_arrangement_recorded().valid_from() < arrangement.valid_from()) {
      found = fact;
    }
  }
  return found;
}

const v1::SlotFact* ArrangementFor(const ReadingCase& reading, const Step& step) {
  return ArrangementAt(reading.registry(), step.physician_id,
                       reading.order()->reading_facility_id(), step.date());
}

}  // namespace kakutei::rules
