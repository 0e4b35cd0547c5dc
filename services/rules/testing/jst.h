#pragma once

#include <string_view>

#include "google/protobuf/timestamp.pb.h"

#include "base/civil_time.h"

// Times as tests write them: JST, YYYY-MM-DDTHH:MM with or without :SS.
namespace kakutei::rules::testing {

base::Instant Jst(std::string_view text);
google::protobuf::Timestamp JstTimestamp(std::string_view text);
// YYYY-MM-DD.
base::Date Day(std::string_view text);

}  // namespace kakutei::rules::testing
