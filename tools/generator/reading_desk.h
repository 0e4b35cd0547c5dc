#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "generator/planned_reading.h"
#include "generator/random.h"
#include "generator/roster.h"
#include "generator/year_calendar.h"

namespace kakutei::generator {

// How a version was made before it was signed.
enum class Route { kPlain, kCorrected, kSentBack };

// Where readings are planned: times, physicians, and who may sign when. Each verb adds to the
// reading what really happens; what a rule makes of it is for the caller to mark. Not thread-safe.
class ReadingDesk {
 public:
  ReadingDesk(const NetworkSettings& settings, Roster& roster, const Calendar& calendar);

  Random& random() { return random_; }
  Roster& roster() { return roster_; }
  const Calendar& calendar() const { return calendar_; }
  base::Month month() const { return settings_.month; }
  const Facility& reader(const PlannedReading& reading) const {
    return roster_.facility(reading.reader);
  }
  // Whether the claimant leaves the month of the reading closed.
  bool Closed(const PlannedReading& reading) const;

  // When the image is taken: by the habits of hospitals; on a working day from 09:00 to 15:00; at
  // night, the last of the month aside; on one of the first `days` days; late
  // on the last day of the month before.
  base::Instant AnyTime();
  base::Instant WorkingTime();
  base::Instant NightTime();
  base::Instant WorkingTimeWithin(int days);
  base::Instant EveOfMonth();
  // When it is read on site: within the working day, else the next morning, in time for the next
  // consultation day.
  base::Instant ReadTime(base::Instant acquired_at);

  int OnSitePhysician(const PlannedReading& reading);

  // Appends an authorship and makes it the diagnosis: for the reading facility, on site, at a given
  // time; when it is usual; soon after the image was taken, at home; some minutes after whatever
  // happened last.
  //
  // Whatever is left to chance is drawn inside, so that no two draws stand among the arguments of
  // one call, whose order is not defined.
  PlannedStep& Write(PlannedReading& reading, int physician, base::Instant at);
  PlannedStep& Write(PlannedReading& reading, int physician);
  PlannedStep& WriteAtHome(PlannedReading& reading, int physician);
  PlannedStep& WriteAfter(PlannedReading& reading, int physician, int least, int most);
  // Writes when it is usual, and delivers.
  void Read(PlannedReading& reading, int physician);
  // Opens a review of the newest version by an on-site physician and signs with full evidence: the
  // signature becomes the diagnosis. False, and nothing done, where all of them have signed enough
  // that day.
  bool Confirm(PlannedReading& reading, Route route = Route::kPlain);
  // The same by a given physician, without regard to how much he signed.
  void ConfirmBy(PlannedReading& reading, int confirmer, Route route);
  // The same at a given moment, whatever else he signs around it.
  void ConfirmAt(PlannedReading& reading, int confirmer, base::Instant at);
  // Hands the newest version to the treating physician, after whatever happened last.
  PlannedDelivery& Deliver(PlannedReading& reading);

  // Keeps a minute around a moment free of other signatures by the physician.
  bool ReserveMinute(int confirmer, base::Instant at);
  void CountSigning(int confirmer, base::Instant at);

  // What the rules ask of a confirmation.
  static int LeastActiveSeconds(Modality::Value modality);
  // The outcome of a fact that is missing.
  v1::Status::Value Missing(const PlannedReading& reading) const;

 private:
  base::Instant On(base::Date date, int minutes);
  base::Date AnyDay();
  bool HasCapacity(int confirmer, base::Instant at) const;
  void Open(PlannedReading& reading, int confirmer, Route route, base::Instant at);
  base::Instant FreeSlot(int confirmer, base::Instant at);

  const NetworkSettings& settings_;
  Roster& roster_;
  const Calendar& calendar_;
  Random random_;
  std::unordered_set<std::uint64_t> taken_;         // confirmer and ten seconds
  std::unordered_map<std::uint64_t, int> per_day_;  // confirmer and day -> signatures
};

}  // namespace kakutei::generator
