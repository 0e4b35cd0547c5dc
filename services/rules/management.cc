#include "rules/management.h"

#include <set>

namespace kakutei::rules {

ManagementPerformed::ManagementPerformed(
    const Registry& registry, const PolicyOnDate& policy, std::string_view facility_id,
    base::Month month, std::optional<v1::ManagementActivityRecorded::Side::Value> side)
    : facility_(facility_id), month_(month) {
  std::set<int> performed;
  const std::string days = base::FormatMonth(month) + "-";
  for (const v1::SlotFact* fact :
       registry.Find(v1::Event::kManagementActivityRecorded, facility_id)) {
    const auto& activity = fact->event().management_activity_recorded();
    if (!activity.performed_on().starts_with(days) || (side && activity.side() != *side)) continue;
    performed.insert(activity.kind());
  }
  none_ = performed.empty();
  for (const int kind : policy.parameters().required_activities().kinds()) {
    if (performed.contains(kind)) continue;
    lacking_.push_back(v1::ManagementActivityRecorded::Kind::Value_Name(
        static_cast<v1::ManagementActivityRecorded::Kind::Value>(kind)));
  }
}

void ManagementPerformed::Report(FactRefs needing, Findings& findings) const {
  Arguments arguments = {{"facility", facility_}, {"month", base::FormatMonth(month_)}};
  if (none_) return findings.Missing("none_recorded", std::move(needing), std::move(arguments));
  std::string kinds;
  for (const auto& kind : lacking_) kinds += (kinds.empty() ? "" : ", ") + kind;
  arguments.emplace_back("kinds", std::move(kinds));
  findings.Missing("kind_missing", std::move(needing), std::move(arguments));
}

}  // namespace kakutei::rules
