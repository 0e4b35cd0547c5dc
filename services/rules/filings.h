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

// Whether a physician is on a facility's filed list of dedicated radiologists on a JST date.
bool IsFiledRadiologist(const Registry& registry, std::string_view physician_id,
                        std::string_view facility_id, base::Date date);

// Whether a facility attests, on a JST date, that it fulfils what the kind names.
bool HasAttested(const Registry& registry, std::string_view facility_id,
                 v1::AttestationRecorded::Kind::Value kind, base::Date date);

// An add-on level that a facility has on file and that covers a section group on a date.
struct FiledAddOn {
  v1::Standard::Value standard;
  int points;
  std::vector<std::string> facts;
};

// The highest such level; a level without points on that date counts as not filed. XR is covered by
// ADD_ON_1 only.
std::optional<FiledAddOn> HighestAddOn(const Registry& registry, const PolicyOnDate& policy,
                                       std::string_view facility_id, v1::SectionGroup::Value group,
                                       base::Date date);

}  // namespace kakutei::rules
