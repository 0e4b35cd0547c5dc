#pragma once

#include "generator/arrivals.h"
#include "generator/planned_reading.h"
#include "generator/roster.h"

namespace kakutei::generator {

// Tells all facts of a reading and its review, some first wrongly and then corrected, and
// acknowledges its ineligible findings.
void TellReading(const NetworkSettings& settings, const Roster& roster,
                 const PlannedReading& reading, Arrivals& arrivals);

}  // namespace kakutei::generator
