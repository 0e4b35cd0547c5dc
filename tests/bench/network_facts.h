#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kakutei::bench {

// A fact as it goes into the log.
struct Fact {
  std::string_view topic;
  std::string key;
  std::string bytes;
};

// One month of a generated network, in order of arrival.
struct NetworkFacts {
  std::vector<Fact> facts;
  std::int64_t bytes = 0;
};

// kInvalidArgument for a number of readings that the generator does not make.
base::Result<NetworkFacts> MakeNetworkFacts(int readings, std::uint64_t seed);

}  // namespace kakutei::bench
