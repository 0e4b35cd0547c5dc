#include "reading_events/reading_events_queries.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/testing/examples.h"
#include "reading_events/reading_events_fold.h"
#include "runtime/host/testing/folded_state.h"

namespace kakutei::reading_events {
namespace {

using facts::testing::Example;
using testing::ElementsAre;

class Timeline : public testing::Test {
 protected:
  void Fold(const v1::Event& event) { ASSERT_TRUE(folded_.Fold(event)); }
  v1::GetTimelineResponse Get() {
    const auto response = GetTimeline(folded_.state(), "F-SEND", "R-1", page_);
    EXPECT_TRUE(response) << response.error().message;
    return response.value_or(v1::GetTimelineResponse());
  }
  static std::vector<std::string> Ids(const v1::GetTimelineResponse& response) {
    std::vector<std::string> ids;
    for (const auto& entry : response.entries()) ids.push_back(entry.event().event_id());
    return ids;
  }
  static v1::Event At(const char* example, const char* event_id, const char* source,
                      std::int64_t seconds) {
    v1::Event event = Example(example);
    event.set_event_id(event_id);
    event.set_source(source);
    event.mutable_occurred_at()->set_seconds(seconds);
    return event;
  }

  ReadingEventsFold fold_;
  runtime::host::FoldedState folded_{fold_};
  runtime::rpc::Page page_;
};

TEST_F(Timeline, TellsFactsInTheOrderInWhichTheyOccurred) {
  for (const char* example : {"r5", "r4", "r3", "r2", "r1"}) Fold(Example(example));
  EXPECT_THAT(Ids(Get()), ElementsAre("r1", "r2", "r3", "r5", "r4"));
}

TEST_F(Timeline, OfTheSameTimeByEventIdAndSource) {
  Fold(At("r4", "b", "a/1", 10));
  Fold(At("r3", "a", "b/1", 10));
  Fold(At("r5", "a", "a/1", 10));
  Fold(At("r1", "z", "a/1", 9));
  const auto response = Get();
  EXPECT_THAT(Ids(response), ElementsAre("z", "a", "a", "b"));
  EXPECT_EQ(response.entries(1).event().source(), "a/1");
}

TEST_F(Timeline, SaysWhichSourcesValueIsInForce) {
  Fold(At("r4", "e1", "his/a", 10));
  Fold(At("r4", "e2", "his/b", 20));
  const auto response = Get();
  ASSERT_EQ(response.entries_size(), 2);
  EXPECT_FALSE(response.entries(0).in_force());
  EXPECT_TRUE(response.entries(1).in_force());
}

TEST_F(Timeline, SaysWhatIsDoubtful) {
  Fold(Example("r4"));
  v1::Event other = Example("r4");
  other.mutable_report_attached()->set_report_version(2);
  Fold(other);
  Fold(Example("r3"));
  const auto response = Get();
  ASSERT_EQ(response.entries_size(), 3);
  EXPECT_FALSE(response.entries(0).doubtful());
  EXPECT_TRUE(response.entries(1).doubtful());
  EXPECT_TRUE(response.entries(2).doubtful());
}

TEST_F(Timeline, AnIdThatBeginsAnotherComesFirst) {
  Fold(At("r4", "a-b", "a/1", 10));
  Fold(At("r3", "a", "a/1", 10));
  EXPECT_THAT(Ids(Get()), ElementsAre("a", "a-b"));
}

TEST_F(Timeline, ComesInPages) {
  for (const char* example : {"r1", "r2", "r3", "r4", "r5"}) Fold(Example(example));
  page_.size = 2;
  std::vector<std::string> ids;
  int pages = 0;
  do {
    const auto response = Get();
    EXPECT_LE(response.entries_size(), 2);
    for (const auto& id : Ids(response)) ids.push_back(id);
    page_.from = response.next_token();
    ++pages;
  } while (!page_.from->empty());
  EXPECT_EQ(pages, 3);
  EXPECT_THAT(ids, ElementsAre("r1", "r2", "r3", "r5", "r4"));
}

TEST_F(Timeline, PagesTellBothSlotsOfADisputedIdentityOnce) {
  Fold(Example("r4"));
  v1::Event other = Example("r4");
  other.mutable_report_attached()->set_report_version(2);
  Fold(other);
  page_.size = 1;
  const auto first = Get();
  page_.from = first.next_token();
  const auto second = Get();
  EXPECT_EQ(first.entries(0).event().report_attached().report_version(), 1);
  EXPECT_EQ(second.entries(0).event().report_attached().report_version(), 2);
  EXPECT_EQ(second.next_token(), "");
}

TEST_F(Timeline, APageGoesOnBehindTheLastEntryThoughFactsCame) {
  for (const char* example : {"r1", "r2", "r4"}) Fold(Example(example));
  page_.size = 1;
  page_.from = Get().next_token();
  Fold(At("r5", "earlier", "vendor/acme", 0));
  EXPECT_THAT(Ids(Get()), ElementsAre("r2"));
}

TEST_F(Timeline, OfAnUnknownReadingIsNotFound) {
  const auto response = GetTimeline(folded_.state(), "F-SEND", "R-1", page_);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, base::ErrorCode::kNotFound);
  EXPECT_EQ(response.error().reason, "NO_SUCH_READING");
}

}  // namespace
}  // namespace kakutei::reading_events
