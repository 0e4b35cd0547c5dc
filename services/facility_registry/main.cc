#include "facility_registry/settings.h"
#include "facility_registry/wiring.h"
#include "runtime/host/process.h"
#include "runtime/host/serve.h"

int main(int argc, char** argv) {
  using namespace kakutei;
  facility_registry::Settings settings;
  if (const auto exit = facility_registry::ReadSettings(
          {argv + 1, argv + argc}, runtime::host::ReadEnvironment(), settings)) {
    return runtime::host::Print(*exit);
  }
  return runtime::host::Serve(settings.serve, {facility_registry::MakeModule});
}
