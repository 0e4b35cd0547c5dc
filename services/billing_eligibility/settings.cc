#include "billing_eligibility/settings.h"

namespace kakutei::billing_eligibility {

std::optional<runtime::config::Exit> ReadSettings(const std::vector<std::string>& arguments,
                                                  const runtime::config::Environment& environment,
                                                  Settings& settings) {
  runtime::config::SettingsReader reader(
      "kakutei-billing-eligibility", "Judges readings, claim units and months.",
      "Examples:\n"
      "  kakutei-billing-eligibility --data /var/lib/kakutei/billing-eligibility\n"
      "  kakutei-billing-eligibility --listen 0.0.0.0:8404 --metrics-listen 0.0.0.0:9404\n"
      "  KAKUTEI_LOG_LEVEL=warning kakutei-billing-eligibility --config billing-eligibility.toml\n"
      "  kakutei-billing-eligibility --listen 127.0.0.1:0 --metrics-listen off");
  Declare(settings.serve, reader);
  DeclareTicker(settings.serve, reader);
  return reader.Read(arguments, environment);
}

}  // namespace kakutei::billing_eligibility
