#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace kakutei::base {

// What the caller should do about an error, as in gRPC's canonical codes.
enum class ErrorCode {
  kInvalidArgument,     // change the input
  kNotFound,            // nothing is there
  kAlreadyExists,       // something else is there
  kFailedPrecondition,  // change the state first
  kAborted,             // read again, then retry
  kResourceExhausted,   // retry later, more slowly
  kUnavailable,         // retry the same call
  kDeadlineExceeded,    // it took too long; the outcome is unknown
  kUnimplemented,       // not offered here
  kDataLoss,            // stored bytes are damaged: stop
  kInternal,            // a mistake of our own
};

// "INVALID_ARGUMENT" and so on.
std::string_view ErrorCodeName(ErrorCode code);

// One thing wrong with one field of the input.
struct FieldViolation {
  std::string field;  // path in lowerCamelCase, such as events[3].readingOrdered.modality
  std::string
      value;  // as it was given, shortened; never anything that looks like patient information
  std::string rule;  // what it broke, as a sentence
};

// An error as a value: what to do (code), a stable word for programs (reason, UPPER_SNAKE), a
// sentence for people (message), and the fields at fault where there are any.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string reason;
  std::string message;
  std::vector<FieldViolation> violations = {};
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

// Short forms: return Fail(ErrorCode::kNotFound, "NO_SUCH_READING", "...");
inline tl::unexpected<Error> Fail(ErrorCode code, std::string reason, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(reason), std::move(message), {}});
}
inline tl::unexpected<Error> Fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace kakutei::base
