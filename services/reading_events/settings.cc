#include "reading_events/settings.h"

namespace kakutei::reading_events {

std::optional<runtime::config::Exit> ReadSettings(const std::vector<std::string>& arguments,
                                                  const runtime::config::Environment& environment,
                                                  Settings& settings) {
  runtime::config::SettingsReader reader(
      "kakutei-reading-events", "Keeps what happened to each reading, from order to chart.",
      "Examples:\n"
      "  kakutei-reading-events --data /var/lib/kakutei/reading-events\n"
      "  kakutei-reading-events --listen 0.0.0.0:8402 --metrics-listen 0.0.0.0:9402\n"
      "  KAKUTEI_LOG_LEVEL=warning kakutei-reading-events --config reading-events.toml\n"
      "  kakutei-reading-events --listen 127.0.0.1:0 --metrics-listen off");
  Declare(settings.serve, reader);
  return reader.Read(arguments, environment);
}

}  // namespace kakutei::reading_events
