#pragma once

#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/result.h"

namespace kakutei::cli {

// UTF-8 text in CP932, the Shift_JIS that Japanese office programs open. kInvalidArgument
// NOT_IN_CP932: it holds a character that CP932 lacks; our own texts hold none, names of files may.
base::Result<std::string> ToCp932(std::string_view utf8);

// Text that is written as UTF-8 and comes out as `encoding`, "utf-8" or "cp932", with Finish.
class EncodedOutput {
 public:
  EncodedOutput(std::string encoding, std::ostream& out)
      : encoding_(std::move(encoding)), out_(out) {}
  std::ostream& stream();
  base::Status Finish();

 private:
  const std::string encoding_;
  std::ostream& out_;
  std::ostringstream waiting_;
};

void AddEncodingOption(CLI::App& command, std::string& encoding);
// That another encoding than UTF-8 was asked for a format that has none.
base::Error OnlyForCsv();

}  // namespace kakutei::cli
