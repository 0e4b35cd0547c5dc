#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace kakutei::runtime::host {

enum class LogLevel { kInfo, kWarning, kError };

struct LogField {
  std::string_view name;
  std::variant<std::string, std::int64_t, bool> value;
};

// Writes one JSON object a line: ts (RFC 3339, UTC), level, event (a stable word) and the fields.
// Fields carry ids, counts and reasons, never facts. Thread-safe.
class Log {
 public:
  using TakeLine = std::function<void(std::string_view line)>;

  // To standard output, or to `take`, one call at a time, lines with their end. Lines below `least`
  // are left out.
  explicit Log(LogLevel least = LogLevel::kInfo);
  Log(LogLevel least, TakeLine take);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log();

  void Write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);
  void Info(std::string_view event, std::initializer_list<LogField> fields) {
    Write(LogLevel::kInfo, event, fields);
  }
  void Error(std::string_view event, std::initializer_list<LogField> fields) {
    Write(LogLevel::kError, event, fields);
  }

 private:
  class Sink;
  const std::unique_ptr<Sink> sink_;
};

}  // namespace kakutei::runtime::host
