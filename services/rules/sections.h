#pragma once

#include <string_view>

#include "kakutei/v1/claim_facts.pb.h"

namespace kakutei::rules {

// XR = {E001, E004}, NM = {E102}, CT_MR = {E203}; unspecified for any other section.
v1::SectionGroup::Value GroupOf(std::string_view section);

}  // namespace kakutei::rules
