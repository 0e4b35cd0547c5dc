#include "runtime/host/local_backend.h"

#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "base/ids.h"
#include "runtime/eventlog/local/local_event_log.h"
#include "runtime/host/topics.h"
#include "runtime/projection/rocksdb_store.h"
#include "runtime/projection/store_directory.h"

namespace kakutei::runtime::host {
namespace {

constexpr std::int64_t kTaskCacheBytes = 16 << 20;
constexpr std::int64_t kTaskMemtableBytes = 16 << 20;

base::Status MakeDirectory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return base::Fail(base::ErrorCode::kFailedPrecondition, "DATA_DIRECTORY",
                      path + " cannot be made: " + error.message());
  }
  return {};
}

// Whether nothing but a new volume's own directory and what we make ourselves stands there, or a
// log of ours does.
bool IsOurs(const std::filesystem::path& directory) {
  const std::set<std::string> known = {"log", "tasks", "lost+found"};
  std::error_code error;
  if (std::filesystem::exists(directory / "log" / "CURRENT", error)) return true;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (!known.contains(entry.path().filename().string())) return false;
  }
  return true;
}

RocksDbSettings TaskSettings(const std::string& directory) {
  RocksDbSettings settings;
  settings.directory = directory;
  settings.wal_damage = WalDamage::kRollBack;
  settings.block_cache_bytes = kTaskCacheBytes;
  settings.memtable_bytes = kTaskMemtableBytes;
  return settings;
}

}  // namespace

base::Result<std::unique_ptr<LocalBackend>> LocalBackend::Open(const std::string& directory,
                                                               int partitions, Log& log,
                                                               std::int64_t min_free_bytes) {
  if (!IsOurs(directory)) {
    return base::Fail(base::ErrorCode::kFailedPrecondition, "NOT_A_DATA_DIRECTORY",
                      directory + " holds files but no data of Kakutei's; name an empty directory");
  }
  if (auto made = MakeDirectory(directory + "/tasks"); !made) {
    return base::Fail(std::move(made).error());
  }
  RocksDbSettings store_settings;
  store_settings.directory = directory + "/log";
  if (auto room = CheckRoom(directory, min_free_bytes); !room) {
    return base::Fail(std::move(room).error());
  }
  auto store = OpenRocksDbStore(store_settings);
  if (!store) {
    return base::Fail(std::move(store).error());
  }
  LocalLogSettings log_settings;
  log_settings.topics = MeshTopics(partitions);
  auto event_log = OpenLocalEventLog(*std::move(store), log_settings);
  if (!event_log) {
    return base::Fail(std::move(event_log).error());
  }
  return std::unique_ptr<LocalBackend>(new LocalBackend(directory, *std::move(event_log), log));
}

LocalBackend::LocalBackend(std::string directory, std::unique_ptr<EventLog> event_log, Log& log)
    : directory_(std::move(directory)), event_log_(std::move(event_log)), log_(log) {}

OpenStore LocalBackend::open_store() {
  return [this](std::string_view task) { return OpenTask(task); };
}

base::Result<std::unique_ptr<ProjectionStore>> LocalBackend::OpenTask(std::string_view task) {
  KAKUTEI_CHECK(base::IsId(task));
  const std::string path = directory_ + "/tasks/" + std::string(task);
  auto store = OpenRocksDbStore(TaskSettings(path));
  if (store || store.error().code != base::ErrorCode::kDataLoss) {
    return store;
  }
  log_.Error("store_damaged", {{"task", std::string(task)}, {"error", store.error().message}});
  std::error_code error;
  std::filesystem::remove_all(path + ".damaged", error);
  std::filesystem::rename(path, path + ".damaged", error);
  if (error) {
    return base::Fail(base::ErrorCode::kFailedPrecondition, "DATA_DIRECTORY",
                      path + " cannot be put aside: " + error.message());
  }
  return OpenRocksDbStore(TaskSettings(path));
}

}  // namespace kakutei::runtime::host
