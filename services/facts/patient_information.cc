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
  if (at > 0 && IsDigit(text[at - 1])) return false;
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
  return IsMobilePrefix(text.substr(start + zero, 2));
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

// Bytes of the day that begins there, YYYY-MM-DD with one of the separators twice or YYYYMMDD where
// `compact` allows it; 0 when there is none. `century` is such as "19".
std::size_t DayAt(std::string_view text, std::size_t at, std::string_view century, bool compact) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with(century)) return 0;
  std::string date(rest.substr(0, 10));
  std::size_t bytes = 10;
  if (rest.size() >= 10 && std::string_view("-._/").find(rest[4]) != std::string_view::npos &&
      rest[7] == rest[4]) {
    date[4] = date[7] = '-';
  } else if (compact && DigitsAt(text, at) == 8) {
    date = std::string(rest.substr(0, 4)).append("-").append(rest.substr(4, 2));
    date.append("-").append(rest.substr(6, 2));
    bytes = 8;
  }
  return base::ParseDate(date).has_value() ? bytes : 0;
}

bool IsDay(std::string_view text) {
  return text.size() == 10 &&
         (DayAt(text, 0, "19", false) == 10 || DayAt(text, 0, "20", false) == 10);
}

// A day of 1900 to 1999 in a text with letters, touched by none of them nor by a digit. Dots with
// more digits beyond them are a UID, not a day.
bool HoldsBirthDate(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), IsLetter)) return false;
  const auto touches = [&](std::size_t at) {
    return at < text.size() && (IsDigit(text[at]) || IsLetter(text[at]));
  };
  for (std::size_t at = text.find("19"); at != std::string_view::npos;
       at = text.find("19", at + 1)) {
    const std::size_t bytes = DayAt(text, at, "19", true);
    const std::size_t end = at + bytes;
    if (bytes == 0 || (at > 0 && touches(at - 1)) || touches(end)) continue;
    const bool dotted = bytes == 10 && text[at + 4] == '.';
    const bool within_uid =
        dotted && ((at > 1 && text[at - 1] == '.' && IsDigit(text[at - 2])) ||
                   (end + 1 < text.size() && text[end] == '.' && IsDigit(text[end + 1])));
    if (!within_uid) return true;
  }
  return false;
}

// A word for a patient and a number.
bool IsPatientNumber(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::size_t>, 8> kWords = {{{"P", 8},
                                                                               {"PT", 8},
                                                                               {"PAT", 5},
                                                                               {"PATIENT", 5},
                                                                               {"PID", 5},
                                                                               {"MRN", 5},
                                                                               {"KARTE", 5},
                                                                               {"KANJA", 5}}};
  const auto first = std::find_if_not(text.begin(), text.end(), IsLetter);
  std::string word(text.begin(), first);
  for (char& c : word) c = static_cast<char>(c & ~0x20);
  std::size_t at = word.size();
  if (at < text.size() && IsSeparator(text[at])) ++at;
  const std::size_t digits = DigitsAt(text, at);
  if (at + digits != text.size() || DayAt(text, at, "20", true) == digits) return false;
  return std::any_of(kWords.begin(), kWords.end(), [&](const auto& known) {
    return known.first == word && digits >= known.second;
  });
}

// The text with each UUID in it crossed out: its groups of digits mean nothing.
std::string WithoutUuids(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto is_hex = [](char c) {
    return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  std::string left(text);
  for (std::size_t at = 0; at + kForm.size() <= left.size(); ++at) {
    const bool uuid =
        std::equal(kForm.begin(), kForm.end(), left.begin() + static_cast<std::ptrdiff_t>(at),
                   [&](char form, char c) { return form == '-' ? c == '-' : is_hex(c); });
    if (uuid) left.replace(at, kForm.size(), kForm);
  }
  return left;
}

// Of one part between slashes that is ASCII.
std::optional<std::string_view> InPart(std::string_view part) {
  if (part.size() < 6) return std::nullopt;
  const auto digits = static_cast<std::size_t>(std::count_if(part.begin(), part.end(), IsDigit));
  if (digits < 5) return std::nullopt;
  if (IsPatientNumber(part)) return "a patient's number";
  if (digits < 8) return std::nullopt;
  // Insured numbers have eight digits, the longest personal numbers twelve; a counter or a time has
  // more.
  if (digits == part.size() && digits <= 12)
    return "an insured number or another number of eight to twelve digits";
  const std::string ours = WithoutUuids(part);
  if (digits >= 10 && (HoldsMobileNumber(ours) || IsWholeTelephoneNumber(part)))
    return "a telephone number";
  if (DayAt(part, 0, "19", false) == part.size() || HoldsBirthDate(ours)) return "a date of birth";
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
  if (text.size() < 6) return std::nullopt;
  if (IsDay(text)) return "a date of birth";
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
