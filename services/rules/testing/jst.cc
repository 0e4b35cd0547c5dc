#include "rules/testing/jst.h"

#include <string>

#include "base/check.h"

namespace kakutei::rules::testing {

base::Instant Jst(std::string_view text) {
  constexpr std::size_t kToTheMinute = 16;
  const std::string seconds = text.size() == kToTheMinute ? ":00" : "";
  const auto instant = base::ParseInstant(std::string(text) + seconds + "+09:00");
  KAKUTEI_CHECK(instant.has_value());
  return *instant;
}

google::protobuf::Timestamp JstTimestamp(std::string_view text) {
  constexpr std::int64_t kNanos = 1'000'000'000;
  const std::int64_t nanos = Jst(text).time_since_epoch().count();
  google::protobuf::Timestamp time;
  time.set_seconds(nanos / kNanos);
  time.set_nanos(static_cast<int>(nanos % kNanos));
  return time;
}

base::Date Day(std::string_view text) {
  const auto date = base::ParseDate(text);
  KAKUTEI_CHECK(date.has_value());
  return *date;
}

}  // namespace kakutei::rules::testing
