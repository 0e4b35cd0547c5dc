#pragma once

#include <string_view>

// The forms that the contract allows for what identifies something.
namespace kakutei::base {

// 1-64 of A-Z a-z 0-9 . _ -
bool IsId(std::string_view text);
// As an id, and also /
bool IsSource(std::string_view text);
// pk_ and 32-64 of 0-9 a-f
bool IsPatientKey(std::string_view text);
// A capital letter and three digits.
bool IsSection(std::string_view text);

}  // namespace kakutei::base
