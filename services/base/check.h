#pragma once

// CHECK(condition): aborts with the place and the condition when one of our own assumptions does
// not hold. Stays on in every build; never for outside input.
namespace kakutei::base {

[[noreturn]] void CheckFailed(const char* condition, const char* file, int line);

}  // namespace kakutei::base

#define KAKUTEI_CHECK(condition)                                    \
  do {                                                              \
    if (!(condition)) {                                             \
      ::kakutei::base::CheckFailed(#condition, __FILE__, __LINE__); \
    }                                                               \
  } while (false)
