#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"

namespace kakutei::facts {

// What became of one line.
struct EventJson {
  v1::Event event;
  // Why the line is not one JSON object; then nothing else counts.
  std::optional<base::FieldViolation> syntax;
  // Fields at fault, in the line's order; the event lacks them.
  std::vector<base::FieldViolation> violations;
  // The line names a fact, well-formed or not.
  bool names_fact = false;
};

// Reads protobuf's JSON mapping of an event straight into the message, in one pass, by the
// message's own descriptors: google::protobuf::util::JsonStringToMessage takes ten times as long
// and says too little about what it refuses. What is accepted here it accepts too, with the same
// result (a test holds the two together; small t and z in instants, which RFC 3339 allows, aside).
// Refused beyond it: enums as numbers, true and false in quotes, a field twice, lenient syntax such
// as trailing commas. Pure and thread-safe.
EventJson ReadEventJson(std::string_view line);

}  // namespace kakutei::facts
