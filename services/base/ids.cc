#include "base/ids.h"

#include <algorithm>

namespace kakutei::base {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsIdCharacter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || IsDigit(c) || c == '.' || c == '_' ||
         c == '-';
}

bool HasIdSize(std::string_view text) { return !text.empty() && text.size() <= 64; }

}  // namespace

bool IsId(std::string_view text) {
  return HasIdSize(text) && std::all_of(text.begin(), text.end(), IsIdCharacter);
}

bool IsSource(std::string_view text) {
  return HasIdSize(text) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == '/' || IsIdCharacter(c); });
}

bool IsPatientKey(std::string_view text) {
  if (!text.starts_with("pk_")) return false;
  text.remove_prefix(3);
  return text.size() >= 32 && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool IsSection(std::string_view text) {
  return text.size() == 4 && text[0] >= 'A' && text[0] <= 'Z' &&
         std::all_of(text.begin() + 1, text.end(), IsDigit);
}

}  // namespace kakutei::base
