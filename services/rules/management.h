#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/policy.h"
#include "rules/registry.h"
#include "rules/rule.h"

// ATS2-4.2: was image-diagnosis management performed? Asked of the claimant in its facility month,
// and of the receiving facility in a partnership month.
namespace kakutei::rules {

inline constexpr Message kManagementMessages[] = {
    {"none_recorded", "{facility} の {month} の画像診断管理の実施記録がありません。",
     "No management activity of {facility} is recorded in {month}.",
     Stating(Party::kFacility, v1::Event::kManagementActivityRecorded,
             "{facility} が {month} に実施した画像診断管理",
             "a management activity that {facility} performed in {month}")},
    {"kind_missing", "{facility} の {month} の画像診断管理のうち、{kinds} の記録がありません。",
     "Management activities of {facility} in {month} lack {kinds}.",
     Stating(Party::kFacility, v1::Event::kManagementActivityRecorded,
             "{facility} が {month} に実施した {kinds}", "{kinds} by {facility} in {month}")},
};
inline constexpr RuleHeader kManagementHeader = {
    "ATS2-4.2",
    v1::Authority::ADVISORY,
    kManagementMessages,
    {.facts = {v1::Event::kManagementActivityRecorded},
     .parameters = {v1::Parameters::kRequiredActivitiesFieldNumber}}};

// What a month lacks: each kind that the policy requires; where it requires none, any activity.
// `side`: only activities of this side count; nullopt: of all sides.
class ManagementPerformed {
 public:
  ManagementPerformed(const Registry& registry, const PolicyOnDate& policy,
                      std::string_view facility_id, base::Month month,
                      std::optional<v1::ManagementActivityRecorded::Side::Value> side);

  bool complete() const { return !none_ && lacking_.empty(); }
  // What is missing, for the sake of `needing`. Requires !complete().
  void Report(FactRefs needing, Findings& findings) const;

 private:
  const std::string facility_;
  const base::Month month_;
  bool none_ = true;
  // Names of kinds, in the policy's order.
  std::vector<std::string> lacking_;
};

}  // namespace kakutei::rules
