#include "facts/patient_information.h"

#include <algorithm>
#include <array>

#include "base/civil_time.h"
#include "base/digest.h"

namespace kakutei::facts {
namespace {

constexpr std::size_t kShownBytes = 64;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool IsSeparator(char c) { return std::string_view("-._() ").find(c) != std::string_view::npos; }

std::size_t DigitsAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  return end - at;
}

// Three groups of digits with one separator between each two: their sizes, and how many bytes they
// take; nothing when something else stands at `at`.
struct Groups {
  std::array<std::size_t, 3> sizes{};
  std::size_t bytes = 0;
};
std::optional<Groups> GroupsAt(std::string_view text, std::size_t at) {
  Groups groups;
  std::size_t end = at;
  for (std::size_t i = 0; i < groups.sizes.size(); ++i) {
    if (i > 0) {
      if (end >= text.size() || !IsSeparator(text[end])) return std::nullopt;
      ++end;
    }
    groups.sizes[i] = DigitsAt(text, end);
    if (groups.sizes[i] == 0) return std::nullopt;
    end += groups.sizes[i];
  }
  groups.bytes = end - at;
  return groups;
}

// `prefix` is what follows the first 0, such as "90".
bool IsMobilePrefix(std::string_view prefix) {
  return prefix.size() == 2 && prefix[1] == '0' &&
         (prefix[0] == '2' || (prefix[0] >= '5' && prefix[0] <= '9'));
}

bool IsMobileNumberAt(std::string_view text, std::size_t at) {
  if (at > 0 && (IsDigit(text[at - 1]) || IsLetter(text[at - 1]))) return false;
  std::size_t start = at;
  std::size_t zero = 1;
  if (text.substr(at, 3) == "+81") {
    start += 3;
    if (start < text.size() && IsSeparator(text[start])) ++start;
    zero = 0;
  }
  const auto groups = GroupsAt(text, start);
  if (!groups || groups->sizes != std::array<std::size_t, 3>{2 + zero, 4, 4}) return false;
  if (zero == 1 && text[start] != '0') return false;
  if (!IsMobilePrefix(text.substr(start + zero, 2))) return false;
  const std::size_t end = start + groups->bytes;
  return end == text.size() || !IsLetter(text[end]);
}

bool HoldsMobileNumber(std::string_view text) {
  for (std::size_t at = text.find_first_of("0+"); at != std::string_view::npos;
       at = text.find_first_of("0+", at + 1)) {
    if (IsMobileNumberAt(text, at)) return true;
  }
  return false;
}

bool IsWholeTelephoneNumber(std::string_view text) {
  if (text.size() < 12 || text[0] != '0') return false;
  const auto groups = GroupsAt(text, 0);
  if (!groups || groups->bytes != text.size()) return false;
  const auto [first, second, third] = groups->sizes;
  const std::size_t total = first + second + third;
  return first >= 2 && first <= 5 && second <= 4 && (third == 3 || third == 4) &&
         (total == 10 || total == 11);
}

bool IsBirthDate(std::string_view text) {
  if (text.size() != 10 || !text.starts_with("19")) return false;
  const char separator = text[4];
  if (std::string_view("-._/").find(separator) == std::string_view::npos || text[7] != separator)
    return false;
  std::string date(text);
  date[4] = date[7] = '-';
  return base::ParseDate(date).has_value();
}

// Of one part between slashes that is ASCII.
std::optional<std::string_view> InPart(std::string_view part) {
  if (part.size() < 8) return std::nullopt;
  const auto digits = static_cast<std::size_t>(std::count_if(part.begin(), part.end(), IsDigit));
  if (digits < 8) return std::nullopt;
  // Insured numbers have eight digits, the longest personal numbers twelve; a counter or a time has
  // more.
  if (digits == part.size() && digits <= 12)
    return "an insured number or another number of eight to twelve digits";
  if (digits >= 10 && (HoldsMobileNumber(part) || IsWholeTelephoneNumber(part)))
    return "a telephone number";
  if (IsBirthDate(part)) return "a date of birth";
  return std::nullopt;
}

bool HoldsFreeText(std::string_view text) {
  for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    if ((at > 0 && IsLetter(text[at - 1])) || (at + 1 < text.size() && IsLetter(text[at + 1])))
      return true;
  }
  return false;
}

}  // namespace

std::optional<std::string_view> PatientInformationIn(std::string_view text) {
  if (std::any_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    return "text in a script other than ASCII";
  }
  if (text.size() < 8) return std::nullopt;
  if (IsBirthDate(text)) return "a date of birth";
  while (true) {
    const std::size_t slash = text.find('/');
    if (const auto found = InPart(text.substr(0, slash))) return found;
    if (slash == std::string_view::npos) return std::nullopt;
    text.remove_prefix(slash + 1);
  }
}

bool LooksLikePatientInformation(std::string_view text) {
  return PatientInformationIn(text).has_value();
}

std::string ShownValue(std::string_view text) {
  if (LooksLikePatientInformation(text) || HoldsFreeText(text)) {
    return "sha256:" + base::Hex(base::Sha256(text).substr(0, 6));
  }
  std::string shown(text.substr(0, kShownBytes));
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return c < 0x20 || c == 0x7f; }, '?');
  return shown;
}

}  // namespace kakutei::facts
