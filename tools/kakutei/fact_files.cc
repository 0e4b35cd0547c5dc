#include "kakutei/fact_files.h"

#include <cstdio>
#include <filesystem>

#include "kakutei/terminal.h"

#include "facts/line_reader.h"
#include "facts/ndjson.h"
#include "rules/policy_book.h"

namespace kakutei::cli {
namespace {

// What a mesh would refuse an activation for, here too.
base::Result<v1::Event> ParseLine(std::string_view text) {
  auto event = facts::ParseEventLine(text);
  if (!event || !event->has_policy_activated()) return event;
  auto violations = rules::PolicyBook::Violations(event->policy_activated());
  if (violations.empty()) return event;
  return base::Fail(base::Error{base::ErrorCode::kInvalidArgument, "BAD_POLICY_PACK",
                                "the pack cannot be applied", std::move(violations)});
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

base::Result<facts::LineReader> OpenLines(const std::string& path) {
  return facts::LineReader::Open(path, std::size_t{1} << 20,
                                 [] { return !CheckInterrupted().has_value(); });
}

// Standard input and pipes are opened once only, when their turn comes.
base::Status CheckFilesOpen(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code ignored;
    const auto kind = std::filesystem::status(path, ignored).type();
    if (path == "-" || (kind != std::filesystem::file_type::regular &&
                        kind != std::filesystem::file_type::not_found &&
                        kind != std::filesystem::file_type::directory)) {
      continue;
    }
    if (auto opened = OpenLines(path); !opened) return base::Fail(std::move(opened).error());
  }
  return {};
}

using TakeFact = std::function<base::Status(const v1::Event&, const FactPlace&)>;

// Reads one file to its end, to a damaged place or, with `strict`, to the first refused line.
base::Status ReadFile(const std::string& path, bool strict, const TakeFact& take,
                      Progress& progress, FactFilesOutcome& outcome) {
  auto reader = OpenLines(path);
  if (!reader) return base::Fail(std::move(reader).error());
  while (true) {
    auto line = reader->Next();
    if (!line) {
      if (line.error().code == base::ErrorCode::kAborted) return base::Fail(line.error());
      std::fprintf(stderr, "kakutei: %s\n", line.error().message.c_str());
      outcome.stopped = true;
      return {};
    }
    if (!*line) return {};
    if (auto going_on = CheckInterrupted(); !going_on) return going_on;
    const facts::Line& read = **line;
    if (!read.error && IsBlank(read.text)) continue;
    const FactPlace place{path, read.number};
    auto event =
        read.error ? base::Result<v1::Event>(base::Fail(*read.error)) : ParseLine(read.text);
    if (event) {
      if (auto taken = take(*event, place); !taken) return taken;
      progress.Show(++outcome.accepted);
      continue;
    }
    ++outcome.refused;
    ReportRefusal(place, event.error());
    if (strict) {
      outcome.stopped = true;
      return {};
    }
  }
}

}  // namespace

std::string FactPlace::Text() const {
  return (path == "-" ? "standard input" : path) + ":" + std::to_string(line);
}

void ReportRefusal(const FactPlace& place, const base::Error& error) {
  if (error.violations.empty())
    std::fprintf(stderr, "%s: %s\n", place.Text().c_str(), error.message.c_str());
  for (const auto& violation : error.violations) {
    std::fprintf(stderr, "%s: %s: \"%s\": %s\n", place.Text().c_str(), violation.field.c_str(),
                 violation.value.c_str(), violation.rule.c_str());
  }
}

base::Result<FactFilesOutcome> ReadFactFiles(const std::vector<std::string>& paths, bool strict,
                                             const TakeFact& take) {
  if (auto open = CheckFilesOpen(paths); !open) return base::Fail(std::move(open).error());
  FactFilesOutcome outcome;
  Progress progress("facts read");
  for (const std::string& path : paths) {
    if (auto read = ReadFile(path, strict, take, progress, outcome); !read)
      return base::Fail(std::move(read).error());
    if (strict && outcome.stopped) break;
  }
  return outcome;
}

base::Status CheckOutput(const std::string& out, const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    std::error_code ignored;
    if (out.empty() || !std::filesystem::is_regular_file(out, ignored) ||
        !std::filesystem::equivalent(out, input, ignored)) {
      continue;
    }
    return base::Fail(base::ErrorCode::kInvalidArgument, "OUTPUT_IS_INPUT",
                      "the output " + out + " would overwrite the input " + input);
  }
  return {};
}

}  // namespace kakutei::cli
