#include "runtime/projection/store_directory.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace kakutei::runtime {
namespace {

using base::ErrorCode;

base::Error NotWritable(const std::string& directory, const std::string& why) {
  return {ErrorCode::kFailedPrecondition, "STORE_NOT_WRITABLE",
          "the store in " + directory + " cannot be written: " + why};
}

// RocksDB would take a volume that cannot be written for a damaged store.
base::Status TryWriting(const std::string& directory) {
  const std::string path = directory + "/writable";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    if (errno == ENOSPC) return {};  // RocksDB says so itself
    return base::Fail(NotWritable(directory, std::strerror(errno)));
  }
  ::close(file);
  ::unlink(path.c_str());
  return {};
}

}  // namespace

std::int64_t FreeBytes(const std::string& directory) {
  std::error_code error;
  const auto space = std::filesystem::space(directory, error);
  return error ? 0 : static_cast<std::int64_t>(space.available);
}

base::Status CheckRoom(const std::string& directory, std::int64_t min_free_bytes) {
  const std::int64_t free = FreeBytes(directory);
  if (free >= min_free_bytes) {
    return {};
  }
  return base::Fail(ErrorCode::kResourceExhausted, "DISK_ALMOST_FULL",
                    "the volume of " + directory + " has " + std::to_string(free) +
                        " bytes free; the store needs " + std::to_string(min_free_bytes));
}

base::Status PrepareStoreDirectory(const std::string& directory, bool read_only) {
  std::error_code error;
  if (!read_only) std::filesystem::create_directories(directory, error);
  std::filesystem::directory_iterator files;
  if (!error) {
    files = std::filesystem::directory_iterator(directory, error);
  }
  if (error) {
    return base::Fail(ErrorCode::kFailedPrecondition, "STORE_DIRECTORY",
                      "cannot use " + directory + " as a store's directory: " + error.message());
  }
  if (!read_only) {
    if (auto writable = TryWriting(directory); !writable) return writable;
  }
  const bool has_data = std::any_of(begin(files), end(files), [](const auto& file) {
    const std::string extension = file.path().extension().string();
    return extension == ".sst" || extension == ".log";
  });
  if (has_data && !std::filesystem::exists(std::filesystem::path(directory) / "CURRENT", error)) {
    return base::Fail(ErrorCode::kDataLoss, "STORE_DAMAGED",
                      "the store in " + directory + " has data but no CURRENT file");
  }
  return {};
}

}  // namespace kakutei::runtime
