#pragma once

#include <cstdint>
#include <map>

#include "runtime/eventlog/event_log.h"

namespace kakutei::runtime::engine {

// How far partitions are taken in: for each, the position of the next record, so everything below
// it.
using Positions = std::map<TopicPartition, std::int64_t>;

}  // namespace kakutei::runtime::engine
