#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/eventlog/local/local_event_log.h"
#include "runtime/projection/rocksdb_store.h"
#include "runtime/projection/testing/temp_directory.h"

// What a crash or a bad disk may leave of a local log's files, tried out at many places of the
// write-ahead log.
namespace kakutei::runtime {
namespace {

namespace fs = std::filesystem;

constexpr int kPartitions = 3;

base::Result<std::unique_ptr<EventLog>> TryOpen(const fs::path& directory) {
  auto store = OpenRocksDbStore({.directory = directory.string()});
  if (!store) {
    return base::Fail(std::move(store.error()));
  }
  return OpenLocalEventLog(std::move(*store), {.topics = {{"t", kPartitions}}});
}

// Append number i puts one record into every partition; its size is its own.
std::string ValueOf(int append) {
  return std::to_string(append) + std::string(static_cast<std::size_t>(append * 37 % 400), 'v');
}

bool AppendNumber(EventLog& log, int append) {
  std::vector<NewRecord> records;
  for (int partition = 0; partition < kPartitions; ++partition) {
    records.push_back({{"t", partition}, "k", ValueOf(append), {{"h", "1"}}});
  }
  return log.Append(records).has_value();
}

// Checks that the log holds appends 0 .. n - 1, each whole and unchanged, and gives n.
int WholeAppends(EventLog& log) {
  const std::int64_t appends = *log.End({"t", 0});
  for (int partition = 0; partition < kPartitions; ++partition) {
    EXPECT_EQ(log.End({"t", partition}), appends) << "half an append is in the log";
    std::int64_t position = 0;
    while (position < appends) {
      const auto read = log.Read({"t", partition}, position, 1000, 1 << 24);
      if (!read) {
        ADD_FAILURE() << read.error().message;
        return -1;
      }
      for (const LogRecord& record : read->records) {
        EXPECT_EQ(record.value, ValueOf(static_cast<int>(record.position)));
      }
      position = read->next_position;
    }
  }
  return static_cast<int>(appends);
}

fs::path WalOf(const fs::path& directory) {
  std::vector<fs::path> logs;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() == ".log") {
      logs.push_back(entry.path());
    }
  }
  return *std::max_element(logs.begin(), logs.end());
}

class TornTail : public testing::Test {
 protected:
  static constexpr int kAppends = 150;  // more than two blocks of 32 KiB in the write-ahead log

  // Writes the log once, noting how long the write-ahead log was when each append was acknowledged.
  void SetUp() override {
    const fs::path written = directory_.path() / "written";
    auto log = TryOpen(written);
    ASSERT_TRUE(log.has_value()) << log.error().message;
    for (int i = 0; i < kAppends; ++i) {
      ASSERT_TRUE(AppendNumber(**log, i));
      acknowledged_.push_back(fs::file_size(WalOf(written)));
    }
    // Copied while it is open: an orderly stop could tidy up.
    fs::copy(written, crashed_, fs::copy_options::recursive);
    wal_bytes_ = fs::file_size(WalOf(crashed_));
    ASSERT_EQ(wal_bytes_, acknowledged_.back());
  }

  // Opens a copy of the crashed directory after `harm` was done to its write-ahead log.
  base::Result<std::unique_ptr<EventLog>> OpenHarmed(
      const std::function<void(const fs::path&)>& harm) const {
    const fs::path copy = directory_.path() / "copy";
    fs::remove_all(copy);
    fs::copy(crashed_, copy, fs::copy_options::recursive);
    harm(WalOf(copy));
    return TryOpen(copy);
  }

  int AcknowledgedBy(std::uintmax_t bytes) const {
    return static_cast<int>(std::upper_bound(acknowledged_.begin(), acknowledged_.end(), bytes) -
                            acknowledged_.begin());
  }

  TempDirectory directory_;
  const fs::path crashed_ = directory_.path() / "crashed";
  std::vector<std::uintmax_t> acknowledged_;
  std::uintmax_t wal_bytes_ = 0;
};

TEST_F(TornTail, LeavesEveryAppendBeforeTheCutAndNoPartOfAnother) {
  std::vector<std::uintmax_t> cuts;
  for (std::uintmax_t cut = 0; cut < wal_bytes_; cut += 1499) {
    cuts.push_back(cut);
  }
  for (std::uintmax_t block = 32768; block < wal_bytes_; block += 32768) {
    for (const int around : {-8, -7, -6, -1, 0, 1, 6, 7, 8}) {
      cuts.push_back(block + static_cast<std::uintmax_t>(around));
    }
  }
  for (std::uintmax_t back = 0; back < 40; ++back) {
    cuts.push_back(wal_bytes_ - back);
  }
  for (const std::uintmax_t cut : cuts) {
    SCOPED_TRACE("cut at " + std::to_string(cut) + " of " + std::to_string(wal_bytes_));
    auto log = OpenHarmed([&](const fs::path& wal) { fs::resize_file(wal, cut); });
    ASSERT_TRUE(log.has_value()) << log.error().message;
    const int whole = WholeAppends(**log);
    EXPECT_EQ(whole, AcknowledgedBy(cut));
    EXPECT_TRUE(AppendNumber(**log, whole));
    EXPECT_EQ(WholeAppends(**log), whole + 1);
  }
}

TEST_F(TornTail, WithZeroesAfterItLosesNothing) {
  auto log =
      OpenHarmed([&](const fs::path& wal) { fs::resize_file(wal, fs::file_size(wal) + 100'000); });
  ASSERT_TRUE(log.has_value()) << log.error().message;
  EXPECT_EQ(WholeAppends(**log), kAppends);
}

// A flipped bit is refused. Only in a length near the end can it look like a torn last write; then
// the log is shorter, but what it holds is right, and readers that were further learn of it by
// POSITION_BEYOND_END.
TEST_F(TornTail, NeverGivesWrongRecordsAfterAFlippedBit) {
  int refused = 0;
  int tried = 0;
  for (std::uintmax_t at = 3; at < wal_bytes_; at += 1009) {
    SCOPED_TRACE("bit flipped in byte " + std::to_string(at));
    ++tried;
    auto log = OpenHarmed([&](const fs::path& wal) {
      std::fstream bytes(wal, std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekg(static_cast<std::streamoff>(at));
      const char flipped = static_cast<char>(bytes.get() ^ 0x04);
      bytes.seekp(static_cast<std::streamoff>(at));
      bytes.put(flipped);
    });
    if (!log) {
      EXPECT_EQ(log.error().code, base::ErrorCode::kDataLoss) << log.error().message;
      ++refused;
    } else {
      EXPECT_LT(WholeAppends(**log), kAppends);
    }
  }
  EXPECT_GT(refused, tried * 9 / 10);
}

// Copies of the files at any moment, as a process that is killed leaves them.
TEST(KilledLog, HoldsAllThatWasAcknowledgedBefore) {
  const TempDirectory directory;
  const fs::path running = directory.path() / "running";
  auto log = TryOpen(running);
  ASSERT_TRUE(log.has_value());
  std::atomic<int> acknowledged = 0;
  // Few enough for one memtable: copies of files that RocksDB is just replacing would be of no one
  // moment.
  constexpr int kAppends = 1000;
  constexpr int kCopies = 20;
  std::jthread writer([&] {
    for (int i = 0; i < kAppends && AppendNumber(**log, i); ++i) {
      acknowledged = i + 1;
      acknowledged.notify_all();
    }
  });
  for (int copies = 0; copies < kCopies; ++copies) {
    for (int seen = acknowledged; seen < copies * kAppends / kCopies; seen = acknowledged) {
      acknowledged.wait(seen);
    }
    const int before = acknowledged;
    const fs::path copy = directory.path() / ("copy" + std::to_string(copies));
    fs::copy(running, copy, fs::copy_options::recursive);
    auto copied = TryOpen(copy);
    ASSERT_TRUE(copied.has_value()) << copied.error().message;
    EXPECT_GE(WholeAppends(**copied), before);
  }
}

}  // namespace
}  // namespace kakutei::runtime
