#pragma once

#include <string_view>

#include "rules/policy.h"
#include "rules/registry.h"
#include "rules/rule.h"

// L-13: does a facility have the physicians that its add-on needs? Asked of the claimant in its
// facility month, and of the receiving facility in a partnership month.
namespace kakutei::rules {

inline constexpr Message kStaffingMessages[] = {
    {"below_minimum",
     "{date} の時点で、{facility} の届出済みで院内の専従常勤医は {number} 名であり、{standard} "
     "に必要な {minimum} 名を下回っています。",
     "On {date} {facility} has {number} full-time dedicated physicians filed and on site, fewer "
     "than the {minimum} that {standard} needs.",
     Stating(Party::kFacility, v1::Event::kRadiologistFiled,
             "{date} に院内で勤務する専従の常勤医（{facility}）の届出",
             "the filing of further full-time dedicated physicians on site at {facility} on "
             "{date}")},
};
inline constexpr RuleHeader kStaffingHeader = {
    "L-13",
    v1::Authority::LAW,
    kStaffingMessages,
    {.facts = {v1::Event::kStandardFiled, v1::Event::kRadiologistFiled,
               v1::Event::kEmploymentRecorded, v1::Event::kOffsiteArrangementRecorded},
     .parameters = {v1::Parameters::kMinStaffingFieldNumber}}};

// On each day of the month: the physicians on site (full-time and dedicated, filed as radiologist,
// and with no off-site arrangement in force or counted as on-site minimum) against the minimum of
// the highest need among the levels filed that day.
void JudgeStaffing(const Registry& registry, const Policy& policies, std::string_view facility_id,
                   base::Month month, Findings& findings);

}  // namespace kakutei::rules
