#pragma once

#include <optional>
#include <string>
#include <string_view>

// What must never stand on the bus, recognised by its form alone. Pure and thread-safe.
namespace kakutei::facts {

// Whether the text, or one of its parts between slashes, looks like patient information:
//   - any byte outside ASCII: names and words in Japanese script, full-width digits;
//   - a Japanese mobile or IP telephone number, anywhere in the text where no digit touches it:
//     020, 050, 060, 070, 080 or 090, then 4 and 4 digits, with one of - . _ ( ) or a space
//     between; or with +81 for the first 0;
//   - any Japanese telephone number as a whole: 0 first, ten or eleven digits in all, in groups of
//     2-5, 1-4 and 3-4 digits with the same separators;
//   - a day of 1900 to 1999, as a whole or beside a word (a date of birth): 1952-03-01, 1952.03.01,
//     1952_03_01, 1952/03/01, Yamada-19520301, R-1952-03-01. No fact of ours is that old;
//   - a day of 2000 to 2099 as the whole text: 2015-04-05. Within an id it is the usual time stamp;
//   - eight to twelve digits and nothing else: insured numbers, 19520301, a telephone number run
//     together. Epoch seconds and bare accession numbers have this form too: put letters before;
//   - a word for a patient and a number: P-12345678, PT12345678 (eight digits or more, and no day
//     of 2000 to 2099), PAT-, PATIENT-, PID-, MRN-, KARTE- or KANJA-12345 (five or more).
// R-20260603-0001, K-000123, D-123456, P-000123, UUIDs, DICOM UIDs and patient keys pass. A name in
// Latin letters cannot be told from an id and passes too, and so does one beside a day since 2000.
// A date field holds a date by contract: do not ask for it.
bool LooksLikePatientInformation(std::string_view text);

// The same, and what it looks like, such as "a telephone number".
std::optional<std::string_view> PatientInformationIn(std::string_view text);

// The text for error messages and logs: as it is, cut to 64 bytes, bytes that do not print as '?';
// but "sha256:" and 12 digits of its digest where it looks like patient information or like free
// text (a space beside a letter).
std::string ShownValue(std::string_view text);

}  // namespace kakutei::facts
