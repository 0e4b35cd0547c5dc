#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kakutei/v1/state.pb.h"

// How billing eligibility lays out its state, and how its subjects are named. Ids hold no slash.
namespace kakutei::billing_eligibility {

inline constexpr std::string_view kReadingKey = "R";  // R/claimant/reading -> Dossier
inline constexpr std::string_view kSummaryKey =
    "S";  // S/claimant/reading -> ReadingSummary, as last judged
inline constexpr std::string_view kUnitReadingKey = "U";  // U/claimant/month/patient/group/reading
inline constexpr std::string_view kClaimKey = "C";        // C/claimant/claim -> Dossier
inline constexpr std::string_view kUnitClaimKey = "V";    // V/claimant/month/patient/group/claim
inline constexpr std::string_view kMonthKey =
    "M";  // M/claimant/month -> Dossier of the month's close
inline constexpr std::string_view kMonthReadingKey = "N";  // N/claimant/month/reading
inline constexpr std::string_view kContributionKey =
    "K";  // K/claimant/month/patient/group -> UnitContribution
inline constexpr std::string_view kSumsKey = "F";       // F/claimant/month -> FacilityMonthSums
inline constexpr std::string_view kPhysicianKey = "p";  // p/physician/claimant/reading
inline constexpr std::string_view kFacilityKey = "f";   // f/facility/claimant/reading
inline constexpr std::string_view kClockKey = "t";      // -> the latest ClockTicked event
inline constexpr std::string_view kPairSumsKey =
    "P";  // P/sender/month/receiver -> PartnershipMonthSums
inline constexpr std::string_view kReceiverKey = "r";  // r/receiver/sender/month
// The members of months. Where a date is not known, kNoDate stands for it.
inline constexpr std::string_view kNoDate = "-";
inline constexpr std::string_view kManagedKey =
    "m";  // m/claimant/month/reading facility/diagnosis date/reading -> fact
inline constexpr std::string_view kRelayKey = "y";  // y/sender/month/receiver/reading/fact
inline constexpr std::string_view kOpenFindingKey =
    "i";  // i/claimant/month/rule/since/reading -> fact
inline constexpr std::string_view kSigningKey =
    "q";  // q/claimant/month/date/physician/reading -> fact
inline constexpr std::string_view kAcquiredKey =
    "a";  // a/claimant/month/acquired/delivered/full time: 0 or 1/reading -> order
// How many there are under the key without its reading -> MemberCount
inline constexpr std::string_view kSigningCountKey = "Q";
inline constexpr std::string_view kAcquiredCountKey = "A";
inline constexpr std::string_view kBusyKey =
    "B";  // B/claimant/month/rank/date/physician: the most signings first
inline constexpr std::string_view kWakeDateKey = "W";  // W/date/subject: to be judged on that date
inline constexpr std::string_view kWakeOfKey = "w";    // w/subject -> that date

std::string ReadingSubject(std::string_view claimant, std::string_view reading);
std::string FacilityMonthSubject(std::string_view claimant, std::string_view month);
std::string PartnershipMonthSubject(std::string_view sender, std::string_view receiver,
                                    std::string_view month);

// The place of a number of signings in kBusyKey, and back: the greater the number, the less the
// text.
std::string RankOf(std::int64_t signed_readings);
std::int64_t SignedAtRank(std::string_view rank);

// A claim unit by its parts.
struct UnitId {
  std::string claimant;
  std::string patient_key;
  std::string month;
  v1::SectionGroup::Value group = v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;

  bool operator==(const UnitId&) const = default;
  // No month, patient or group: a reading that belongs to no unit (yet).
  bool empty() const { return patient_key.empty() || month.empty() || group == 0; }
  // unit/claimant/patient/month/group
  std::string Subject() const;
  // key/claimant/month/patient/group: units of a month stand together.
  std::string KeyUnder(std::string_view key) const;

  static UnitId Of(const v1::ReadingSummary& summary);
  static UnitId Of(const v1::ClaimSubmitted& claim);
  static UnitId OfSubject(std::string_view subject);
  // Of a key made by KeyUnder, whatever follows.
  static UnitId OfKey(std::string_view key);
};

// Whether the text is a subject's name: reading/.., unit/.., facility-month/.. or
// partnership-month/.. with its ids.
bool IsSubject(std::string_view text);

}  // namespace kakutei::billing_eligibility
