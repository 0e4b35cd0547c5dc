#pragma once

#include "runtime/host/serve.h"

namespace kakutei::confirmation_review {

// What the service's program can be told.
struct Settings {
  runtime::host::ServeSettings serve{"kakutei-data/confirmation-review", 8403, 9403};
};

// nullopt: the settings are read. `arguments` without the program's name.
std::optional<runtime::config::Exit> ReadSettings(const std::vector<std::string>& arguments,
                                                  const runtime::config::Environment& environment,
                                                  Settings& settings);

}  // namespace kakutei::confirmation_review
