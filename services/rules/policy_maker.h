#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/policy.h"

namespace kakutei::rules {

// Makes a policy of a set of packs, or says what is wrong with them. Used by Policy alone.
class PolicyMaker {
 public:
  explicit PolicyMaker(const std::vector<PackText>& texts);

  // In the order of packs, those about the set as a whole last.
  const std::vector<PackComplaint>& complaints() const { return complaints_; }
  // nullptr: the set is good.
  const PackComplaint* FirstRefusal() const;
  // Requires a good set.
  Policy Take() &&;

 private:
  using Series = std::map<std::string, std::vector<const Pack*>>;  // each by valid_from

  void Refuse(PackComplaint complaint);
  Series FindSeries();
  void CheckSequence(const std::vector<const Pack*>& series);
  void MakePeriods(const Series& series);
  void MakePeriod(const Series& series, std::optional<base::Date> from);
  void TakePack(const Pack& pack, PolicyOnDate& policy);
  void TakeRules(const Pack& pack, PolicyOnDate& policy);
  void CheckComplete(const std::vector<const Pack*>& packs, const PolicyOnDate& policy,
                     const std::string& day);

  std::vector<PackComplaint> complaints_;
  Policy policy_;
};

}  // namespace kakutei::rules
