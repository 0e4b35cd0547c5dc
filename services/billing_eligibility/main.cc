#include "billing_eligibility/settings.h"
#include "billing_eligibility/wiring.h"
#include "runtime/host/process.h"
#include "runtime/host/serve.h"

int main(int argc, char** argv) {
  using namespace kakutei;
  billing_eligibility::Settings settings;
  if (const auto exit = billing_eligibility::ReadSettings(
          {argv + 1, argv + argc}, runtime::host::ReadEnvironment(), settings)) {
    return runtime::host::Print(*exit);
  }
  return runtime::host::Serve(settings.serve, {billing_eligibility::MakeModule});
}
