#pragma once

#include <string>

#include <google/protobuf/util/json_util.h>

#include "kakutei/v1/event.pb.h"

#include "base/check.h"
#include "facts/testing/contract_examples.h"

namespace kakutei::facts::testing {

// The contract's example with this event id, read by protobuf itself.
inline v1::Event Example(std::string_view event_id) {
  for (const std::string_view line : kContractExamples) {
    v1::Event event;
    const auto status =
        google::protobuf::util::JsonStringToMessage({line.data(), line.size()}, &event);
    KAKUTEI_CHECK(status.ok());
    if (event.event_id() == event_id) return event;
  }
  KAKUTEI_CHECK(false && "no such example");
}

// The example with one text of its line replaced by another.
inline std::string ExampleLine(std::string_view event_id, std::string_view text,
                               std::string_view replacement) {
  for (const std::string_view line : kContractExamples) {
    if (line.find("\"eventId\":\"" + std::string(event_id) + "\"") == std::string_view::npos)
      continue;
    const std::size_t at = line.find(text);
    KAKUTEI_CHECK(at != std::string_view::npos);
    return std::string(line.substr(0, at))
        .append(replacement)
        .append(line.substr(at + text.size()));
  }
  KAKUTEI_CHECK(false && "no such example");
}

}  // namespace kakutei::facts::testing
