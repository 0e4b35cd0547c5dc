#pragma once

#include <string>
#include <string_view>

namespace kakutei::base {

// SHA-256 of the bytes: 32 raw bytes.
std::string Sha256(std::string_view bytes);

// Lower-case hexadecimal digits.
std::string Hex(std::string_view bytes);

// "sha256:" and 64 hexadecimal digits of an already computed digest; empty for an empty digest.
std::string DigestText(std::string_view digest);

}  // namespace kakutei::base
