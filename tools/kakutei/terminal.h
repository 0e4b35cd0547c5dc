#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kakutei::cli {

// Exit codes of every command.
inline constexpr int kOk = 0;
inline constexpr int kFindings = 1;  // findings that the caller asked to fail on
inline constexpr int kBadInput = 2;  // usage, unreadable or malformed input
inline constexpr int kBroken = 3;    // the work itself failed

// From now on SIGINT and SIGTERM are remembered instead of ending the process at once, and writing
// to a closed pipe is an error like any other, so that temporary directories are removed.
void RememberSignals();
// kAborted INTERRUPTED once a signal came; long work asks between its steps.
base::Status CheckInterrupted();

// A counter on standard error, shown only on a terminal and a few times a second at most.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  void Show(std::int64_t count);

 private:
  const std::string what_;
  const bool shown_;
  std::int64_t next_ = 0;
};

// Where a command's result goes: standard output, or a file that appears under its name only when
// it is complete.
class Output {
 public:
  static base::Result<Output> To(const std::string& path);
  std::ostream& stream();
  // Completes the file. Errors: the disk is full, the directory not writable.
  base::Status Finish();

  Output(Output&&) noexcept;
  ~Output();

 private:
  class File;
  explicit Output(std::unique_ptr<File> file);
  std::unique_ptr<File> file_;
};

// Says on standard error what went wrong and gives the exit code that fits.
int Explain(const base::Error& error);

}  // namespace kakutei::cli
