#pragma once

#include <cstddef>
#include <string_view>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"

// One fact per line of NDJSON, in protobuf's JSON mapping of kakutei.v1.Event. Pure and
// thread-safe.
namespace kakutei::facts {

inline constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

// The well-formed event that the line states. Never throws. Stricter than protobuf's own parser
// where the contract is: enums are words, each field stands once in its object (under its JSON name
// or its proto name), there is one fact, and what is well-formed is decided by Violations(). null
// stands for an absent field.
//
// Errors are all kInvalidArgument, with one violation for each thing wrong; a violation names the
// line's field, the value and the rule, and repeats no patient information:
//   LINE_TOO_LONG   more than max_bytes bytes
//   NOT_JSON        not one JSON object; the rule names the byte, counted from 1
//   MALFORMED_FACT  an object, but no well-formed fact
base::Result<v1::Event> ParseEventLine(std::string_view line,
                                       std::size_t max_bytes = kMaxLineBytes);

}  // namespace kakutei::facts
