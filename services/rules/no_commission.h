#pragma once

#include <string_view>

#include "rules/registry.h"
#include "rules/rule.h"

// L-21: does a facility attest that it commissions no third facility? Asked of the claimant in its
// facility month, and of the receiving facility in a partnership month.
namespace kakutei::rules {

inline constexpr Message kNoCommissionMessages[] = {
    {"commissioned", "{facility} は、{month} に第三者への委託がないとは申告していません。",
     "{facility} does not attest for {month} that nothing was commissioned to a third facility.",
     Correcting(Party::kFacility, {v1::Event::kAttestationRecorded},
                "{facility} の第三者への委託に関する申告",
                "the attestation of {facility} on commissioning")},
    {"not_attested",
     "{facility} について、{month} の全期間にわたり第三者への委託がないことの申告がありません。",
     "No single attestation of {facility} that nothing is commissioned to a third facility covers "
     "the whole of {month}.",
     Stating(Party::kFacility, v1::Event::kAttestationRecorded,
             "{facility} の {month} の全期間にわたる、第三者への委託がないことの申告",
             "the attestation of {facility}, for the whole of {month}, that nothing is "
             "commissioned to a third facility")},
};
inline constexpr RuleHeader kNoCommissionHeader = {"L-21",
                                                   v1::Authority::LAW,
                                                   kNoCommissionMessages,
                                                   {.facts = {v1::Event::kAttestationRecorded}}};

void JudgeNoCommission(const Registry& registry, std::string_view facility_id, base::Month month,
                       Findings& findings);

}  // namespace kakutei::rules
