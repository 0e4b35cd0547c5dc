#pragma once

#include <span>

#include "generator/reading_desk.h"

// How a reading comes to be as it is meant. Each kind says what happens and, beside it, which
// findings follow; it asks no rule.
namespace kakutei::generator {

struct KindShape {
  Kind kind;
  // Leaves an own case without timely diagnosis by a full-time physician (L-20).
  bool spoils_timeliness;
  // Plans the reading, whose order stands already. False where it cannot be had here; the reading
  // is then to be thrown away.
  bool (*plan)(ReadingDesk& desk, PlannedReading& reading);
};

std::span<const KindShape> KindsOfReceivedCases();
std::span<const KindShape> KindsOfAnyCase();
std::span<const KindShape> KindsOfOwnCases();

// Who begins an own case.
enum class Draft { kNone, kPartTime, kTrainee, kFromElsewhere };

// A reading as it should be; with a draft the own-case exception is used, as it is meant to be.
void PlanGoodReading(ReadingDesk& desk, PlannedReading& reading, Draft draft);

// A trainee's or a part-time physician's draft.
void WriteDraft(ReadingDesk& desk, PlannedReading& reading, Draft draft);

}  // namespace kakutei::generator
