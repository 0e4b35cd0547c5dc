#include "generator/kinds.h"

namespace kakutei::generator {
namespace {

using v1::Status;

Draft AnyDraft(ReadingDesk& desk) {
  return desk.random().Chance(0.5) ? Draft::kPartTime : Draft::kTrainee;
}

// The diagnosing physician is recorded here, but not full-time.
void MarkNotFullTime(PlannedReading& reading, Kind kind) {
  reading.Mark(RuleName::kL5, Status::INELIGIBLE, kind);
  reading.Mark(RuleName::kAts3_2, Status::INELIGIBLE, kind);
}

template <Draft draft, Kind kind>
bool Alone(ReadingDesk& desk, PlannedReading& reading) {
  WriteDraft(desk, reading, draft);
  desk.Deliver(reading);
  MarkNotFullTime(reading, kind);
  return true;
}

bool PartTimeConfirmation(ReadingDesk& desk, PlannedReading& reading) {
  WriteDraft(desk, reading, Draft::kTrainee);
  desk.ConfirmBy(reading, desk.random().Pick(desk.reader(reading).part_time), Route::kPlain);
  desk.Deliver(reading);
  MarkNotFullTime(reading, Kind::kPartTimeConfirmation);
  return true;
}

// What goes out is a draft; the signature comes too late to be the diagnosis.
bool ConfirmedAfterDelivery(ReadingDesk& desk, PlannedReading& reading) {
  WriteDraft(desk, reading, AnyDraft(desk));
  const base::Instant diagnosed_at = reading.diagnosed_at;
  desk.Deliver(reading);
  if (!desk.Confirm(reading)) return false;
  reading.diagnosed_at = diagnosed_at;
  MarkNotFullTime(reading, Kind::kConfirmedAfterDelivery);
  return true;
}

// A full-time physician rewrites the draft, and nobody signs.
bool UnsignedAmendment(ReadingDesk& desk, PlannedReading& reading) {
  WriteDraft(desk, reading, AnyDraft(desk));
  PlannedStep& amended = desk.WriteAfter(reading, desk.OnSitePhysician(reading), 10, 40);
  amended.step = AuthoredStep::AMENDMENT;
  amended.version = 2;
  desk.Deliver(reading);
  reading.Mark(RuleName::kAts3_2, desk.Missing(reading), Kind::kUnsignedAmendment);
  return true;
}

// A draft, signed by a full-time physician before it goes out: only the evidence is yet to be
// spoilt.
bool Confirmed(ReadingDesk& desk, PlannedReading& reading) {
  WriteDraft(desk, reading, AnyDraft(desk));
  if (!desk.Confirm(reading)) return false;
  desk.Deliver(reading);
  return true;
}

bool BulkConfirmation(ReadingDesk& desk, PlannedReading& reading) {
  if (!Confirmed(desk, reading)) return false;
  reading.review.mode = SigningMode::BULK;
  reading.Mark(RuleName::kAts3_2, Status::INELIGIBLE, Kind::kBulkConfirmation);
  reading.Mark(RuleName::kAtsN1_1, Status::INELIGIBLE, Kind::kBulkConfirmation);
  return true;
}

// By a timer, without any evidence: the formality outranks what is missing.
bool AutomaticConfirmation(ReadingDesk& desk, PlannedReading& reading) {
  if (!Confirmed(desk, reading)) return false;
  reading.review.mode = SigningMode::AUTOMATIC;
  reading.review.viewed = reading.review.compared = false;
  reading.Mark(RuleName::kAts3_2, Status::INELIGIBLE, Kind::kAutomaticConfirmation);
  reading.Mark(RuleName::kAtsN1_1, Status::INELIGIBLE, Kind::kAutomaticConfirmation);
  reading.Mark(RuleName::kAtsN1_2, desk.Missing(reading), Kind::kAutomaticConfirmation);
  return true;
}

bool NoImagesOpened(ReadingDesk& desk, PlannedReading& reading) {
  if (!Confirmed(desk, reading)) return false;
  reading.review.series_viewed = 0;
  reading.Mark(RuleName::kAts3_2, Status::INELIGIBLE, Kind::kNoImagesOpened);
  reading.Mark(RuleName::kAtsN1_1, Status::INELIGIBLE, Kind::kNoImagesOpened);
  reading.Mark(RuleName::kAtsN1_2, Status::NEEDS_REVIEW, Kind::kNoImagesOpened);
  return true;
}

void MarkInsufficient(PlannedReading& reading, RuleName rule, Kind kind) {
  reading.Mark(RuleName::kAts3_2, Status::NEEDS_REVIEW, kind);
  reading.Mark(rule, Status::NEEDS_REVIEW, kind);
}

bool FewSeries(ReadingDesk& desk, PlannedReading& reading) {
  if (!Confirmed(desk, reading)) return false;
  reading.review.series_total = static_cast<std::int16_t>(desk.random().Between(3, 12));
  reading.review.series_viewed =
      static_cast<std::int16_t>(desk.random().Between(1, (reading.review.series_total - 1) / 2));
  reading.review.viewed_on = desk.random().Chance(0.5);
  MarkInsufficient(reading, RuleName::kAtsN1_2, Kind::kFewSeries);
  return true;
}

bool TooShort(ReadingDesk& desk, PlannedReading& reading) {
  if (!Confirmed(desk, reading)) return false;
  const int least = ReadingDesk::LeastActiveSeconds(reading.modality);
  reading.review.active_seconds = static_cast<std::int16_t>(desk.random().Between(1, least - 1));
  reading.review.viewed_on = desk.random().Chance(0.5);
  MarkInsufficient(reading, RuleName::kAtsN1_2, Kind::kTooShort);
  return true;
}

bool NotCompared(ReadingDesk& desk, PlannedReading& reading) {
  if (!Confirmed(desk, reading)) return false;
  reading.review.compared = false;
  reading.Mark(RuleName::kAts3_2, desk.Missing(reading), Kind::kNotCompared);
  reading.Mark(RuleName::kAtsN1_2, desk.Missing(reading), Kind::kNotCompared);
  return true;
}

bool NoImagesRecorded(ReadingDesk& desk, PlannedReading& reading) {
  if (!Confirmed(desk, reading)) return false;
  reading.review.viewed = false;
  reading.Mark(RuleName::kAts3_2, desk.Missing(reading), Kind::kNoImagesRecorded);
  reading.Mark(RuleName::kAtsN1_2, desk.Missing(reading), Kind::kNoImagesRecorded);
  return true;
}

// The evidence is insufficient as far as it goes, and incomplete: the assessment waits, the finding
// does not.
bool ShortAndNotCompared(ReadingDesk& desk, PlannedReading& reading) {
  if (!Confirmed(desk, reading)) return false;
  reading.review.active_seconds = 1;
  reading.review.compared = false;
  reading.Mark(RuleName::kAts3_2, desk.Missing(reading), Kind::kShortAndNotCompared);
  reading.Mark(RuleName::kAtsN1_2, Status::NEEDS_REVIEW, Kind::kShortAndNotCompared);
  return true;
}

constexpr KindShape kOwn[] = {
    {Kind::kPartTimeAlone, true, Alone<Draft::kPartTime, Kind::kPartTimeAlone>},
    {Kind::kTraineeAlone, true, Alone<Draft::kTrainee, Kind::kTraineeAlone>},
    {Kind::kPartTimeConfirmation, true, PartTimeConfirmation},
    {Kind::kConfirmedAfterDelivery, true, ConfirmedAfterDelivery},
    {Kind::kUnsignedAmendment, false, UnsignedAmendment},
    {Kind::kBulkConfirmation, false, BulkConfirmation},
    {Kind::kAutomaticConfirmation, false, AutomaticConfirmation},
    {Kind::kNoImagesOpened, false, NoImagesOpened},
    {Kind::kFewSeries, false, FewSeries},
    {Kind::kTooShort, false, TooShort},
    {Kind::kNotCompared, false, NotCompared},
    {Kind::kNoImagesRecorded, false, NoImagesRecorded},
    {Kind::kShortAndNotCompared, false, ShortAndNotCompared},
};

}  // namespace

std::span<const KindShape> KindsOfOwnCases() { return kOwn; }

}  // namespace kakutei::generator
