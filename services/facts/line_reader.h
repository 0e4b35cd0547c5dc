#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kakutei::facts {

struct Line {
  // From 1; every line counts, blank and over-long ones too.
  std::uint64_t number = 0;
  // Without line end (LF or CRLF) and without the byte order mark; valid until the next call. Empty
  // when `error` is set.
  std::string_view text;
  // LINE_TOO_LONG: the line was skipped; reading goes on.
  std::optional<base::Error> error;
};

// Streams the lines of one file or of standard input, plain or gzip (also of several members), told
// apart by the first two bytes. Blank lines are returned, an unended last line too. Holds at most
// one buffer and one line of max_line_bytes. Not thread-safe; movable.
class LineReader {
 public:
  // Asked before every read and after a signal ended one: whether to give up.
  using Interrupted = bool (*)();

  // "-" is standard input. Errors name the path: NO_SUCH_FILE (kNotFound), NOT_A_FILE
  // (kInvalidArgument: a directory), FILE_NOT_READABLE (kFailedPrecondition), NO_MEMORY
  // (kResourceExhausted).
  static base::Result<LineReader> Open(const std::string& path,
                                       std::size_t max_line_bytes = std::size_t{1} << 20,
                                       Interrupted interrupted = nullptr);

  LineReader(LineReader&&) noexcept;
  LineReader& operator=(LineReader&&) noexcept;
  ~LineReader();

  // The next line, or nothing at the end. Errors end the reading and name the path: FILE_TRUNCATED
  // and FILE_DAMAGED (kDataLoss: gzip that ends early, or bytes that do not unpack, after the last
  // member too, where only zeros may stand), READ_FAILED (kUnavailable), INTERRUPTED (kAborted).
  base::Result<std::optional<Line>> Next();

 private:
  class Source;
  explicit LineReader(std::unique_ptr<Source> source);
  std::unique_ptr<Source> source_;
};

}  // namespace kakutei::facts
