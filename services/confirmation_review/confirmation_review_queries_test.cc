#include "confirmation_review/confirmation_review_queries.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "confirmation_review/confirmation_review_fold.h"
#include "facts/kept.h"
#include "facts/routing.h"
#include "rules/testing/jst.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"
#include "rules/testing/review_builder.h"
#include "runtime/engine/task.h"
#include "runtime/engine/task_state.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::confirmation_review {
namespace {

namespace engine = runtime::engine;
using rules::testing::JstTimestamp;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;
using rules::testing::ReviewBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

class Queries : public testing::Test {
 protected:
  static engine::TaskSpec Spec() {
    engine::TaskSpec spec;
    spec.name = "confirmation_review";
    spec.inputs = {{{std::string(facts::kRegistryTopic), 0}},
                   {{std::string(facts::kConfirmationsTopic), 0}},
                   {{std::string(facts::kReadingsTopic), 0}}};
    spec.output_topic = std::string(facts::kAssessmentsTopic);
    spec.output_partition_count = 1;
    spec.output_partitions = {0};
    return spec;
  }
  void Append(const v1::Event& event) {
    const auto route = facts::RouteOf(event);
    const std::vector<runtime::NewRecord> records = {
        {{std::string(route.topic), 0}, route.key, event.SerializeAsString()}};
    ASSERT_TRUE(log_.Append(records));
  }
  void Rest() {
    for (bool progressed = true; progressed;) {
      const auto step = task_.Step();
      ASSERT_TRUE(step) << step.error().message;
      progressed = step->Progressed();
    }
  }
  void AppendReview() {
    for (const char* id : {"w1", "v1", "p1", "s1"}) Append(ReviewBuilder::Complete().Find(id));
  }
  // An own draft that awaits its confirmation since `at`.
  void AppendDraft(const std::string& facility, const std::string& reading, std::string_view at) {
    ReadingBuilder draft = ReadingBuilder::Own();
    for (const char* id : {"o1", "a1"}) {
      v1::Event event = draft.Event(id);
      event.set_event_id(facility + reading + id);
      if (event.has_reading_ordered()) {
        auto& order = *event.mutable_reading_ordered();
        order.set_claimant_facility_id(facility);
        order.set_reading_facility_id(facility);
        order.set_reading_id(reading);
      } else {
        auto& report = *event.mutable_report_authored();
        report.set_claimant_facility_id(facility);
        report.set_reading_id(reading);
        report.set_author_physician_id("D-PT");
        *event.mutable_occurred_at() = JstTimestamp(at);
      }
      Append(event);
    }
  }
  v1::GetReviewRequest Asked() {
    v1::GetReviewRequest request;
    request.set_claimant_facility_id("F-OWN");
    request.set_reading_id("R-1");
    request.set_reading_facility_id("F-OWN");
    request.set_review_id("W-1");
    return request;
  }
  std::vector<std::string> Readings(const std::string& facility) {
    std::vector<std::string> readings;
    const auto response = ListAwaiting(*store_.Snapshot(), facility, page_);
    EXPECT_TRUE(response);
    for (const auto& draft : response->drafts()) readings.push_back(draft.reading_id());
    page_.from = response->next_token();
    return readings;
  }

  const rules::Policy policy_ = rules::Policy::Shipped();
  runtime::MemoryEventLog log_{{{std::string(facts::kRegistryTopic), 1},
                                {std::string(facts::kConfirmationsTopic), 1},
                                {std::string(facts::kReadingsTopic), 1},
                                {std::string(facts::kAssessmentsTopic), 1}}};
  runtime::MemoryStore store_;
  ConfirmationReviewFold fold_{{}, policy_};
  engine::NullProbe probe_;
  engine::StillClock clock_;
  engine::Task task_{Spec(), log_, store_, fold_, probe_, clock_};
  runtime::rpc::Page page_;
};

TEST_F(Queries, AReviewOfWhichNothingIsKnownIsNotFound) {
  AppendReview();
  Rest();
  v1::GetReviewRequest other = Asked();
  other.set_review_id("W-2");
  const auto response = GetReview(*store_.Snapshot(), other);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, base::ErrorCode::kNotFound);
  EXPECT_EQ(response.error().reason, "NO_SUCH_REVIEW");
}

TEST_F(Queries, AReviewComesWithItsEvidenceAndLatestAssessment) {
  AppendReview();
  Rest();
  Append(RegistryBuilder::Complete().events().at("E-OWN"));
  Append(ReadingBuilder::Own().Event("o1"));
  Rest();
  const auto response = GetReview(*store_.Snapshot(), Asked());
  ASSERT_TRUE(response);
  std::vector<std::string> evidence;
  for (const auto& event : response->evidence()) evidence.push_back(event.event_id());
  EXPECT_THAT(evidence, testing::UnorderedElementsAre("w1", "v1", "p1", "s1"));
  EXPECT_EQ(response->revision(), 2u);
  EXPECT_EQ(response->assessed().assessment(), v1::Assessment::SUBSTANTIVE);
}

TEST_F(Queries, AReviewThatIsNotAssessedYetHasItsEvidence) {
  const auto overlay = store_.NewOverlay();
  engine::DomainState state(*overlay);
  facts::Keep(ReviewBuilder::Complete().Build(), "v/F-OWN/R-1/F-OWN/W-1", state);
  ASSERT_TRUE(store_.Commit(*overlay, runtime::Durability::kProcessCrash));
  const auto response = GetReview(*store_.Snapshot(), Asked());
  ASSERT_TRUE(response);
  EXPECT_EQ(response->evidence_size(), 4);
  EXPECT_EQ(response->revision(), 0u);
  EXPECT_FALSE(response->has_assessed());
}

TEST_F(Queries, DamageIsNoEmptyAnswer) {
  const auto overlay = store_.NewOverlay();
  engine::DomainState state(*overlay);
  state.Put("v/F-OWN/R-1/F-OWN/W-1", "\xff");
  state.Put("a/F-OWN/1/F-OWN/R-1", "\xff");
  ASSERT_TRUE(store_.Commit(*overlay, runtime::Durability::kProcessCrash));
  EXPECT_EQ(GetReview(*store_.Snapshot(), Asked()).error().code, base::ErrorCode::kDataLoss);
  EXPECT_EQ(ListAwaiting(*store_.Snapshot(), "F-OWN", page_).error().code,
            base::ErrorCode::kDataLoss);
}

TEST_F(Queries, DraftsComeOldestFirstAndOfOneFacility) {
  AppendDraft("F-OWN", "R-1", "2026-06-03T11:00");
  AppendDraft("F-OWN", "R-2", "2026-06-02T11:00");
  AppendDraft("F-OWN", "R-3", "2026-06-03T09:00");
  AppendDraft("F-OWN-2", "R-4", "2026-06-01T09:00");
  Rest();
  EXPECT_THAT(Readings("F-OWN"), ElementsAre("R-2", "R-3", "R-1"));
  EXPECT_EQ(*page_.from, "");
  page_.from.reset();
  EXPECT_THAT(Readings("F-OWN-2"), ElementsAre("R-4"));
  page_.from.reset();
  EXPECT_THAT(Readings("F-NONE"), IsEmpty());
}

TEST_F(Queries, DraftsComeInPages) {
  for (int i = 1; i <= 5; ++i)
    AppendDraft("F-OWN", "R-" + std::to_string(i), "2026-06-0" + std::to_string(i) + "T11:00");
  Rest();
  page_.size = 2;
  EXPECT_THAT(Readings("F-OWN"), ElementsAre("R-1", "R-2"));
  AppendDraft("F-OWN", "R-0", "2026-05-31T11:00");  // before the page: it does not shift
  Rest();
  EXPECT_THAT(Readings("F-OWN"), ElementsAre("R-3", "R-4"));
  EXPECT_THAT(Readings("F-OWN"), ElementsAre("R-5"));
  EXPECT_EQ(*page_.from, "");
}

TEST_F(Queries, ADraftLeavesTheListWhenItIsSignedOrCancelled) {
  AppendDraft("F-OWN", "R-1", "2026-06-03T11:00");
  AppendDraft("F-OWN", "R-2", "2026-06-03T11:00");
  Rest();
  EXPECT_THAT(Readings("F-OWN"), ElementsAre("R-1", "R-2"));
  AppendReview();
  v1::Event cancelled;
  cancelled.set_event_id("x");
  cancelled.set_source("ris");
  *cancelled.mutable_occurred_at() = JstTimestamp("2026-06-04T09:00");
  cancelled.mutable_reading_cancelled()->set_claimant_facility_id("F-OWN");
  cancelled.mutable_reading_cancelled()->set_reading_id("R-2");
  Append(cancelled);
  Rest();
  page_.from.reset();
  EXPECT_THAT(Readings("F-OWN"), IsEmpty());
}

TEST_F(Queries, ADraftMovesInTheListWithItsFacts) {
  AppendDraft("F-OWN", "R-1", "2026-06-03T11:00");
  AppendDraft("F-OWN", "R-2", "2026-06-03T12:00");
  Rest();
  v1::Event corrected = ReadingBuilder::Own().Event("a1");
  corrected.set_event_id("later");
  corrected.set_source_revision(2);
  corrected.mutable_report_authored()->set_author_physician_id("D-PT");
  *corrected.mutable_occurred_at() = JstTimestamp("2026-06-03T13:00");
  Append(corrected);
  Rest();
  EXPECT_THAT(Readings("F-OWN"), ElementsAre("R-2", "R-1"));
  v1::Event employed = RegistryBuilder::Complete().events().at("E-OWN");
  employed.mutable_employment_recorded()->set_physician_id("D-PT");
  Append(employed);
  Rest();
  page_.from.reset();
  EXPECT_THAT(Readings("F-OWN"), IsEmpty());
}

}  // namespace
}  // namespace kakutei::confirmation_review
