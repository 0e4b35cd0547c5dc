#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/claim_facts.pb.h"

#include "rules/policy.h"
#include "rules/registry.h"

namespace kakutei::rules {

// References (source#event_id) of a facility's filings of one standard in force on a JST date;
// empty: none.
std::vector<std::string> FilingsOf(const Registry& registry, std::string_view facility_id,
                                   v1::Standard::Value standard, base::Date date);

// An add-on level that a facility has on file and that covers a section group on a date.
struct FiledAddOn {
  v1::Standard::Value standard;
  int points;
  std::vector<std::string> facts;
};

// The highest such level; a level without points on that date counts as not filed. XR is covered by
// ADD_ON_1 only.
std::optional<FiledAddOn> HighestAddOn(const Registry& registry, const Policy& policy,
                                       std::string_view facility_id, v1::SectionGroup::Value group,
                                       base::Date date);

}  // namespace kakutei::rules
