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
};

// Declares all of them.
void Declare(ServeSettings& settings, config::SettingsReader& reader);

// Runs the modules in this process on the embedded log until SIGTERM or SIGINT, then drains. Exit
// code: 0 stopped as asked, 1 could not start or stop cleanly (a log line says why). A second
// signal ends the process at once.
int Serve(const ServeSettings& settings, const std::vector<MakeModule>& modules);

}  // namespace kakutei::runtime::host
