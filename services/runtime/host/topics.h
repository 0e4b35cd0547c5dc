#pragma once

#include <map>
#include <string>
#include <string_view>

namespace kakutei::runtime::host {

// Where a service's tasks set bad records aside, such as kakutei.reading_events.quarantine.v1.
std::string QuarantineTopic(std::string_view service);

// Every topic of the mesh with its number of partitions: `partitions` where records are keyed by
// facility, else 1.
std::map<std::string, int> MeshTopics(int partitions);

}  // namespace kakutei::runtime::host
