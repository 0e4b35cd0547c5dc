#include "billing_eligibility/state_keys.h"

#include <algorithm>
#include <charconv>

#include "base/civil_time.h"
#include "base/ids.h"
#include "facts/kept.h"

namespace kakutei::billing_eligibility {

using facts::Key;
using facts::Part;

namespace {

v1::SectionGroup::Value GroupNamed(std::string_view name) {
  auto group = v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;
  v1::SectionGroup::Value_Parse(std::string(name), &group);
  return group;
}

// More than anybody signs on a day: ranks have one length, so that they sort.
constexpr std::int64_t kRanks = 2'000'000'000;

}  // namespace

std::string ReadingSubject(std::string_view claimant, std::string_view reading) {
  return Key("reading", claimant, reading);
}

std::string FacilityMonthSubject(std::string_view claimant, std::string_view month) {
  return Key("facility-month", claimant, month);
}

std::string PartnershipMonthSubject(std::string_view sender, std::string_view receiver,
                                    std::string_view month) {
  return Key("partnership-month", sender, receiver, month);
}

std::string RankOf(std::int64_t signed_readings) {
  return std::to_string(kRanks - signed_readings);
}

std::int64_t SignedAtRank(std::string_view rank) {
  std::int64_t number = 0;
  std::from_chars(rank.data(), rank.data() + rank.size(), number);
  return kRanks - number;
}

std::string UnitId::Subject() const {
  return Key("unit", claimant, patient_key, month, v1::SectionGroup::Value_Name(group));
}

std::string UnitId::KeyUnder(std::string_view key) const {
  return Key(key, claimant, month, patient_key, v1::SectionGroup::Value_Name(group));
}

UnitId UnitId::Of(const v1::ReadingSummary& summary) {
  return {summary.claimant_facility_id(), summary.patient_key(), summary.month(),
          summary.section_group()};
}

UnitId UnitId::Of(const v1::ClaimSubmitted& claim) {
  return {claim.claimant_facility_id(), claim.patient_key(), claim.month(), claim.section_group()};
}

UnitId UnitId::OfSubject(std::string_view subject) {
  return {std::string(Part(subject, 1)), std::string(Part(subject, 2)),
          std::string(Part(subject, 3)), GroupNamed(Part(subject, 4))};
}

UnitId UnitId::OfKey(std::string_view key) {
  return {std::string(Part(key, 1)), std::string(Part(key, 3)), std::string(Part(key, 2)),
          GroupNamed(Part(key, 4))};
}

bool IsSubject(std::string_view text) {
  const std::string_view kind = Part(text, 0);
  const auto slashes = std::count(text.begin(), text.end(), '/');
  const auto month = [&](int part) { return base::ParseMonth(Part(text, part)).has_value(); };
  if (!base::IsId(Part(text, 1))) return false;
  if (kind == "reading") return slashes == 2 && base::IsId(Part(text, 2));
  if (kind == "facility-month") return slashes == 2 && month(2);
  if (kind == "partnership-month") return slashes == 3 && base::IsId(Part(text, 2)) && month(3);
  return kind == "unit" && slashes == 4 && base::IsPatientKey(Part(text, 2)) && month(3) &&
         UnitId::OfSubject(text).group != v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;
}

}  // namespace kakutei::billing_eligibility
