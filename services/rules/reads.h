#pragma once

#include <cstdint>
#include <initializer_list>

#include "kakutei/v1/policy.pb.h"

namespace kakutei::rules {

// Field numbers of one message, below 128. A value, made when the program is compiled.
class FieldNumbers {
 public:
  constexpr FieldNumbers() = default;
  constexpr FieldNumbers(std::initializer_list<int> numbers) {
    for (const int number : numbers) halves_[number / 64] |= std::uint64_t{1} << (number % 64);
  }
  constexpr bool Has(int number) const {
    return (halves_[number / 64] >> (number % 64) & std::uint64_t{1}) != 0;
  }

 private:
  std::uint64_t halves_[2] = {};
};

// What a rule reads besides facts. What it does not declare cannot change what it finds:
// testing/declared_reads.h judges every case of the tests again with other values.
struct Reads {
  // Of v1::Parameters.
  FieldNumbers parameters;
};

}  // namespace kakutei::rules
