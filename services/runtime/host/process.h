#pragma once

#include "runtime/config/settings_reader.h"

// What a program has of its process: environment, signals, standard streams.
namespace kakutei::runtime::host {

config::Environment ReadEnvironment();

// Prints what an Exit says and gives its code.
int Print(const config::Exit& exit);

// SIGTERM and SIGINT as something to wait for. Make it before any thread is started, since threads
// inherit what is blocked; one per process.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

  // Returns the first signal. From then on the next one ends the process at once.
  int Wait();
};

}  // namespace kakutei::runtime::host
