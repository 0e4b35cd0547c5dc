#include "runtime/config/values.h"

#include <array>
#include <charconv>
#include <utility>

namespace kakutei::runtime::config {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  std::int64_t size;
};

// Biggest first.
constexpr std::array<Unit, 4> kTimes = {{{"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::array<Unit, 4> kSizes = {
    {{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"", 1}}};
constexpr std::int64_t kLongest = std::int64_t{10'000} * 3'600'000;
constexpr std::int64_t kBiggest = std::int64_t{1} << 50;

template <std::size_t N>
std::optional<std::int64_t> Parse(std::string_view text, const std::array<Unit, N>& units,
                                  std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) {
    return std::nullopt;
  }
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const Unit& unit : units) {
    if (unit.name == rest && number <= most / unit.size) {
      return number * unit.size;
    }
  }
  return std::nullopt;
}

template <std::size_t N>
std::string Format(std::int64_t value, const std::array<Unit, N>& units) {
  for (const Unit& unit : units) {
    if (value % unit.size == 0 && value != 0) {
      return std::to_string(value / unit.size) + std::string(unit.name);
    }
  }
  return "0";
}

}  // namespace

std::optional<milliseconds> ParseDuration(std::string_view text) {
  if (text == "0") {
    return milliseconds(0);
  }
  const auto value = Parse(text, kTimes, kLongest);
  return value ? std::optional(milliseconds(*value)) : std::nullopt;
}

std::string FormatDuration(milliseconds duration) { return Format(duration.count(), kTimes); }

std::optional<std::int64_t> ParseBytes(std::string_view text) {
  return Parse(text, kSizes, kBiggest);
}

std::string FormatBytes(std::int64_t bytes) { return Format(bytes, kSizes); }

bool IsAddress(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) {
    return false;
  }
  const std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  const bool bracketed = host.front() == '[' && host.back() == ']';
  return whole && (bracketed || host.find(':') == std::string_view::npos);
}

}  // namespace kakutei::runtime::config
