#include "runtime/projection/testing/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::runtime {
namespace {

using base::Error;
using base::ErrorCode;
using testing::Optional;

base::Status Put(MemoryStore& store, std::string_view key, std::string_view value) {
  const auto overlay = store.NewOverlay();
  overlay->Put(key, value);
  return store.Commit(*overlay, Durability::kProcessCrash);
}

TEST(MemoryStoreImage, RollsTheStoreBackAndStartsAnother) {
  MemoryStore store;
  ASSERT_TRUE(Put(store, "a", "1"));
  const auto image = store.Image();
  ASSERT_TRUE(Put(store, "a", "2"));
  ASSERT_TRUE(Put(store, "b", "2"));

  MemoryStore other(image);
  EXPECT_THAT(*other.Get("a"), Optional(std::string("1")));
  ASSERT_TRUE(Put(other, "a", "other"));
  store.Restore(image);
  EXPECT_THAT(*store.Get("a"), Optional(std::string("1")));
  EXPECT_EQ(*store.Get("b"), std::nullopt);
}

TEST(MemoryStoreFault, FailsOneCommitAndWritesNothing) {
  MemoryStore store;
  store.FailNextCommit({ErrorCode::kUnavailable, "BUSY", "as scripted"});
  const auto overlay = store.NewOverlay();
  overlay->Put("a", "1");
  const auto failed = store.Commit(*overlay, Durability::kPowerLoss);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().reason, "BUSY");
  EXPECT_EQ(*store.Get("a"), std::nullopt);
  EXPECT_EQ(overlay->changes(), 1);
  EXPECT_TRUE(store.Commit(*overlay, Durability::kPowerLoss));
  EXPECT_THAT(*store.Get("a"), Optional(std::string("1")));
}

TEST(MemoryStoreFault, FailsACommitThatIsOnTheDisk) {
  MemoryStore store;
  store.FailNextCommitAfterWriting({ErrorCode::kUnavailable, "FSYNC", "as scripted"});
  EXPECT_EQ(Put(store, "a", "1").error().reason, "FSYNC");
  EXPECT_THAT(*store.Get("a"), Optional(std::string("1")));
}

TEST(MemoryStoreFault, FailsOneReadThroughAnyReader) {
  MemoryStore store;
  const auto overlay = store.NewOverlay();
  const auto snapshot = store.Snapshot();
  for (const StateReader* reader :
       {static_cast<const StateReader*>(overlay.get()),
        static_cast<const StateReader*>(snapshot.get()), static_cast<const StateReader*>(&store)}) {
    store.FailNextRead({ErrorCode::kUnavailable, "BUSY", "as scripted"});
    EXPECT_EQ(reader->Get("a").error().reason, "BUSY");
    EXPECT_TRUE(reader->Get("a"));
    store.FailNextRead({ErrorCode::kUnavailable, "BUSY", "as scripted"});
    EXPECT_FALSE(reader->Scan("", "", [](auto, auto) { return true; }));
    EXPECT_TRUE(reader->Scan("", "", [](auto, auto) { return true; }));
  }
}

TEST(MemoryStoreFault, LatchesDamageUntilTheDiskIsRestored) {
  MemoryStore store;
  ASSERT_TRUE(Put(store, "a", "1"));
  const auto image = store.Image();
  const auto snapshot = store.Snapshot();
  store.FailNextRead({ErrorCode::kDataLoss, "STORE_DAMAGED", "as scripted"});
  EXPECT_EQ(store.Get("a").error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(store.Get("a").error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(snapshot->Get("a").error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(Put(store, "b", "2").error().reason, "STORE_DAMAGED");
  store.Restore(image);
  EXPECT_THAT(*store.Get("a"), Optional(std::string("1")));
}

}  // namespace
}  // namespace kakutei::runtime
