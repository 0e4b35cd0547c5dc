#include "kakutei/fact_files.h"

#include <cstdio>

#include "kakutei/terminal.h"

#include "facts/line_reader.h"
#include "facts/ndjson.h"

namespace kakutei::cli {
namespace {

void ReportRefusal(const std::string& path, std::uint64_t line, const base::Error& error) {
  const std::string place =
      (path == "-" ? "standard input" : path) + ":" + std::to_string(line) + ": ";
  if (error.violations.empty())
    std::fprintf(stderr, "%s%s\n", place.c_str(), error.message.c_str());
  for (const auto& violation : error.violations) {
    std::fprintf(stderr, "%s%s: \"%s\": %s\n", place.c_str(), violation.field.c_str(),
                 violation.value.c_str(), violation.rule.c_str());
  }
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

base::Result<FactFilesOutcome> ReadFactFiles(
    const std::vector<std::string>& paths, bool strict,
    const std::function<base::Status(const v1::Event&)>& take) {
  FactFilesOutcome outcome;
  Progress progress("facts read");
  for (const std::string& path : paths) {
    auto reader = facts::LineReader::Open(path);
    while (reader) {
      auto line = reader->Next();
      if (!line) {
        reader = base::Fail(std::move(line).error());
        break;
      }
      if (!*line) break;
      const facts::Line& read = **line;
      if (!read.error && IsBlank(read.text)) continue;
      auto event = read.error ? base::Result<v1::Event>(base::Fail(*read.error))
                              : facts::ParseEventLine(read.text);
      if (event) {
        if (auto going_on = CheckInterrupted(); !going_on)
          return base::Fail(std::move(going_on).error());
        if (auto taken = take(*event); !taken) return base::Fail(std::move(taken).error());
        progress.Show(++outcome.accepted);
        continue;
      }
      ++outcome.refused;
      ReportRefusal(path, read.number, event.error());
      if (strict) {
        outcome.stopped = true;
        return outcome;
      }
    }
    if (!reader) {
      std::fprintf(stderr, "kakutei: %s\n", reader.error().message.c_str());
      outcome.stopped = true;
      if (strict) return outcome;
    }
  }
  return outcome;
}

}  // namespace kakutei::cli
