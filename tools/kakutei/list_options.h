#pragma once

#include <functional>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>

#include "kakutei/verdict_source.h"

namespace kakutei::cli {

// Where a command that lists what was judged asks, and how and where the list goes.
struct ListOptions {
  std::string format = "table";
  std::string encoding = "utf-8";
  std::string out;
  SourceOptions source;

  void AddTo(CLI::App& command);
  // Has `write` write the list. Returns an exit code; what is wrong is said on standard error, and
  // an output file appears only if nothing is.
  int Write(
      const std::function<base::Status(VerdictSource& source, std::ostream& out)>& write) const;
};

}  // namespace kakutei::cli
