#pragma once

#include <vector>

#include "rules/reading_case.h"

// What L-9, L-10 and L-13 share: the diagnosing physician's steps outside the facility, and what
// allows them.
namespace kakutei::rules {

// The steps that the diagnosing physician, full-time and dedicated, did OFF_SITE; empty where he is
// not or did none.
std::vector<const Step*> OffSiteStepsOfDiagnosingPhysician(const ReadingCase& reading);

// A physician's arrangement with a facility in force on a JST date; of several the one that began
// last. nullptr: none.
const v1::SlotFact* ArrangementAt(const Registry& registry, std::string_view physician_id,
                                  std::string_view facility_id, base::Date date);

// His arrangement with the reading facility in force on the step's date. nullptr: none.
const v1::SlotFact* ArrangementFor(const ReadingCase& reading, const Step& step);

}  // namespace kakutei::rules
