#include "bench/network_facts.h"

#include <utility>

#include "facts/routing.h"
#include "generator/network.h"

namespace kakutei::bench {

base::Result<NetworkFacts> MakeNetworkFacts(int readings, std::uint64_t seed) {
  generator::NetworkSettings settings;
  settings.readings = readings;
  settings.seed = seed;
  if (auto checked = generator::CheckSettings(settings); !checked) {
    return base::Fail(std::move(checked).error());
  }
  NetworkFacts network;
  generator::GenerateNetwork(settings, [&](const v1::Event& event) {
    facts::Route route = facts::RouteOf(event);
    network.facts.push_back({route.topic, std::move(route.key), event.SerializeAsString()});
    network.bytes += static_cast<std::int64_t>(network.facts.back().bytes.size());
  });
  return network;
}

}  // namespace kakutei::bench
