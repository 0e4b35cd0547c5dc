#include "facility_registry/settings.h"

namespace kakutei::facility_registry {

std::optional<runtime::config::Exit> ReadSettings(const std::vector<std::string>& arguments,
                                                  const runtime::config::Environment& environment,
                                                  Settings& settings) {
  runtime::config::SettingsReader reader(
      "kakutei-facility-registry",
      "Keeps who works where, what is filed and who cooperates with whom.",
      "Examples:\n"
      "  kakutei-facility-registry --data /var/lib/kakutei/facility-registry\n"
      "  kakutei-facility-registry --listen 0.0.0.0:8401 --metrics-listen 0.0.0.0:9401\n"
      "  KAKUTEI_LOG_LEVEL=warning kakutei-facility-registry --config registry.toml\n"
      "  kakutei-facility-registry --listen 127.0.0.1:0 --metrics-listen off");
  Declare(settings.serve, reader);
  return reader.Read(arguments, environment);
}

}  // namespace kakutei::facility_registry
