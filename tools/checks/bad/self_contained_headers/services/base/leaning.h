#pragma once

#include "base/ids.h"

namespace kakutei::base {

std::vector<std::string> FacilityIds();

}  // namespace kakutei::base
