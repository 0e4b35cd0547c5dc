#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kakutei::receipts {

// Makes the names by which the network knows patients: patient_key = "pk_" and the 64 hexadecimal
// digits of HMAC-SHA256(key, chart number). The chart number is its ASCII characters without blanks
// around it; with a width, a number of digits only has its leading zeros taken away and is filled
// with zeros to the width again, so that systems that fill differently agree. The key stays at the
// facility. Immutable; any thread.
class PatientKeys {
 public:
  // `text`: what the key file holds, 64 or more hexadecimal digits (32 bytes) and white space
  // around them. `width`: 0 to 20; nullopt: chart numbers are taken as they are. kInvalidArgument
  // BAD_KEY; the message never repeats the text.
  static base::Result<PatientKeys> FromText(std::string_view text, std::optional<int> width);

  // nullopt: the number is empty or not of printable ASCII.
  std::optional<std::string> KeyOf(std::string_view chart_number) const;

 private:
  PatientKeys(std::vector<char> key, std::optional<int> width)
      : key_(std::move(key)), width_(width) {}

  std::vector<char> key_;
  std::optional<int> width_;
};

}  // namespace kakutei::receipts
