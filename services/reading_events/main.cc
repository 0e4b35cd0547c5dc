#include "reading_events/settings.h"
#include "reading_events/wiring.h"
#include "runtime/host/process.h"
#include "runtime/host/serve.h"

int main(int argc, char** argv) {
  using namespace kakutei;
  reading_events::Settings settings;
  if (const auto exit = reading_events::ReadSettings({argv + 1, argv + argc},
                                                     runtime::host::ReadEnvironment(), settings)) {
    return runtime::host::Print(*exit);
  }
  return runtime::host::Serve(settings.serve, {reading_events::MakeModule});
}
