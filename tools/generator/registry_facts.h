#pragma once

#include "generator/arrivals.h"
#include "generator/roster.h"
#include "generator/year_calendar.h"

namespace kakutei::generator {

// A vendor that approached a facility with the add-on as its argument.
struct Solicitation {
  int vendor;
  int facility;
  bool scheme;  // proposed how to claim it; otherwise only advertised
};
// Empty unless the settings ask for them.
std::vector<Solicitation> Solicitations(const NetworkSettings& settings, const Roster& roster);

// Tells who is who, what is filed and agreed and attested: all that any rule asks for, from long
// before the month to long after. Most of it arrives before the month, some within.
void TellRegistry(const NetworkSettings& settings, const Roster& roster, const Calendar& calendar,
                  Arrivals& arrivals);

// The clock ticks every morning, up to this day of the month after.
inline constexpr int kLastTickDay = 12;

}  // namespace kakutei::generator
