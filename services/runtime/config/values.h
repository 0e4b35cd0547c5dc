#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The forms in which people write settings. Pure and strict: nullopt for anything else.
namespace kakutei::runtime::config {

// A whole number and ms, s, m or h, such as 250ms or 1h; a bare 0 is 0. At most 10,000 hours.
std::optional<std::chrono::milliseconds> ParseDuration(std::string_view text);
std::string FormatDuration(std::chrono::milliseconds duration);

// A whole number of bytes, or one followed by KiB, MiB or GiB. At most 2^50.
std::optional<std::int64_t> ParseBytes(std::string_view text);
std::string FormatBytes(std::int64_t bytes);

// HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:8401 or [::1]:0.
bool IsAddress(std::string_view text);

}  // namespace kakutei::runtime::config
