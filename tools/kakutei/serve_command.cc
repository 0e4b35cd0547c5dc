#include "kakutei/serve_command.h"

#include <string>
#include <vector>

#include "billing_eligibility/wiring.h"
#include "confirmation_review/wiring.h"
#include "facility_registry/wiring.h"
#include "reading_events/wiring.h"
#include "runtime/host/process.h"
#include "runtime/host/serve.h"

namespace kakutei::cli {

int RunServe(const std::vector<std::string>& arguments) {
  runtime::host::ServeSettings settings("kakutei-data/mesh", 8400, 9400);
  runtime::config::SettingsReader reader(
      "kakutei serve", "All four services in one process, on the embedded log.",
      "Examples:\n"
      "  kakutei serve --data /var/lib/kakutei\n"
      "  kakutei serve --listen 127.0.0.1:0 --metrics-listen off --log-level warning\n"
      "SIGTERM drains and stops; what was acknowledged is durable whatever happens.");
  Declare(settings, reader);
  DeclareTicker(settings, reader);
  if (const auto exit = reader.Read(arguments, runtime::host::ReadEnvironment())) {
    return runtime::host::Print(*exit);
  }
  return runtime::host::Serve(settings,
                              {facility_registry::MakeModule, reading_events::MakeModule,
                               confirmation_review::MakeModule, billing_eligibility::MakeModule});
}

}  // namespace kakutei::cli
