#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kakutei/v1/event.pb.h"

namespace kakutei::facts {

// What became of one line.
struct EventJson {
  v1::Event event;
  // Why the line is not one JSON object; absent (nullptr-like) when it is: then `syntax.rule` is empty.
  base::FieldViolation syntax;
  // Fields at fault, in the line's order; the event lacks them.
  std::vector<base::FieldViolation> violations;
  // The line names a fact, well-formed or not.
  bool names_fact = false;
};

// Reads protobuf's JSON mapping of an event straight into the message, in one pass, by the message's own descriptors:
// google::protobuf::util::JsonStringToMessage needs about 38 microseconds for a fact, and says too little about what it
// refuses. What is accepted here it accepts too, with the same result (a test holds the two together); refused beyond it:
// enums as numbers, true and false in quotes, a field twice, the proto3 parser's lenient syntax. Pure and thread-safe.
EventJson ReadEventJson(std::string_view line);

}  // namespace kakutei::facts
