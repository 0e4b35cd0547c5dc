#include "runtime/host/process.h"

#include <signal.h>
#include <unistd.h>

#include <cstdio>

#include "base/check.h"

namespace kakutei::runtime::host {
namespace {

sigset_t Signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

void Mask(int how) {
  const sigset_t signals = Signals();
  KAKUTEI_CHECK(pthread_sigmask(how, &signals, nullptr) == 0);
}

}  // namespace

config::Environment ReadEnvironment() {
  config::Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const auto equals = text.find('=');
    if (equals != std::string::npos) {
      environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return environment;
}

int Print(const config::Exit& exit) {
  std::fputs(exit.out.c_str(), stdout);
  std::fputs(exit.err.c_str(), stderr);
  return exit.code;
}

StopSignals::StopSignals() {
  Mask(SIG_BLOCK);
  // A peer that goes away is an error of a write, not the end of the process.
  KAKUTEI_CHECK(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
}

StopSignals::~StopSignals() { Mask(SIG_UNBLOCK); }

int StopSignals::Wait() {
  const sigset_t signals = Signals();
  int caught = 0;
  KAKUTEI_CHECK(sigwait(&signals, &caught) == 0);
  Mask(SIG_UNBLOCK);
  return caught;
}

}  // namespace kakutei::runtime::host
