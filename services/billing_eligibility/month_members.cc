#include "billing_eligibility/month_members.h"

#include <utility>

#include "billing_eligibility/state_keys.h"
#include "facts/kept.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;
using rules::FactRefs;

// The next of the characters of ids after the slash: no key that begins with a part and this one
// is less than those that go on below the part.
constexpr char kAfterSlash = '/' + 1;

bool Full(std::size_t size, int most) { return std::cmp_greater_equal(size, most); }

// What follows the first `count` parts of a key.
std::string_view After(std::string_view key, int count) {
  while (count-- > 0) key.remove_prefix(key.find('/') + 1);
  return key;
}

}  // namespace

void MonthScan::Visit(std::string_view key, std::string_view place, std::string_view from,
                      const runtime::ScanVisitor& visitor) const {
  std::string prefix = Key(key, claimant_, month_) + "/";
  if (!place.empty()) prefix += std::string(place) + "/";
  const std::string start = from.empty() ? std::string() : prefix + std::string(from);
  auto scanned = state_.Scan(prefix, start, visitor);
  if (!scanned && status_) status_ = std::move(scanned);
}

FactRefs MonthScan::Values(std::string_view key, std::string_view place, int most) const {
  FactRefs values;
  Visit(key, place, "", [&](std::string_view, std::string_view value) {
    values.emplace_back(value);
    return !Full(values.size(), most);
  });
  return values;
}

std::vector<std::string> MonthScan::FirstParts(std::string_view key, std::string_view place) const {
  const int at = place.empty() ? 3 : 4;
  std::vector<std::string> parts;
  std::string from;
  for (bool more = true; more;) {
    more = false;
    Visit(key, place, from, [&](std::string_view found, std::string_view) {
      parts.emplace_back(Part(found, at));
      more = true;
      return false;
    });
    if (more) from = parts.back() + kAfterSlash;
  }
  return parts;
}

FactRefs StoredFacilityMembers::PartTime(int most) const {
  FactRefs facts;
  scan_.Visit(kContributionKey, "", "", [&](std::string_view, std::string_view value) {
    v1::UnitContribution unit;
    unit.ParseFromArray(value.data(), static_cast<int>(value.size()));
    if (unit.part_time()) facts.push_back(unit.fact());
    return !Full(facts.size(), most);
  });
  return facts;
}

FactRefs StoredFacilityMembers::Managed(int most) const {
  return scan_.Values(kManagedKey, "", most);
}

std::vector<std::string> StoredFacilityMembers::Receivers() const {
  std::vector<std::string> receivers;
  scan_.Visit(kPairSumsKey, "", "", [&](std::string_view key, std::string_view value) {
    v1::PartnershipMonthSums sums;
    sums.ParseFromArray(value.data(), static_cast<int>(value.size()));
    if (sums.readings() > 0) receivers.emplace_back(Part(key, 3));
    return true;
  });
  return receivers;
}

std::vector<rules::BusyDay> StoredFacilityMembers::BusyDays(int limit, int most) const {
  // The busiest come first, so that only those over the limit and one more are read.
  std::vector<rules::BusyDay> days;
  scan_.Visit(kBusyKey, "", "", [&](std::string_view key, std::string_view) {
    const std::int64_t number = SignedAtRank(Part(key, 3));
    if (number <= limit) return false;
    days.push_back({std::string(Part(key, 4)), std::string(Part(key, 5)), number, {}});
    return !Full(days.size(), most);
  });
  for (rules::BusyDay& day : days)
    day.facts = scan_.Values(kSigningKey, Key(day.date, day.physician_id), most);
  return days;
}

std::vector<rules::Acquired> StoredFacilityMembers::AcquiredReadings() const {
  std::vector<rules::Acquired> all;
  scan_.Visit(kAcquiredCountKey, "", "", [&](std::string_view key, std::string_view value) {
    v1::MemberCount count;
    count.ParseFromArray(value.data(), static_cast<int>(value.size()));
    const std::string_view delivered = Part(key, 4);
    all.push_back({std::string(Part(key, 3)),
                   delivered == kNoDate ? std::string() : std::string(delivered),
                   Part(key, 5) == "1", count.count()});
    return true;
  });
  return all;
}

FactRefs StoredFacilityMembers::OrdersOf(const rules::Acquired& acquired, int most) const {
  const std::string delivered(acquired.delivered_on.empty() ? kNoDate : acquired.delivered_on);
  return scan_.Values(
      kAcquiredKey, Key(acquired.acquired_on, delivered, acquired.diagnosed_full_time ? "1" : "0"),
      most);
}

std::vector<std::string> StoredFacilityMembers::OpenRules() const {
  return scan_.FirstParts(kOpenFindingKey, "");
}

std::vector<rules::OpenFinding> StoredFacilityMembers::OpenFindings(std::string_view rule,
                                                                    std::string_view from,
                                                                    int most) const {
  std::vector<rules::OpenFinding> findings;
  scan_.Visit(kOpenFindingKey, rule, from, [&](std::string_view key, std::string_view fact) {
    findings.push_back({std::string(rule), std::string(Part(key, 4)), std::string(fact)});
    return !Full(findings.size(), most);
  });
  return findings;
}

FactRefs StoredPartnershipMembers::Managed(int most) const {
  return scan_.Values(kManagedKey, receiver_, most);
}

std::vector<std::string> StoredPartnershipMembers::DiagnosisDates() const {
  auto dates = scan_.FirstParts(kManagedKey, receiver_);
  std::erase(dates, kNoDate);
  return dates;
}

FactRefs StoredPartnershipMembers::DiagnosedOn(std::string_view date, int most) const {
  return scan_.Values(kManagedKey, Key(receiver_, date), most);
}

FactRefs StoredPartnershipMembers::Relays(int most) const {
  FactRefs facts;
  scan_.Visit(kRelayKey, receiver_, "", [&](std::string_view key, std::string_view) {
    facts.emplace_back(After(key, 5));  // a source may hold slashes
    return !Full(facts.size(), most);
  });
  return facts;
}

}  // namespace kakutei::billing_eligibility
