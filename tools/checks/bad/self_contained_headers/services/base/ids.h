// Comments may come first.
#pragma once

#include <string>

namespace kakutei::base {

std::string FacilityId();

}  // namespace kakutei::base
