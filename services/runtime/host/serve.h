#pragma once

#include <string>
#include <vector>

#include "runtime/config/settings_reader.h"
#include "runtime/host/host.h"
#include "runtime/host/module.h"
#include "runtime/rpc/limits.h"

namespace kakutei::runtime::host {

// What every service's program can be told.
struct ServeSettings {
  // With one number for calls and another for metrics; the data directory is relative to where the
  // program was started.
  ServeSettings(std::string default_data, int grpc_port, int metrics_port);

  std::string data;
  int partitions = 12;
  std::string log_level = "info";
  HostSettings host;
  rpc::Limits limits;
  // 0: no ticks.
  std::chrono::milliseconds tick_every{3'600'000};
};

// Declares all of them but --tick-every.
void Declare(ServeSettings& settings, config::SettingsReader& reader);
// For programs with the module that keeps the clock.
void DeclareTicker(ServeSettings& settings, config::SettingsReader& reader);

// Runs the modules in this process on the embedded log until SIGTERM or SIGINT, then drains. Exit
// code: 0 stopped as asked, 1 could not start or stop cleanly (a log line says why, and a sentence
// on standard error). A second signal ends the process at once.
int Serve(const ServeSettings& settings, const std::vector<MakeModule>& modules);

}  // namespace kakutei::runtime::host
