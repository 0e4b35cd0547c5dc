#pragma once

#include "runtime/host/serve.h"

namespace kakutei::reading_events {

// What the service's program can be told.
struct Settings {
  runtime::host::ServeSettings serve{"kakutei-data/reading-events", 8402, 9402};
};

// nullopt: the settings are read. `arguments` without the program's name.
std::optional<runtime::config::Exit> ReadSettings(const std::vector<std::string>& arguments,
                                                  const runtime::config::Environment& environment,
                                                  Settings& settings);

}  // namespace kakutei::reading_events
