#include "runtime/engine/ledger_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/engine/task_state.h"
#include "runtime/engine/testing/toy_task.h"

namespace kakutei::runtime::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LedgerViewTest : public ::testing::Test {
 protected:
  LedgerViewTest() {
    for (std::int64_t revision = 1; revision <= 3; ++revision) {
      toy_.Amount("a0", "p", 10 * revision, revision);
      toy_.Rest();
    }
    toy_.Amount("a1", "p", 7);
    toy_.Amount("b0", "p", 8);
    toy_.Rest();
  }

  std::vector<std::string> Scan(std::string_view prefix, std::string_view from,
                                std::size_t max = 100) {
    std::vector<std::string> contents;
    EXPECT_TRUE(
        ScanLatest(*toy_.store->Snapshot(), prefix, from, [&](const v1::LedgerRecord& record) {
          contents.push_back(record.content());
          return contents.size() < max;
        }).has_value());
    return contents;
  }

  ToyTask toy_;
};

TEST_F(LedgerViewTest, GivesTheNewestRecord) {
  const auto record = LatestOf(*toy_.store, "sum/a0");
  ASSERT_TRUE(record.has_value() && record->has_value());
  EXPECT_EQ((*record)->revision(), 3U);
  EXPECT_EQ((*record)->content(), "sum/a0=30");
}

TEST_F(LedgerViewTest, GivesNothingForWhatWasNeverPublished) {
  EXPECT_EQ(LatestOf(*toy_.store, "sum/a9").value(), std::nullopt);
  EXPECT_EQ(HeadOf(*toy_.store, "sum/a9").value().has_value(), false);
  EXPECT_THAT(HistoryOf(*toy_.store, "sum/a9", 5).value(), IsEmpty());
}

TEST_F(LedgerViewTest, GivesTheNewestOfAHistoryFirst) {
  const auto history = HistoryOf(*toy_.store, "sum/a0", 2);
  ASSERT_TRUE(history.has_value());
  ASSERT_EQ(history->size(), 2U);
  EXPECT_EQ((*history)[0].revision(), 3U);
  EXPECT_EQ((*history)[1].revision(), 2U);
  EXPECT_EQ((*history)[1].content(), "sum/a0=20");
}

TEST_F(LedgerViewTest, ScansByPrefixFromASubjectOn) {
  EXPECT_THAT(Scan("sum/", ""), ElementsAre("sum/a0=30", "sum/a1=7", "sum/b0=8"));
  EXPECT_THAT(Scan("sum/a", "sum/a1"), ElementsAre("sum/a1=7"));
  EXPECT_THAT(Scan("", "", 1), ElementsAre("sum/a0=30"));
}

TEST_F(LedgerViewTest, TellsAMissingRecordAsDataLoss) {
  const auto overlay = toy_.store->NewOverlay();
  overlay->Delete(RecordKey("sum/a0", 3));
  const auto record = LatestOf(*overlay, "sum/a0");
  ASSERT_FALSE(record.has_value());
  EXPECT_EQ(record.error().code, base::ErrorCode::kDataLoss);
  EXPECT_EQ(record.error().reason, "STORED_RECORD");
}

TEST_F(LedgerViewTest, ReadsTheDomainsKeysWithoutTheEngines) {
  const auto snapshot = toy_.store->Snapshot();
  const ReadOnlyState state(*snapshot);
  EXPECT_EQ(state.Get("amount/a1/p").value(), "1|7");
  std::vector<std::string> keys;
  ASSERT_TRUE(state
                  .Scan("amount/", "amount/a1",
                        [&](std::string_view key, std::string_view) {
                          keys.emplace_back(key);
                          return true;
                        })
                  .has_value());
  EXPECT_THAT(keys, ElementsAre("amount/a1/p", "amount/b0/p"));
}

}  // namespace
}  // namespace kakutei::runtime::engine
