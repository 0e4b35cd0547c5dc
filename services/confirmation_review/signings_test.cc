#include "confirmation_review/signings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/kept.h"
#include "facts/testing/map_state.h"
#include "rules/testing/jst.h"
#include "rules/testing/review_builder.h"

namespace kakutei::confirmation_review {
namespace {

using rules::testing::Jst;
using rules::testing::ReviewBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A state in memory that counts what its scans hand out.
class CountingState final : public runtime::engine::State {
 public:
  base::Result<std::optional<std::string>> Get(std::string_view key) const override {
    return kept_.Get(key);
  }
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const runtime::ScanVisitor& visitor) const override {
    return kept_.Scan(prefix, from, [&](std::string_view key, std::string_view value) {
      ++visited_;
      return visitor(key, value);
    });
  }
  void Put(std::string_view key, std::string_view value) override { kept_.Put(key, value); }
  void Delete(std::string_view key) override { kept_.Delete(key); }

  bool empty() const { return kept_ == facts::testing::MapState(); }
  int visited() const { return visited_; }

 private:
  facts::testing::MapState kept_;
  mutable int visited_ = 0;
};

constexpr BurstShape kShape = {std::chrono::seconds(60), 3};

std::string Signing(const std::string& reading, std::string_view at,
                    const std::string& review = "W-1") {
  return facts::Key(kSigningKey, "F-1", "D-1", TimeText(Jst(at)), "F-1", reading, review, "1");
}

class SigningsTest : public ::testing::Test {
 protected:
  void Sign(const std::string& reading, std::string_view at) {
    AddSigning(Signing(reading, at), state_);
  }
  // The readings visited, in the order of visits, without the signing itself.
  std::vector<std::string> NeighboursOf(const std::string& reading, std::string_view at) {
    std::vector<std::string> readings;
    const std::string self = Signing(reading, at);
    EXPECT_TRUE(VisitNeighbours(
        state_, self, kShape,
        [&](std::string_view one) { return !cancelled_.contains(ReadingOfSigning(one)); },
        [&](std::string_view one) {
          if (one != self) readings.push_back(std::string(facts::Part(one, 5)));
        }));
    return readings;
  }

  CountingState state_;
  std::set<std::string> cancelled_;
};

TEST_F(SigningsTest, AreThoseThatAReviewStates) {
  ReviewBuilder review = ReviewBuilder::Complete();
  review.Sign("s2", 2, "2026-06-03T11:25");
  const auto signings = SigningsOf(review.Build());
  ASSERT_THAT(signings, SizeIs(2));
  EXPECT_EQ(SubjectOfSigning(*signings.begin()), "review/F-OWN/R-1/F-OWN/W-1");
  EXPECT_EQ(ReadingOfSigning(*signings.begin()), "F-OWN/R-1");
  EXPECT_EQ(TimeOfSigning(*signings.begin()), Jst("2026-06-03T11:20"));
  EXPECT_EQ(TimeOfSigning(*signings.rbegin()), Jst("2026-06-03T11:25"));
}

TEST_F(SigningsTest, LeaveNothingBehind) {
  Sign("R-1", "2026-06-03T11:20");
  EXPECT_FALSE(state_.empty());
  RemoveSigning(Signing("R-1", "2026-06-03T11:20"), state_);
  EXPECT_TRUE(state_.empty());
}

TEST_F(SigningsTest, AreVisitedInOrderOfTimeUntilToldToStop) {
  Sign("R-3", "2026-06-03T11:21");
  Sign("R-1", "1969-06-03T11:20");
  Sign("R-2", "2026-06-03T11:20");
  Sign("R-4", "2026-06-03T11:22");
  std::vector<std::string> readings;
  const auto visit = [&](std::string_view signing) {
    readings.push_back(ReadingOfSigning(signing));
    return readings.size() < 3;
  };
  EXPECT_TRUE(
      VisitSignings(state_, "F-1", "D-1", Jst("1960-01-01T00:00"), Jst("2026-06-03T11:21"), visit));
  EXPECT_THAT(readings, ElementsAre("F-1/R-1", "F-1/R-2", "F-1/R-3"));
  readings.clear();
  EXPECT_TRUE(VisitSignings(state_, "F-1", "D-1", Jst("2026-06-03T11:20:01"),
                            Jst("2026-06-03T11:21:59"), visit));
  EXPECT_THAT(readings, ElementsAre("F-1/R-3"));
  readings.clear();
  EXPECT_TRUE(
      VisitSignings(state_, "F-1", "D-2", Jst("1960-01-01T00:00"), Jst("2026-06-03T11:21"), visit));
  EXPECT_THAT(readings, IsEmpty());
}

TEST_F(SigningsTest, HaveNeighboursWithinTheWindowOnBothSides) {
  Sign("R-1", "2026-06-03T11:19");
  Sign("R-2", "2026-06-03T11:20");
  Sign("R-3", "2026-06-03T11:21");
  Sign("R-0", "2026-06-03T11:18:59");
  Sign("R-4", "2026-06-03T11:21:01");
  EXPECT_THAT(NeighboursOf("R-2", "2026-06-03T11:20"), ElementsAre("R-3", "R-1"));
  // It need not be there.
  EXPECT_THAT(NeighboursOf("R-9", "2026-06-03T11:20"), ElementsAre("R-2", "R-3", "R-2", "R-1"));
}

TEST_F(SigningsTest, HaveAsNeighboursOnlyThoseThatABurstCanReach) {
  for (int i = 10; i < 60; ++i)
    Sign("R-" + std::to_string(i), "2026-06-03T11:20:" + std::to_string(i));
  EXPECT_THAT(NeighboursOf("R-30", "2026-06-03T11:20:30"),
              ElementsAre("R-31", "R-32", "R-33", "R-29", "R-28", "R-27"));
  EXPECT_LT(state_.visited(), 12);
}

TEST_F(SigningsTest, LookPastCancelledReadingsAndRepeatedOnes) {
  for (int i = 10; i < 60; ++i)
    Sign("R-" + std::to_string(i / 10), "2026-06-03T11:20:" + std::to_string(i));
  cancelled_ = {"F-1/R-2"};
  // are enough; R-2 is passed by.
  EXPECT_THAT(NeighboursOf("R-1", "2026-06-03T11:20:19"), SizeIs(31 + 9));
}

}  // namespace
}  // namespace kakutei::confirmation_review
