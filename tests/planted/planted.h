#pragma once

#include <cstdlib>
#include <string_view>

// Stands only in the build of tests/planted, as base/planted.h.
namespace kakutei::base {

// Whether a fault is switched on: the environment's KAKUTEI_PLANTED_FAULT names one, or none.
inline bool Planted(std::string_view fault) {
  static const char* const on = std::getenv("KAKUTEI_PLANTED_FAULT");
  return on != nullptr && fault == on;
}

}  // namespace kakutei::base
