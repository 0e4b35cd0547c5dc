#include "rules/sections.h"

namespace kakutei::rules {

v1::SectionGroup::Value GroupOf(std::string_view section) {
  if (section == "E001" || section == "E004") return v1::SectionGroup::XR;
  if (section == "E102") return v1::SectionGroup::NM;
  if (section == "E203") return v1::SectionGroup::CT_MR;
  return v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;
}

}  // namespace kakutei::rules
