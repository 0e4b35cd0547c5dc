#pragma once

#include "runtime/host/serve.h"

namespace kakutei::billing_eligibility {

// What the service's program can be told.
struct Settings {
  runtime::host::ServeSettings serve{"kakutei-data/billing-eligibility", 8404, 9404};
};

// nullopt: the settings are read. `arguments` without the program's name.
std::optional<runtime::config::Exit> ReadSettings(const std::vector<std::string>& arguments,
                                                  const runtime::config::Environment& environment,
                                                  Settings& settings);

}  // namespace kakutei::billing_eligibility
