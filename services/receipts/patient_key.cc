#include "receipts/patient_key.h"

#include <algorithm>

#include "base/digest.h"
#include "base/hmac.h"

namespace kakutei::receipts {
namespace {

constexpr std::size_t kLeastKeyBytes = 32;
constexpr int kMostDigits = 20;

auto BadKey(std::string message) {
  return base::Fail(base::ErrorCode::kInvalidArgument, "BAD_KEY", std::move(message));
}

std::string_view Trimmed(std::string_view text, std::string_view blanks) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool IsNumber(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

base::Result<PatientKeys> PatientKeys::FromText(std::string_view text, std::optional<int> width) {
  if (width && (*width < 0 || *width > kMostDigits))
    return BadKey("the width of a chart number is 0 to 20 digits");
  const std::string_view digits = Trimmed(text, " \t\r\n");
  std::vector<char> key;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const int high = DigitOf(digits[i]), low = DigitOf(digits[i + 1]);
    if (high < 0 || low < 0)
      return BadKey("the key file holds something else than hexadecimal digits");
    key.push_back(static_cast<char>(high * 16 + low));
  }
  if (digits.size() % 2 != 0 || key.size() < kLeastKeyBytes)
    return BadKey("the key file does not hold 64 or more hexadecimal digits, two for each byte");
  return PatientKeys(std::move(key), width);
}

std::optional<std::string> PatientKeys::KeyOf(std::string_view chart_number) const {
  std::string number(Trimmed(chart_number, " "));
  if (number.empty() ||
      !std::all_of(number.begin(), number.end(), [](char c) { return c > ' ' && c <= '~'; }))
    return std::nullopt;
  if (width_ && IsNumber(number)) {
    number.erase(0, std::min(number.find_first_not_of('0'), number.size() - 1));
    const auto width = static_cast<std::size_t>(*width_);
    if (number.size() < width) number.insert(0, width - number.size(), '0');
  }
  return "pk_" + base::Hex(base::HmacSha256({key_.data(), key_.size()}, number));
}

}  // namespace kakutei::receipts
