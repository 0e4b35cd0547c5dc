#include "base/partitioning.h"

#include "base/check.h"

namespace kakutei::base {

std::uint32_t Murmur2(std::string_view key) {
  constexpr std::uint32_t kMultiplier = 0x5bd1e995;
  constexpr std::uint32_t kSeed = 0x9747b28c;
  const auto at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(key[i]));
  };
  std::uint32_t hash = kSeed ^ static_cast<std::uint32_t>(key.size());
  std::size_t i = 0;
  for (; i + 4 <= key.size(); i += 4) {
    std::uint32_t word = at(i) | at(i + 1) << 8 | at(i + 2) << 16 | at(i + 3) << 24;
    word *= kMultiplier;
    word ^= word >> 24;
    word *= kMultiplier;
    hash = hash * kMultiplier ^ word;
  }
  const std::size_t rest = key.size() - i;
  if (rest == 3) hash ^= at(i + 2) << 16;
  if (rest >= 2) hash ^= at(i + 1) << 8;
  if (rest >= 1) {
    hash ^= at(i);
    hash *= kMultiplier;
  }
  hash ^= hash >> 13;
  hash *= kMultiplier;
  hash ^= hash >> 15;
  return hash;
}

int PartitionOf(std::string_view key, int partitions) {
  KAKUTEI_CHECK(partitions > 0);
  return static_cast<int>((Murmur2(key) & 0x7fffffffU) % static_cast<std::uint32_t>(partitions));
}

}  // namespace kakutei::base
