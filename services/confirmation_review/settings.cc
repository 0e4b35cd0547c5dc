#include "confirmation_review/settings.h"

namespace kakutei::confirmation_review {

std::optional<runtime::config::Exit> ReadSettings(const std::vector<std::string>& arguments,
                                                  const runtime::config::Environment& environment,
                                                  Settings& settings) {
  runtime::config::SettingsReader reader(
      "kakutei-confirmation-review",
      "Keeps the evidence of confirmations and assesses whether they were substantive.",
      "Examples:\n"
      "  kakutei-confirmation-review --data /var/lib/kakutei/confirmation-review\n"
      "  kakutei-confirmation-review --listen 0.0.0.0:8403 --metrics-listen 0.0.0.0:9403\n"
      "  KAKUTEI_LOG_LEVEL=warning kakutei-confirmation-review --config confirmation-review.toml\n"
      "  kakutei-confirmation-review --listen 127.0.0.1:0 --metrics-listen off");
  Declare(settings.serve, reader);
  return reader.Read(arguments, environment);
}

}  // namespace kakutei::confirmation_review
