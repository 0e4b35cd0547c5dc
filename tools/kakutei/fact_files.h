#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"

namespace kakutei::cli {

// Where a fact stands, as messages name it: FILE:LINE.
struct FactPlace {
  std::string path;
  std::uint64_t line = 0;

  std::string Text() const;
};

// How reading facts from files went.
struct FactFilesOutcome {
  std::int64_t accepted = 0;
  std::int64_t refused = 0;
  // A file could not be read to its end, or --strict stopped at a refused line.
  bool stopped = false;

  bool AllGood() const { return refused == 0 && !stopped; }
};

// Says on standard error why a fact is refused, as FILE:LINE: field: value: rule.
void ReportRefusal(const FactPlace& place, const base::Error& error);

// Reads NDJSON facts from files ("-": standard input; gzip is recognised), hands the well-formed
// ones to `take`, and reports each refused line on standard error. With `strict` it stops at the
// first. A file that cannot be opened is an error before anything is taken: without a whole file
// every verdict would be another. An error of `take` and a signal end it.
base::Result<FactFilesOutcome> ReadFactFiles(
    const std::vector<std::string>& paths, bool strict,
    const std::function<base::Status(const v1::Event&, const FactPlace&)>& take);

// kInvalidArgument OUTPUT_IS_INPUT when the result would overwrite one of the files it is made of.
base::Status CheckOutput(const std::string& out, const std::vector<std::string>& inputs);

}  // namespace kakutei::cli
