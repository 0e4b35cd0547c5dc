#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"

namespace kakutei::cli {

// How reading facts from files went.
struct FactFilesOutcome {
  std::int64_t accepted = 0;
  std::int64_t refused = 0;
  // A file could not be read to its end, or --strict stopped at a refused line.
  bool stopped = false;

  bool AllGood() const { return refused == 0 && !stopped; }
};

// Reads NDJSON facts from files ("-": standard input; gzip is recognised), hands the well-formed
// ones to `take`, and reports each refused line on standard error as FILE:LINE: field: value: rule.
// With `strict` it stops at the first. An error of `take` ends it.
base::Result<FactFilesOutcome> ReadFactFiles(
    const std::vector<std::string>& paths, bool strict,
    const std::function<base::Status(const v1::Event&)>& take);

}  // namespace kakutei::cli
