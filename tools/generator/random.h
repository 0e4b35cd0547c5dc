#pragma once

#include <cstdint>

namespace kakutei::generator {

// Mixes two numbers into one that looks like neither.
inline std::uint64_t Mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = a + 0x9e3779b97f4a7c15U * (b + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

// SplitMix64: the same numbers on every platform, which the distributions of the standard library
// do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15U;
    return Mix(state_, 0);
  }
  // 0 .. count - 1; count > 0.
  int Below(int count) {
    return static_cast<int>(((Next() >> 32) * static_cast<std::uint64_t>(count)) >> 32);
  }
  // least .. most.
  int Between(int least, int most) { return least + Below(most - least + 1); }
  // With probability p.
  bool Chance(double p) { return Share() < p; }
  // 0 <= share < 1.
  double Share() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }
  template <typename Items>
  const auto& Pick(const Items& items) {
    return items[static_cast<std::size_t>(Below(static_cast<int>(items.size())))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace kakutei::generator
