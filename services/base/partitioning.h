#pragma once

#include <cstdint>
#include <string_view>

namespace kakutei::base {

// Murmur2 as Kafka's Java client computes it for record keys.
std::uint32_t Murmur2(std::string_view key);

// The partition of a key among `partitions` (> 0): Java's default partitioner for keyed records.
int PartitionOf(std::string_view key, int partitions);

}  // namespace kakutei::base
