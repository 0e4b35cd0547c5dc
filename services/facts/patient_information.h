#pragma once

#include <optional>
#include <string>
#include <string_view>

// What must never stand on the bus, recognised by its form alone. Pure and thread-safe.
namespace kakutei::facts {

// Whether the text, or one of its parts between slashes, looks like patient information:
//   - any byte outside ASCII: names and words in Japanese script, full-width digits;
//   - a Japanese mobile or IP telephone number, anywhere in the text where no letter or digit
//   touches it: 020, 050,
//     060, 070, 080 or 090, then 4 and 4 digits, with one of - . _ ( ) or a space between; or with
//     +81 for the first 0;
//   - any Japanese telephone number as a whole: 0 first, ten or eleven digits in all, in groups of
//   2-5, 1-4 and 3-4
//     digits with the same separators;
//   - a day of 1900 to 1999 as a whole (a date of birth): 1952-03-01, 1952.03.01, 1952_03_01 or
//   1952/03/01;
//   - eight to twelve digits and nothing else: insured numbers, 19520301, a telephone number run
//   together.
// R-20260603-0001, K-000123, D-123456, UUIDs and patient keys pass. A name in Latin letters cannot
// be told from an id and passes too. A date field holds a date by contract: do not ask for it.
bool LooksLikePatientInformation(std::string_view text);

// The same, and what it looks like, such as "a telephone number".
std::optional<std::string_view> PatientInformationIn(std::string_view text);

// The text for error messages and logs: as it is, cut to 64 bytes, bytes that do not print as '?';
// but "sha256:" and 12 digits of its digest where it looks like patient information or like free
// text (a space beside a letter).
std::string ShownValue(std::string_view text);

}  // namespace kakutei::facts
