#include "runtime/host/log.h"

#include <mutex>
#include <utility>

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace kakutei::runtime::host {
namespace {

void AppendText(std::string_view text, std::string& line) {
  line.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line.push_back('\\');
      line.push_back(c);
    } else if (byte < 0x20 || byte == 0x7f) {
      line += fmt::format("\\u{:04x}", byte);
    } else {
      line.push_back(c);
    }
  }
  line.push_back('"');
}

void AppendField(const LogField& field, std::string& line) {
  line.push_back(',');
  AppendText(field.name, line);
  line.push_back(':');
  if (const auto* text = std::get_if<std::string>(&field.value)) {
    AppendText(*text, line);
  } else if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
    line += std::to_string(*number);
  } else {
    line += std::get<bool>(field.value) ? "true" : "false";
  }
}

spdlog::level::level_enum SpdlogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      break;
  }
  return spdlog::level::err;
}

class TakingSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit TakingSink(Log::TakeLine take) : take_(std::move(take)) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    take_(std::string_view(line.data(), line.size()));
  }
  void flush_() override {}

  const Log::TakeLine take_;
};

}  // namespace

class Log::Sink {
 public:
  Sink(LogLevel least, spdlog::sink_ptr sink) : logger_("kakutei", std::move(sink)) {
    logger_.set_level(SpdlogLevel(least));
    logger_.set_pattern(R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                        spdlog::pattern_time_type::utc);
    logger_.flush_on(spdlog::level::info);
  }
  void Write(LogLevel level, std::string_view line) { logger_.log(SpdlogLevel(level), line); }

 private:
  spdlog::logger logger_;
};

Log::Log(LogLevel least)
    : sink_(std::make_unique<Sink>(least, std::make_shared<spdlog::sinks::stdout_sink_mt>())) {}

Log::Log(LogLevel least, TakeLine take)
    : sink_(std::make_unique<Sink>(least, std::make_shared<TakingSink>(std::move(take)))) {}

Log::~Log() = default;

void Log::Write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  std::string line = "\"event\":";
  AppendText(event, line);
  for (const LogField& field : fields) {
    AppendField(field, line);
  }
  sink_->Write(level, line);
}

}  // namespace kakutei::runtime::host
