#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/state.pb.h"

#include "rules/policy.h"
#include "rules/registry.h"
#include "rules/rule.h"

namespace kakutei::rules {

// What the rules of a partnership month ask about its readings beyond sums. Withdrawn readings are
// left out. Lists stand in a fixed order, so that "at most" always means the same ones.
class PartnershipMonthMembers {
 public:
  virtual ~PartnershipMonthMembers() = default;

  // The pair's readings of the month: by their diagnosing steps, or orders where undiagnosed.
  virtual FactRefs Managed(int most) const = 0;
  // The JST dates on which they were diagnosed, sorted, each once; YYYY-MM-DD.
  virtual std::vector<std::string> DiagnosisDates() const = 0;
  // The diagnosing steps of one such date.
  virtual FactRefs DiagnosedOn(std::string_view date, int most) const = 0;
  // Relays of the pair's readings in the month.
  virtual FactRefs Relays(int most) const = 0;
};

// A sender's month with one of its receiving facilities.
struct PartnershipMonthFacts {
  std::string subject;
  std::string sending_facility_id;
  std::string receiving_facility_id;
  base::Month month;
  // The sender closed the month.
  bool closed = false;
  v1::PartnershipMonthSums sums;
};

// The pair's month with the partnership by which it is judged. Holds references to what it was made
// from.
class PartnershipMonthCase {
 public:
  PartnershipMonthCase(PartnershipMonthFacts facts, const PartnershipMonthMembers& members,
                       const Registry& registry, const Policy& policies);

  const PartnershipMonthFacts& facts() const { return facts_; }
  const PartnershipMonthMembers& members() const { return members_; }
  const Registry& registry() const { return registry_; }
  const Policy& policies() const { return policies_; }
  // What holds on the month's last day.
  const PolicyOnDate& policy() const { return policies_.On(base::LastDay(facts_.month)); }

  // Every partnership of the pair, whenever in force.
  const std::vector<const v1::SlotFact*>& recorded() const { return recorded_; }
  // The one in force on the month's last day (of several the one that began last, then the greater
  // id); if none is, the last to end. nullptr where none is recorded.
  const v1::PartnershipRecorded* partnership() const { return partnership_; }
  // source#event_id of it.
  const std::string& partnership_fact() const { return partnership_fact_; }
  // The vendor that takes part; empty without.
  const std::string& vendor() const;

 private:
  PartnershipMonthFacts facts_;
  const PartnershipMonthMembers& members_;
  const Registry& registry_;
  const Policy& policies_;
  std::vector<const v1::SlotFact*> recorded_;
  const v1::PartnershipRecorded* partnership_ = nullptr;
  std::string partnership_fact_;
};

using PartnershipMonthRule = Rule<PartnershipMonthCase>;

// Every rule of a partnership month, in the order of ids. Collected from the folder
// partnership_month/.
std::span<const PartnershipMonthRule* const> PartnershipMonthRules();

v1::Verdict JudgePartnershipMonth(const PartnershipMonthCase& month);

}  // namespace kakutei::rules
