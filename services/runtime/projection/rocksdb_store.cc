#include "runtime/projection/rocksdb_store.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/write_batch_with_index.h>

#include "base/check.h"
#include "runtime/projection/store_directory.h"

namespace kakutei::runtime {
namespace {

constexpr int kCacheShardBits = 2;
constexpr double kIndexShareOfCache = 0.3;

using base::ErrorCode;

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// Remembers the first failure of the store and what RocksDB's own threads report. RocksDB holds it
// for as long as the database is open, which may be a little longer than the store, hence shared
// ownership.
class Health final : public rocksdb::EventListener {
 public:
  explicit Health(std::string directory) : directory_(std::move(directory)) {}

  // kDataLoss once anything has failed.
  base::Status Check() const {
    if (!damaged_.load(std::memory_order_acquire)) {
      return {};
    }
    const std::lock_guard lock(mutex_);
    return base::Fail(*error_);
  }

  // Latches unless the status is OK, and answers with what is latched.
  base::Status Take(const rocksdb::Status& status) {
    if (!status.ok()) {
      const std::lock_guard lock(mutex_);
      if (!error_) {
        error_ = base::Error{ErrorCode::kDataLoss, "STORE_DAMAGED",
                             "the store in " + directory_ + " has failed: " + status.ToString()};
        damaged_.store(true, std::memory_order_release);
      }
    }
    return Check();
  }

  bool damaged() const { return damaged_.load(std::memory_order_acquire); }
  // Whether a new write-ahead log was begun since the last call.
  bool TakeWalSwitch() { return wal_switched_.exchange(false); }

  void OnMemTableSealed(const rocksdb::MemTableInfo&) override { wal_switched_.store(true); }
  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* error) override {
    static_cast<void>(Take(*error));
  }

 private:
  const std::string directory_;
  std::atomic<bool> damaged_ = false;
  std::atomic<bool> wal_switched_ = false;
  mutable std::mutex mutex_;  // guards error_
  std::optional<base::Error> error_;
};

// The options of one scan, with the prefix's end as the bound that lets RocksDB skip what lies
// beyond.
class ScanOptions {
 public:
  ScanOptions(std::string_view prefix, const rocksdb::Snapshot* snapshot) : end_(prefix) {
    options_.snapshot = snapshot;
    while (!end_.empty() && end_.back() == '\xff') {
      end_.pop_back();
    }
    if (!end_.empty()) {
      end_.back() = static_cast<char>(static_cast<unsigned char>(end_.back()) + 1);
      end_slice_ = end_;
      options_.iterate_upper_bound = &end_slice_;
    }
  }
  ScanOptions(const ScanOptions&) = delete;
  ScanOptions& operator=(const ScanOptions&) = delete;

  const rocksdb::ReadOptions& options() const { return options_; }

 private:
  std::string end_;  // the least string above all that start with the prefix; empty: there is none
  rocksdb::Slice end_slice_;
  rocksdb::ReadOptions options_;
};

// An open database with its health; what store, snapshots and overlays read through.
struct Database {
  std::shared_ptr<Health> health;
  std::shared_ptr<rocksdb::Cache> cache;
  std::unique_ptr<rocksdb::DB> db;

  base::Result<std::optional<std::string>> Finish(const rocksdb::Status& status,
                                                  const rocksdb::PinnableSlice& value) const {
    if (status.IsNotFound()) {
      return std::nullopt;
    }
    if (auto taken = health->Take(status); !taken) {
      return base::Fail(std::move(taken.error()));
    }
    return std::optional(value.ToString());
  }

  base::Result<std::optional<std::string>> Get(std::string_view key,
                                               const rocksdb::Snapshot* snapshot) const {
    if (auto healthy = health->Check(); !healthy) {
      return base::Fail(std::move(healthy.error()));
    }
    rocksdb::ReadOptions options;
    options.snapshot = snapshot;
    rocksdb::PinnableSlice value;
    return Finish(db->Get(options, db->DefaultColumnFamily(), ToSlice(key), &value), value);
  }

  base::Status Scan(std::string_view prefix, std::string_view from, const ScanVisitor& visitor,
                    const rocksdb::Snapshot* snapshot) const {
    if (auto healthy = health->Check(); !healthy) {
      return healthy;
    }
    const ScanOptions options(prefix, snapshot);
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator(options.options()));
    return Walk(*it, prefix, from, visitor);
  }

  base::Status Walk(rocksdb::Iterator& it, std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const {
    for (it.Seek(ToSlice(std::max(prefix, from))); it.Valid(); it.Next()) {
      if (!ToView(it.key()).starts_with(prefix) || !visitor(ToView(it.key()), ToView(it.value()))) {
        return health->Check();
      }
    }
    return health->Take(it.status());
  }
};

class RocksDbSnapshot final : public StateReader {
 public:
  explicit RocksDbSnapshot(const Database& database)
      : database_(database), snapshot_(database.db->GetSnapshot()) {}
  RocksDbSnapshot(const RocksDbSnapshot&) = delete;
  RocksDbSnapshot& operator=(const RocksDbSnapshot&) = delete;
  ~RocksDbSnapshot() override { database_.db->ReleaseSnapshot(snapshot_); }

  base::Result<std::optional<std::string>> Get(std::string_view key) const override {
    return database_.Get(key, snapshot_);
  }
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override {
    return database_.Scan(prefix, from, visitor, snapshot_);
  }

 private:
  const Database& database_;
  const rocksdb::Snapshot* const snapshot_;
};

class RocksDbOverlay final : public Overlay {
 public:
  explicit RocksDbOverlay(const Database& database) : database_(database) {}

  base::Result<std::optional<std::string>> Get(std::string_view key) const override {
    if (auto healthy = database_.health->Check(); !healthy) {
      return base::Fail(std::move(healthy.error()));
    }
    rocksdb::PinnableSlice value;
    return database_.Finish(batch_.GetFromBatchAndDB(database_.db.get(), {}, ToSlice(key), &value),
                            value);
  }

  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override {
    if (auto healthy = database_.health->Check(); !healthy) {
      return healthy;
    }
    const ScanOptions options(prefix, nullptr);
    rocksdb::DB& db = *database_.db;
    const std::unique_ptr<rocksdb::Iterator> it(batch_.NewIteratorWithBase(
        db.DefaultColumnFamily(), db.NewIterator(options.options()), &options.options()));
    ++scans_;
    auto walked = database_.Walk(*it, prefix, from, visitor);
    --scans_;
    return walked;
  }

  void Put(std::string_view key, std::string_view value) override {
    KAKUTEI_CHECK(scans_ == 0);
    KAKUTEI_CHECK(batch_.Put(ToSlice(key), ToSlice(value)).ok());
    ++changes_;
  }
  void Delete(std::string_view key) override {
    KAKUTEI_CHECK(scans_ == 0);
    KAKUTEI_CHECK(batch_.Delete(ToSlice(key)).ok());
    ++changes_;
  }
  std::int64_t changes() const override { return changes_; }

  bool IsOf(const Database& database) const { return &database == &database_; }
  rocksdb::WriteBatch* batch() { return batch_.GetWriteBatch(); }
  void Clear() {
    batch_.Clear();
    changes_ = 0;
  }

 private:
  const Database& database_;
  // Reading is not const in RocksDB 7. The flag makes a later change of a key replace the earlier
  // one.
  mutable rocksdb::WriteBatchWithIndex batch_{rocksdb::BytewiseComparator(), 0, true};
  std::int64_t changes_ = 0;
  mutable int scans_ = 0;
};

class RocksDbStore final : public ProjectionStore {
 public:
  RocksDbStore(RocksDbSettings settings, Database database)
      : settings_(std::move(settings)), database_(std::move(database)) {}

  base::Result<std::optional<std::string>> Get(std::string_view key) const override {
    return database_.Get(key, nullptr);
  }
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override {
    return database_.Scan(prefix, from, visitor, nullptr);
  }
  std::unique_ptr<StateReader> Snapshot() const override {
    return std::make_unique<RocksDbSnapshot>(database_);
  }
  std::unique_ptr<Overlay> NewOverlay() override {
    return std::make_unique<RocksDbOverlay>(database_);
  }

  base::Status Commit(Overlay& overlay, Durability durability) override {
    auto* own = dynamic_cast<RocksDbOverlay*>(&overlay);
    KAKUTEI_CHECK(own != nullptr && own->IsOf(database_));
    if (auto healthy = database_.health->Check(); !healthy) {
      return healthy;
    }
    if (auto room = CheckRoom(settings_.directory, settings_.min_free_bytes); !room) {
      return room;
    }
    rocksdb::WriteOptions options;
    options.sync = durability == Durability::kPowerLoss;
    if (auto written = Take(database_.db->Write(options, own->batch())); !written) {
      return written;
    }
    // The kernel may write a new write-ahead log to the disk before the end of the old one. Syncing
    // both at each change of logs keeps a power loss from leaving later commits without earlier
    // ones.
    if (database_.health->TakeWalSwitch()) {
      if (auto synced = Take(database_.db->SyncWAL()); !synced) {
        return synced;
      }
    }
    own->Clear();
    commits_.fetch_add(1, std::memory_order_relaxed);
    return {};
  }

  void VisitStatistics(const std::function<void(std::string_view name, std::int64_t value)>&
                           visitor) const override {
    using Properties = rocksdb::DB::Properties;
    const std::pair<std::string_view, const std::string&> kProperties[] = {
        {"block_cache_bytes", Properties::kBlockCacheUsage},
        {"block_cache_pinned_bytes", Properties::kBlockCachePinnedUsage},
        {"memtable_bytes", Properties::kCurSizeAllMemTables},
        {"table_reader_bytes", Properties::kEstimateTableReadersMem},
        {"sst_bytes", Properties::kTotalSstFilesSize},
        {"keys_estimate", Properties::kEstimateNumKeys},
        {"pending_compaction_bytes", Properties::kEstimatePendingCompactionBytes},
        {"running_compactions", Properties::kNumRunningCompactions},
        {"running_flushes", Properties::kNumRunningFlushes},
        {"write_stopped", Properties::kIsWriteStopped},
        {"delayed_write_bytes_per_second", Properties::kActualDelayedWriteRate},
        {"background_errors", Properties::kBackgroundErrors},
    };
    for (const auto& [name, property] : kProperties) {
      std::uint64_t value = 0;
      if (database_.db->GetIntProperty(property, &value)) {
        visitor(name, static_cast<std::int64_t>(value));
      }
    }
    visitor("free_disk_bytes", FreeBytes(settings_.directory));
    visitor("commits", commits_.load(std::memory_order_relaxed));
    visitor("damaged", database_.health->damaged() ? 1 : 0);
  }

 private:
  base::Status Take(const rocksdb::Status& status) { return database_.health->Take(status); }

  const RocksDbSettings settings_;
  const Database database_;
  std::atomic<std::int64_t> commits_ = 0;
};

rocksdb::Options MakeOptions(const RocksDbSettings& settings, const Database& database) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = database.cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  // One filter for a whole file is a block of a megabyte: in a small cache it drives out everything
  // and is itself driven out, to be read again for the next key. In parts it is cached like data.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.pin_top_level_index_and_filter = true;
  table.cache_index_and_filter_blocks = true;
  table.cache_index_and_filter_blocks_with_high_priority = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;

  rocksdb::Options options;
  options.create_if_missing = true;
  // Room taken in advance, a memtable's for each write-ahead log and 4 MiB for each manifest, is
  // many times what a dozen small tasks write, and on a small volume ends the process.
  options.allow_fallocate = false;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = settings.compression == Compression::kLz4 ? rocksdb::kLZ4Compression
                                                                  : rocksdb::kNoCompression;
  options.write_buffer_size = static_cast<std::size_t>(settings.memtable_bytes);
  options.max_write_buffer_number = 3;
  options.max_total_wal_size = static_cast<std::uint64_t>(settings.max_total_wal_bytes);
  options.max_background_jobs = settings.max_background_jobs;
  options.max_open_files = settings.max_open_files;
  options.bytes_per_sync = 1 << 20;
  options.level_compaction_dynamic_level_bytes = true;
  if (settings.wal_damage == WalDamage::kRefuse) {
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    options.track_and_verify_wals_in_manifest = true;
  } else {
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  }
  // A failed write or fsync is never repeated as if the pages were still there to be written.
  options.max_bgerror_resume_count = 0;
  options.listeners = {database.health};
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.max_log_file_size = 4 << 20;
  options.keep_log_file_num = 4;
  options.max_manifest_file_size = 16 << 20;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

base::Status CheckSettings(const RocksDbSettings& settings) {
  const std::pair<std::string_view, bool> kChecks[] = {
      {"directory must not be empty", !settings.directory.empty()},
      {"block_cache_bytes must be at least 1 MiB", settings.block_cache_bytes >= 1 << 20},
      {"memtable_bytes must be at least 64 KiB", settings.memtable_bytes >= 64 << 10},
      {"max_total_wal_bytes must not be below memtable_bytes",
       settings.max_total_wal_bytes >= settings.memtable_bytes},
      {"max_background_jobs must be at least 1", settings.max_background_jobs >= 1},
      {"max_open_files must be at least 64", settings.max_open_files >= 64},
      {"min_free_bytes must not be negative", settings.min_free_bytes >= 0},
  };
  for (const auto& [rule, holds] : kChecks) {
    if (!holds) {
      return base::Fail(ErrorCode::kInvalidArgument, "INVALID_SETTING", std::string(rule));
    }
  }
  return {};
}

base::Error OpenError(const std::string& directory, const rocksdb::Status& status) {
  const std::string text = status.ToString();
  if (status.IsIOError() && text.find("/LOCK") != std::string::npos) {
    return {ErrorCode::kFailedPrecondition, "STORE_IN_USE",
            "the store in " + directory + " is open elsewhere: " + text};
  }
  if (status.IsNoSpace()) {
    return {ErrorCode::kResourceExhausted, "DISK_FULL",
            "the store in " + directory + " cannot be opened: " + text};
  }
  return {ErrorCode::kDataLoss, "STORE_DAMAGED",
          "the store in " + directory + " cannot be opened: " + text};
}

}  // namespace

base::Result<std::unique_ptr<ProjectionStore>> OpenRocksDbStore(const RocksDbSettings& settings) {
  if (auto checked = CheckSettings(settings); !checked) {
    return base::Fail(std::move(checked.error()));
  }
  if (auto prepared = PrepareStoreDirectory(settings.directory, settings.read_only); !prepared) {
    return base::Fail(std::move(prepared.error()));
  }
  Database database;
  database.health = std::make_shared<Health>(settings.directory);
  // Few shards, since a store has one writer and few readers: a shard of a 64th of the cache would
  // hold nothing big.
  database.cache =
      rocksdb::NewLRUCache(static_cast<std::size_t>(settings.block_cache_bytes), kCacheShardBits,
                           /*strict_capacity_limit=*/false, kIndexShareOfCache);
  rocksdb::DB* db = nullptr;
  const rocksdb::Options options = MakeOptions(settings, database);
  const rocksdb::Status opened =
      settings.read_only ? rocksdb::DB::OpenForReadOnly(options, settings.directory, &db)
                         : rocksdb::DB::Open(options, settings.directory, &db);
  if (!opened.ok()) {
    return base::Fail(OpenError(settings.directory, opened));
  }
  database.db.reset(db);
  return std::make_unique<RocksDbStore>(settings, std::move(database));
}

}  // namespace kakutei::runtime
