#include "runtime/metrics/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

namespace kakutei::runtime::metrics {
namespace {

// Fields of /proc/self/stat behind the command's closing parenthesis, counted from 0 there: field 3
// of proc(5) is 0 here.
constexpr std::size_t kUserTicks = 11;
constexpr std::size_t kSystemTicks = 12;
constexpr std::size_t kThreadCount = 17;
constexpr std::size_t kStartTicks = 19;
constexpr std::size_t kVirtualBytes = 20;
constexpr std::size_t kResidentPages = 21;

std::vector<double> StatFields() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  const auto command_end = line.rfind(')');
  if (command_end == std::string::npos || command_end + 4 > line.size()) {
    return {};
  }
  // The state is a letter; a 0 keeps its place.
  std::istringstream rest("0" + line.substr(command_end + 3));
  return {std::istream_iterator<double>(rest), std::istream_iterator<double>()};
}

double BootTime() {
  std::ifstream file("/proc/stat");
  for (std::string word; file >> word;) {
    double value = 0;
    if (word == "btime" && file >> value) {
      return value;
    }
  }
  return 0;
}

double OpenFiles() {
  std::error_code error;
  const std::filesystem::directory_iterator files("/proc/self/fd", error);
  if (error) {
    return 0;
  }
  return static_cast<double>(std::distance(begin(files), end(files)));
}

}  // namespace

ProcessMetrics::ProcessMetrics(Registry& registry)
    : cpu_seconds_(registry.AddCounter(
          {"process_cpu_seconds_total", "User and system CPU time spent, in seconds."}, {})),
      resident_bytes_(
          registry.AddGauge({"process_resident_memory_bytes", "Resident memory size."}, {})),
      virtual_bytes_(
          registry.AddGauge({"process_virtual_memory_bytes", "Virtual memory size."}, {})),
      open_fds_(registry.AddGauge({"process_open_fds", "Open file descriptors."}, {})),
      max_fds_(registry.AddGauge({"process_max_fds", "Most file descriptors allowed."}, {})),
      start_time_(registry.AddGauge(
          {"process_start_time_seconds", "Start of the process, in seconds since 1970."}, {})),
      threads_(registry.AddGauge({"process_threads", "Threads of the process."}, {})) {}

void ProcessMetrics::Collect() {
  const std::vector<double> fields = StatFields();
  if (fields.size() <= kResidentPages) {
    return;
  }
  const auto ticks_per_second = static_cast<double>(sysconf(_SC_CLK_TCK));
  cpu_seconds_.RaiseTo((fields[kUserTicks] + fields[kSystemTicks]) / ticks_per_second);
  resident_bytes_.Set(fields[kResidentPages] * static_cast<double>(sysconf(_SC_PAGESIZE)));
  virtual_bytes_.Set(fields[kVirtualBytes]);
  threads_.Set(fields[kThreadCount]);
  start_time_.Set(BootTime() + fields[kStartTicks] / ticks_per_second);
  open_fds_.Set(OpenFiles());
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    max_fds_.Set(static_cast<double>(limit.rlim_cur));
  }
}

}  // namespace kakutei::runtime::metrics
