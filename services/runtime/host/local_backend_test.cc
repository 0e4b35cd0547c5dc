#include "runtime/host/local_backend.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::runtime::host {
namespace {

using testing::HasSubstr;

class Backend : public testing::Test {
 protected:
  base::Result<std::unique_ptr<LocalBackend>> Open(int partitions = 3) {
    return LocalBackend::Open(directory_.path().string() + "/data", partitions, log_);
  }
  // One value that a task's store keeps.
  void Keep(LocalBackend& backend, std::string_view value) {
    auto store = backend.open_store()("task-1");
    ASSERT_TRUE(store) << store.error().message;
    const auto overlay = (*store)->NewOverlay();
    overlay->Put("key", value);
    ASSERT_TRUE((*store)->Commit(*overlay, Durability::kPowerLoss));
  }

  const TempDirectory directory_;
  std::string lines_;
  Log log_{LogLevel::kInfo, [this](std::string_view line) { lines_ += line; }};
};

TEST_F(Backend, HasTheTopicsOfTheMesh) {
  const auto backend = Open();
  ASSERT_TRUE(backend) << backend.error().message;
  EventLog& log = (*backend)->event_log();
  EXPECT_EQ(log.Partitions("kakutei.registry.v1"), 1);
  EXPECT_EQ(log.Partitions("kakutei.verdicts.v1"), 3);
  EXPECT_EQ(log.Partitions("kakutei.reading_events.quarantine.v1"), 3);
}

TEST_F(Backend, KeepsLogAndStores) {
  {
    const auto backend = Open();
    ASSERT_TRUE(backend);
    Keep(**backend, "value");
    const NewRecord record{{"kakutei.claims.v1", 2}, "F-1", "fact", {}};
    ASSERT_TRUE((*backend)->event_log().Append(std::span(&record, 1)));
  }
  const auto backend = Open();
  ASSERT_TRUE(backend);
  EXPECT_EQ((*backend)->event_log().End({"kakutei.claims.v1", 2}), 1);
  const auto store = (*backend)->open_store()("task-1");
  ASSERT_TRUE(store);
  EXPECT_EQ(**(*store)->Get("key"), "value");
}

TEST_F(Backend, BeginsADamagedStoreAnew) {
  const auto backend = Open();
  ASSERT_TRUE(backend);
  const auto task = directory_.path() / "data" / "tasks" / "task-1";
  for (const char* value : {"first", "second"}) {
    Keep(**backend, value);
    std::filesystem::remove(task / "CURRENT");
  }
  const auto store = (*backend)->open_store()("task-1");
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_EQ(*(*store)->Get("key"), std::nullopt);
  EXPECT_TRUE(std::filesystem::exists(task.string() + ".damaged"));
  EXPECT_THAT(lines_, HasSubstr(R"("event":"store_damaged","task":"task-1")"));
}

TEST_F(Backend, RefusesAnotherNumberOfPartitions) {
  ASSERT_TRUE(Open(3));
  const auto backend = Open(4);
  ASSERT_FALSE(backend);
  EXPECT_EQ(backend.error().reason, "PARTITIONS_DIFFER");
}

TEST_F(Backend, RefusesADirectoryThatHoldsSomethingElse) {
  const auto data = directory_.path() / "data";
  std::filesystem::create_directories(data / "lost+found");
  std::filesystem::create_directories(data / "tasks");
  ASSERT_TRUE(Open()) << "a new volume, and what a first start made before it failed";
  std::ofstream(data / "notes.txt") << "next to a log of ours";
  EXPECT_TRUE(Open());
  std::filesystem::remove_all(data / "log");
  const auto backend = Open();
  ASSERT_FALSE(backend);
  EXPECT_EQ(backend.error().code, base::ErrorCode::kFailedPrecondition);
  EXPECT_EQ(backend.error().reason, "NOT_A_DATA_DIRECTORY");
  EXPECT_FALSE(std::filesystem::exists(data / "log"));
}

TEST_F(Backend, DoesNotStartOnAnAlmostFullVolume) {
  const auto backend = LocalBackend::Open(directory_.path().string() + "/data", 3, log_,
                                          /*min_free_bytes=*/std::int64_t{1} << 60);
  ASSERT_FALSE(backend);
  EXPECT_EQ(backend.error().code, base::ErrorCode::kResourceExhausted);
  EXPECT_EQ(backend.error().reason, "DISK_ALMOST_FULL");
}

TEST_F(Backend, NeedsADirectory) {
  std::ofstream(directory_.path() / "data") << "a file";
  const auto backend = Open();
  ASSERT_FALSE(backend);
  EXPECT_EQ(backend.error().reason, "DATA_DIRECTORY");
}

}  // namespace
}  // namespace kakutei::runtime::host
