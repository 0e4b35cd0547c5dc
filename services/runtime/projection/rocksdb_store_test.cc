#include "runtime/projection/rocksdb_store.h"

#include <sys/fsuid.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/iostats_context.h>
#include <rocksdb/perf_level.h>

#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::runtime {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using testing::HasSubstr;
using testing::Optional;

class RocksDbStoreTest : public testing::Test {
 protected:
  RocksDbSettings Settings() const { return {.directory = directory_.path() / "store"}; }
  fs::path Path(std::string_view name) const { return directory_.path() / "store" / name; }

  std::unique_ptr<ProjectionStore> Open(RocksDbSettings settings) const {
    auto opened = OpenRocksDbStore(settings);
    EXPECT_TRUE(opened.has_value()) << opened.error().message;
    return opened ? std::move(*opened) : nullptr;
  }
  std::unique_ptr<ProjectionStore> Open() const { return Open(Settings()); }

  static base::Status Put(ProjectionStore& store, std::string_view key, std::string_view value,
                          Durability durability = Durability::kPowerLoss) {
    const auto overlay = store.NewOverlay();
    overlay->Put(key, value);
    return store.Commit(*overlay, durability);
  }

  // A key whose order is that of its number.
  static std::string Key(int number) {
    std::string digits = std::to_string(number);
    return "k" + std::string(8 - digits.size(), '0') + digits;
  }

  std::vector<fs::path> Files(std::string_view extension) const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(Path(""))) {
      if (entry.path().extension() == extension) {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  static void FlipByte(const fs::path& file, std::uintmax_t offset) {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekg(static_cast<std::streamoff>(offset));
    const char flipped = static_cast<char>(bytes.get() ^ 0x10);
    bytes.seekp(static_cast<std::streamoff>(offset));
    bytes.put(flipped);
    ASSERT_TRUE(bytes.good()) << file;
  }

  // Enough small commits through a small memtable for several SST files.
  void WriteSstFiles() const {
    RocksDbSettings settings = Settings();
    settings.memtable_bytes = 64 << 10;
    const auto store = Open(settings);
    for (int i = 0; i < 4000; ++i) {
      ASSERT_TRUE(Put(*store, Key(i), std::string(100, static_cast<char>('a' + i % 26)),
                      Durability::kProcessCrash));
    }
  }

  TempDirectory directory_;
};

TEST_F(RocksDbStoreTest, RefusesASecondOpenerAndNamesTheDirectory) {
  const auto store = Open();
  const auto second = OpenRocksDbStore(Settings());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(second.error().reason, "STORE_IN_USE");
  EXPECT_THAT(second.error().message, HasSubstr(Settings().directory));
  EXPECT_TRUE(Put(*store, "a", "1"));
}

TEST_F(RocksDbStoreTest, ReadsBesideItsWriterWithoutChangingAFile) {
  RocksDbSettings reading = Settings();
  reading.read_only = true;
  const auto nothing = OpenRocksDbStore(reading);
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(nothing.error().reason, "STORE_DIRECTORY");
  EXPECT_FALSE(fs::exists(Path("")));

  const auto writer = Open();
  ASSERT_TRUE(Put(*writer, "a", "1"));
  const auto files = [&] {
    std::map<fs::path, fs::file_time_type> all;
    for (const auto& entry : fs::directory_iterator(Path("")))
      all[entry.path()] = entry.last_write_time();
    return all;
  };
  const auto before = files();
  {
    const auto reader = Open(reading);
    ASSERT_NE(reader, nullptr);
    EXPECT_THAT(*reader->Get("a"), Optional(std::string("1")));
  }
  EXPECT_EQ(files(), before);
  EXPECT_TRUE(Put(*writer, "b", "2"));
}

TEST_F(RocksDbStoreTest, RefusesADirectoryThatCannotBeMade) {
  std::ofstream(Path("").parent_path()) << "a file";
  const auto opened = OpenRocksDbStore(Settings());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(opened.error().reason, "STORE_DIRECTORY");
}

// Nobody but root writes everywhere: the calling thread loses that right while this lives.
class WithoutRights {
 public:
  WithoutRights() : before_(setfsuid(kNobody)) {}
  WithoutRights(const WithoutRights&) = delete;
  WithoutRights& operator=(const WithoutRights&) = delete;
  ~WithoutRights() { setfsuid(static_cast<uid_t>(before_)); }

 private:
  static constexpr uid_t kNobody = 65'534;
  const int before_;
};

TEST_F(RocksDbStoreTest, TellsAVolumeThatCannotBeWrittenFromADamagedStore) {
  ASSERT_TRUE(Put(*Open(), "a", "1"));
  fs::permissions(directory_.path(), static_cast<fs::perms>(0755));
  fs::permissions(Path(""), static_cast<fs::perms>(0555));
  {
    const WithoutRights without;
    const auto opened = OpenRocksDbStore(Settings());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kFailedPrecondition);
    EXPECT_EQ(opened.error().reason, "STORE_NOT_WRITABLE");
    EXPECT_EQ(opened.error().message,
              "the store in " + Settings().directory + " cannot be written: Permission denied");
  }
  fs::permissions(Path(""), static_cast<fs::perms>(0755));
  EXPECT_THAT(*Open()->Get("a"), Optional(std::string("1")));
}

TEST_F(RocksDbStoreTest, TakesNoMoreRoomThanItHasWritten) {
  const auto store = Open();
  ASSERT_TRUE(Put(*store, "a", std::string(1'000, 'v')));
  std::int64_t blocks = 0;
  for (const auto& entry : fs::directory_iterator(Path(""))) {
    struct stat status {};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    blocks += status.st_blocks;
  }
  EXPECT_LT(blocks * 512, 256 << 10);
}

TEST_F(RocksDbStoreTest, RefusesSettingsOutOfBounds) {
  RocksDbSettings settings = Settings();
  settings.memtable_bytes = 1;
  const auto opened = OpenRocksDbStore(settings);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(opened.error().reason, "INVALID_SETTING");
  EXPECT_THAT(opened.error().message, HasSubstr("memtable_bytes"));
}

TEST_F(RocksDbStoreTest, RefusesACommitOnAnAlmostFullVolumeAndStaysUsable) {
  RocksDbSettings settings = Settings();
  settings.min_free_bytes = std::int64_t{1} << 60;
  auto store = Open(settings);
  const auto refused = Put(*store, "a", "1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(refused.error().reason, "DISK_ALMOST_FULL");
  EXPECT_EQ(*store->Get("a"), std::nullopt);
  store.reset();
  EXPECT_TRUE(Put(*Open(), "a", "1"));
}

TEST_F(RocksDbStoreTest, WaitsForTheDiskOnlyWhenACommitIsToSurviveAPowerLoss) {
  const auto store = Open();
  rocksdb::SetPerfLevel(rocksdb::kEnableTime);
  rocksdb::IOStatsContext& measured = *rocksdb::get_iostats_context();
  measured.Reset();
  ASSERT_TRUE(Put(*store, "a", "1", Durability::kProcessCrash));
  EXPECT_EQ(measured.fsync_nanos, 0u);
  ASSERT_TRUE(Put(*store, "a", "2", Durability::kPowerLoss));
  EXPECT_GT(measured.fsync_nanos, 0u);
  rocksdb::SetPerfLevel(rocksdb::kDisable);
}

// The kernel may write a new write-ahead log to the disk before the end of the one it follows.
TEST_F(RocksDbStoreTest, SyncsWhenItBeginsANewWriteAheadLog) {
  RocksDbSettings settings = Settings();
  settings.memtable_bytes = 64 << 10;
  const auto store = Open(settings);
  rocksdb::SetPerfLevel(rocksdb::kEnableTime);
  rocksdb::IOStatsContext& measured = *rocksdb::get_iostats_context();
  const fs::path first = Files(".log").back();
  for (int i = 0; Files(".log").back() == first; ++i) {
    ASSERT_LT(i, 10'000) << "no new write-ahead log was begun";
    measured.Reset();
    ASSERT_TRUE(Put(*store, Key(i), std::string(1000, 'v'), Durability::kProcessCrash));
  }
  EXPECT_GT(measured.fsync_nanos, 0u);
  rocksdb::SetPerfLevel(rocksdb::kDisable);
}

TEST_F(RocksDbStoreTest, ReadsThroughSstFilesAndReportsThem) {
  WriteSstFiles();
  ASSERT_FALSE(Files(".sst").empty());
  const auto store = Open();
  int keys = 0;
  ASSERT_TRUE(store->Scan("k", Key(1000), [&](std::string_view, std::string_view) {
    ++keys;
    return true;
  }));
  EXPECT_EQ(keys, 3000);
  std::map<std::string, std::int64_t, std::less<>> figures;
  store->VisitStatistics(
      [&](std::string_view name, std::int64_t value) { figures.emplace(name, value); });
  EXPECT_GT(figures.at("sst_bytes"), 0);
  EXPECT_GT(figures.at("block_cache_bytes"), 0);
  EXPECT_GT(figures.at("memtable_bytes"), 0);
  EXPECT_GT(figures.at("keys_estimate"), 0);
  EXPECT_GT(figures.at("free_disk_bytes"), 0);
  EXPECT_EQ(figures.at("damaged"), 0);
  EXPECT_TRUE(figures.contains("pending_compaction_bytes"));
}

TEST_F(RocksDbStoreTest, LatchesDamageInAnSstFile) {
  WriteSstFiles();
  for (const fs::path& file : Files(".sst")) {
    FlipByte(file, fs::file_size(file) / 4);
  }
  auto opened = OpenRocksDbStore(Settings());
  ASSERT_TRUE(opened) << opened.error().message;
  ProjectionStore& store = **opened;
  const auto scanned = store.Scan("", "", [](std::string_view, std::string_view) { return true; });
  ASSERT_FALSE(scanned);
  EXPECT_EQ(scanned.error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(scanned.error().reason, "STORE_DAMAGED");
  EXPECT_THAT(scanned.error().message, HasSubstr(Settings().directory));
  EXPECT_EQ(store.Get("not even there").error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(store.Snapshot()->Get("a").error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(store.NewOverlay()->Get("a").error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(Put(store, "a", "1").error().code, ErrorCode::kDataLoss);
}

TEST_F(RocksDbStoreTest, RefusesToBeginAnewWithoutItsCurrentFile) {
  WriteSstFiles();
  fs::remove(Path("CURRENT"));
  for (const fs::path& wal : Files(".log")) {
    fs::remove(wal);
  }
  const auto opened = OpenRocksDbStore(Settings());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(opened.error().reason, "STORE_DAMAGED");
}

TEST_F(RocksDbStoreTest, RefusesADamagedCurrentFileAndAMissingSstFile) {
  WriteSstFiles();
  const fs::path moved = Path("aside");
  fs::rename(Files(".sst").front(), moved);
  EXPECT_EQ(OpenRocksDbStore(Settings()).error().code, ErrorCode::kDataLoss);
  FlipByte(Path("CURRENT"), 2);
  EXPECT_EQ(OpenRocksDbStore(Settings()).error().code, ErrorCode::kDataLoss);
}

class DamagedWal : public RocksDbStoreTest {
 protected:
  // 200 commits of which all but the last are whole; gives the write-ahead log.
  fs::path Write() const {
    {
      const auto store = Open();
      for (int i = 0; i < 200; ++i) {
        EXPECT_TRUE(Put(*store, Key(i), std::string(50, 'v')));
      }
    }
    return Files(".log").back();
  }

  static int Keys(const ProjectionStore& store) {
    int keys = 0;
    EXPECT_TRUE(store.Scan("", "", [&](std::string_view key, std::string_view) {
      EXPECT_EQ(key, Key(keys));
      ++keys;
      return true;
    }));
    return keys;
  }
};

TEST_F(DamagedWal, LosesItsTornEndOnly) {
  const fs::path wal = Write();
  fs::resize_file(wal, fs::file_size(wal) - 7);
  EXPECT_EQ(Keys(*Open()), 199);
}

TEST_F(DamagedWal, IsRefusedWhereTheStoreIsTheOnlyCopy) {
  const fs::path wal = Write();
  FlipByte(wal, fs::file_size(wal) / 2);
  const auto opened = OpenRocksDbStore(Settings());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kDataLoss);
}

TEST_F(DamagedWal, RollsAProjectionBackToAnEarlierState) {
  const fs::path wal = Write();
  FlipByte(wal, fs::file_size(wal) / 2);
  RocksDbSettings settings = Settings();
  settings.wal_damage = WalDamage::kRollBack;
  const int kept = Keys(*Open(settings));
  EXPECT_GT(kept, 90);
  EXPECT_LT(kept, 110);
}

}  // namespace
}  // namespace kakutei::runtime
