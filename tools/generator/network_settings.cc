#include <sstream>

#include "generator/network.h"

namespace kakutei::generator {
namespace {

constexpr base::Month kFirstMonth{std::chrono::year(2024) / 6};
constexpr base::Month kLastMonth{std::chrono::year(2098) / 12};

class Bounds {
 public:
  template <typename Number>
  void Check(std::string field, Number value, Number least, Number most) {
    if (least <= value && value <= most) return;
    std::ostringstream given, rule;
    given << value;
    rule << field << " is " << least << " to " << most << ".";
    Add(std::move(field), given.str(), rule.str());
  }
  void Add(std::string field, std::string value, std::string rule) {
    violations_.push_back({std::move(field), std::move(value), std::move(rule)});
  }
  base::Status Take() {
    if (violations_.empty()) return {};
    const std::string message = violations_.front().rule;
    return base::Fail({base::ErrorCode::kInvalidArgument, "SETTING_OUT_OF_BOUNDS", message,
                       std::move(violations_)});
  }

 private:
  std::vector<base::FieldViolation> violations_;
};

}  // namespace

base::Status CheckSettings(const NetworkSettings& settings) {
  Bounds bounds;
  bounds.Check("facilities", settings.facilities, kMinFacilities, kMaxFacilities);
  bounds.Check("vendors", settings.vendors, 1, kMaxVendors);
  bounds.Check("readings", settings.readings, 0, kMaxReadings);
  bounds.Check("violation_rate", settings.violation_rate, 0.0, kMaxViolationRate);
  bounds.Check("month_violation_rate", settings.month_violation_rate, 0.0, 1.0);
  bounds.Check("late_rate", settings.late_rate, 0.0, 1.0);
  bounds.Check("duplicate_rate", settings.duplicate_rate, 0.0, 1.0);
  bounds.Check("correction_rate", settings.correction_rate, 0.0, 1.0);
  bounds.Check("cancelled_rate", settings.cancelled_rate, 0.0, 1.0);
  bounds.Check("shuffle_window", settings.shuffle_window, 1, kMaxShuffleWindow);
  if (settings.month < kFirstMonth || settings.month > kLastMonth) {
    bounds.Add("month", base::FormatMonth(settings.month),
               "month is " + base::FormatMonth(kFirstMonth) + " to " +
                   base::FormatMonth(kLastMonth) + ": before, the fee schedule has other levels.");
  }
  return bounds.Take();
}

}  // namespace kakutei::generator
