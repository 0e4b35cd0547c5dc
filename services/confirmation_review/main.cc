#include "confirmation_review/settings.h"
#include "confirmation_review/wiring.h"
#include "runtime/host/process.h"
#include "runtime/host/serve.h"

int main(int argc, char** argv) {
  using namespace kakutei;
  confirmation_review::Settings settings;
  if (const auto exit = confirmation_review::ReadSettings(
          {argv + 1, argv + argc}, runtime::host::ReadEnvironment(), settings)) {
    return runtime::host::Print(*exit);
  }
  return runtime::host::Serve(settings.serve, {confirmation_review::MakeModule});
}
