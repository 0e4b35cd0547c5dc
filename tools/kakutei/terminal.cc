#include "kakutei/terminal.h"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace kakutei::cli {

namespace {

constexpr std::int64_t kShowEvery = 10'000;

volatile sig_atomic_t interrupted = 0;

}  // namespace

void RememberSignals() {
  struct sigaction remember = {};
  remember.sa_handler = [](int) { interrupted = 1; };
  sigaction(SIGINT, &remember, nullptr);
  sigaction(SIGTERM, &remember, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

base::Status CheckInterrupted() {
  if (interrupted == 0) return {};
  return base::Fail(base::ErrorCode::kAborted, "INTERRUPTED", "interrupted");
}

Progress::Progress(std::string what) : what_(std::move(what)), shown_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (shown_ && next_ > 0) std::fprintf(stderr, "\n");
}

void Progress::Show(std::int64_t count) {
  if (!shown_ || count < next_) return;
  next_ = count + kShowEvery;
  std::fprintf(stderr, "\r%s: %lld", what_.c_str(), static_cast<long long>(count));
}

class Output::File {
 public:
  explicit File(std::string path) : path_(std::move(path)) {
    if (path_.empty()) return;
    std::error_code ignored;
    const auto kind = std::filesystem::status(path_, ignored).type();
    // A device or a pipe is written as it is: putting a file in its place would take it away.
    in_place_ = kind != std::filesystem::file_type::not_found &&
                kind != std::filesystem::file_type::regular;
    partial_ = in_place_ ? path_ : path_ + ".partial";
    file_.open(partial_, std::ios::binary | std::ios::trunc);
  }
  ~File() {
    std::error_code ignored;
    if (!path_.empty() && !finished_ && !in_place_) std::filesystem::remove(partial_, ignored);
  }
  bool ok() const { return path_.empty() || file_.good(); }
  std::ostream& stream() { return path_.empty() ? std::cout : file_; }
  base::Status Finish() {
    stream().flush();
    std::error_code error;
    if (stream().good() && !path_.empty()) {
      file_.close();
      if (!in_place_) std::filesystem::rename(partial_, path_, error);
    }
    if (!stream().good() || error) {
      return base::Fail(base::ErrorCode::kFailedPrecondition, "NOT_WRITTEN",
                        "cannot write " + (path_.empty() ? std::string("standard output") : path_));
    }
    finished_ = true;
    return {};
  }

 private:
  const std::string path_;
  std::string partial_;
  bool in_place_ = false;
  std::ofstream file_;
  bool finished_ = false;
};

Output::Output(std::unique_ptr<File> file) : file_(std::move(file)) {}
Output::Output(Output&&) noexcept = default;
Output::~Output() = default;

base::Result<Output> Output::To(const std::string& path) {
  auto file = std::make_unique<File>(path == "-" ? "" : path);
  if (!file->ok()) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_WRITABLE", "cannot write " + path);
  }
  return Output(std::move(file));
}

std::ostream& Output::stream() { return file_->stream(); }
base::Status Output::Finish() { return file_->Finish(); }

int Explain(const base::Error& error) {
  std::fprintf(stderr, "kakutei: %s\n", error.message.c_str());
  for (const auto& violation : error.violations) {
    std::fprintf(stderr, "  %s: \"%s\": %s\n", violation.field.c_str(), violation.value.c_str(),
                 violation.rule.c_str());
  }
  switch (error.code) {
    case base::ErrorCode::kInvalidArgument:
    case base::ErrorCode::kNotFound:
    case base::ErrorCode::kFailedPrecondition:
      return kBadInput;
    default:
      return kBroken;
  }
}

}  // namespace kakutei::cli
