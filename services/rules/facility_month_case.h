#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/state.pb.h"

#include "rules/policy.h"
#include "rules/registry.h"
#include "rules/rule.h"

namespace kakutei::rules {

// A day on which a confirmer signed many own cases.
struct BusyDay {
  std::string date;
  std::string physician_id;
  std::int64_t signed_readings = 0;
  FactRefs facts;
};

// How many own NM and CT_MR readings acquired on a day were first delivered, in a qualifying form,
// on another; by a full-time dedicated physician or not.
struct Acquired {
  std::string acquired_on;
  std::string delivered_on;  // empty: not delivered
  bool diagnosed_full_time = false;
  std::int64_t readings = 0;
};

// A reading's INELIGIBLE finding that nobody has acknowledged.
struct OpenFinding {
  std::string rule;
  // The diagnosis date, or the acquisition date where undiagnosed; YYYY-MM-DD.
  std::string since;
  std::string fact;
};

// What the rules of a facility month ask about its members beyond sums. Withdrawn readings are
// left out everywhere. Lists stand in a fixed order, so that "at most" always means the same ones.
class FacilityMonthMembers {
 public:
  virtual ~FacilityMonthMembers() = default;

  // The diagnosing steps of units with a part-time author.
  virtual FactRefs PartTime(int most) const = 0;
  // The received readings and those that use the own-case exception: by their diagnosing steps, or
  // orders where undiagnosed.
  virtual FactRefs Managed(int most) const = 0;
  // The facilities other than the claimant that read for it, sorted.
  virtual std::vector<std::string> Receivers() const = 0;
  // Days of the month on which one confirmer signed more than `limit` own cases.
  virtual std::vector<BusyDay> BusyDays(int limit, int most) const = 0;
  // Own readings acquired in the month, whatever month they belong to; by acquired_on,
  // delivered_on.
  virtual std::vector<Acquired> AcquiredReadings() const = 0;
  // The orders of such readings.
  virtual FactRefs OrdersOf(const Acquired& acquired, int most) const = 0;
  // The rules with an open finding on a reading of the month, sorted.
  virtual std::vector<std::string> OpenRules() const = 0;
  // A rule's open findings since `from` or later, the oldest first.
  virtual std::vector<OpenFinding> OpenFindings(std::string_view rule, std::string_view from,
                                                int most) const = 0;
};

// A claimant's month with the sums over its units and readings.
struct FacilityMonthCase {
  std::string subject;
  std::string claimant_facility_id;
  base::Month month;
  bool closed = false;
  // The clock's JST date; nullopt without a tick: nothing is past its deadline.
  std::optional<base::Date> today = {};
  v1::FacilityMonthSums sums;
  const FacilityMonthMembers& members;
  const Registry& registry;
  const Policy& policies;
  // What holds on the month's last day.
  const PolicyOnDate& policy;

  bool IsPast(base::Date deadline) const { return today && *today > deadline; }
};

using FacilityMonthRule = Rule<FacilityMonthCase>;

// Every rule of a facility month, in the order of ids. Collected from the folder facility_month/.
std::span<const FacilityMonthRule* const> FacilityMonthRules();

struct JudgedFacilityMonth {
  v1::Verdict verdict;
  // The JST date, after the clock's, from which the clock alone can change the verdict; nullopt:
  // only facts can.
  std::optional<base::Date> look_again_on;
};
JudgedFacilityMonth JudgeFacilityMonth(const FacilityMonthCase& month);

}  // namespace kakutei::rules
