#include "confirmation_review/confirmation_review_fold.h"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/partitioning.h"
#include "confirmation_review/testing/review_tasks.h"
#include "facts/kept.h"
#include "rules/testing/jst.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"
#include "rules/testing/review_builder.h"
#include "runtime/engine/task_state.h"

namespace kakutei::confirmation_review {
namespace {

namespace engine = runtime::engine;
using rules::testing::EmploymentStatus;
using rules::testing::JstTimestamp;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;
using rules::testing::ReviewBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::Tasks;
using v1::Assessment;

v1::Event Order(const std::string& claimant, const std::string& reading,
                const std::string& facility = "F-OWN") {
  v1::Event event = ReadingBuilder::Own().Event("o1");
  event.set_event_id(claimant + "-" + reading + "-order");
  event.mutable_reading_ordered()->set_claimant_facility_id(claimant);
  event.mutable_reading_ordered()->set_reading_id(reading);
  event.mutable_reading_ordered()->set_reading_facility_id(facility);
  return event;
}

v1::Event Cancelled(const std::string& claimant, const std::string& reading) {
  v1::Event event = Order(claimant, reading);
  event.set_event_id(claimant + "-" + reading + "-cancelled");
  event.mutable_reading_cancelled()->set_claimant_facility_id(claimant);
  event.mutable_reading_cancelled()->set_reading_id(reading);
  return event;
}

v1::Event Employed(const std::string& id = "E-OWN") {
  return RegistryBuilder::Complete().events().at(id);
}

// The facts of a substantive review of version 1, all under the reading's and review's ids.
std::vector<v1::Event> Review(const std::string& claimant, const std::string& reading,
                              const std::string& review, std::string_view signed_at,
                              const std::string& facility = "F-OWN") {
  ReviewBuilder builder = ReviewBuilder::Complete();
  std::vector<v1::Event> events;
  for (const char* id : {"w1", "v1", "p1", "s1"}) {
    v1::Event event = builder.Find(id);
    event.set_event_id(claimant + "-" + reading + "-" + review + "-" + id);
    const auto name = [&](auto& fact) {
      fact.set_claimant_facility_id(claimant);
      fact.set_reading_id(reading);
      fact.set_review_id(review);
      fact.set_reading_facility_id(facility);
    };
    if (event.has_review_opened()) name(*event.mutable_review_opened());
    if (event.has_images_viewed()) name(*event.mutable_images_viewed());
    if (event.has_report_compared()) name(*event.mutable_report_compared());
    if (event.has_confirmation_signed()) {
      name(*event.mutable_confirmation_signed());
      *event.mutable_occurred_at() = JstTimestamp(signed_at);
    }
    events.push_back(std::move(event));
  }
  return events;
}

std::string Subject(const std::string& claimant, const std::string& reading,
                    const std::string& review, const std::string& facility = "F-OWN") {
  return facts::Key("review", claimant, reading, facility, review);
}

v1::ConfirmationAssessed Parse(const v1::LedgerRecord& record) {
  v1::ConfirmationAssessed assessed;
  EXPECT_TRUE(assessed.ParseFromString(record.content()));
  return assessed;
}

class ReviewFold : public ::testing::Test {
 protected:
  explicit ReviewFold(int partitions = 1) : tasks_(partitions) {}

  void Append(const std::vector<v1::Event>& events) {
    for (const auto& event : events) tasks_.Append(event);
  }
  v1::ConfirmationAssessed Latest(const std::string& subject) {
    const auto history = tasks_.History(subject);
    EXPECT_FALSE(history.empty()) << subject;
    return history.empty() ? v1::ConfirmationAssessed() : Parse(history.back());
  }
  // Readings R-0 to R-(count-1), each signed a second after the one before, from 11:20 on.
  void AppendSignings(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string reading = "R-" + std::to_string(i);
      tasks_.Append(Order("F-OWN", reading));
      Append(Review("F-OWN", reading, "W-1",
                    i < 10 ? "2026-06-03T11:20:0" + std::to_string(i) : "2026-06-03T11:20:30"));
    }
  }
  int InBurst(int count) {
    int found = 0;
    for (int i = 0; i < count; ++i) {
      const auto assessed = Latest(Subject("F-OWN", "R-" + std::to_string(i), "W-1"));
      for (const auto& finding : assessed.signatures(0).findings())
        found += finding.rule_id() == "ATS2-N1.3" ? 1 : 0;
    }
    return found;
  }

  Tasks tasks_;
  const int burst_ = rules::Policy::Shipped().On(std::nullopt).parameters().burst_count();
};

TEST_F(ReviewFold, PublishesAnAssessmentPerReview) {
  tasks_.Append(Employed());
  tasks_.Append(Order("F-OWN", "R-1"));
  Append(Review("F-OWN", "R-1", "W-1", "2026-06-03T11:20"));
  Append(Review("F-OWN", "R-1", "W-2", "2026-06-04T11:20"));
  tasks_.Rest();
  EXPECT_THAT(tasks_.Contents(), SizeIs(2));
  const auto assessed = Latest(Subject("F-OWN", "R-1", "W-1"));
  EXPECT_EQ(assessed.claimant_facility_id(), "F-OWN");
  EXPECT_EQ(assessed.reading_id(), "R-1");
  EXPECT_EQ(assessed.reading_facility_id(), "F-OWN");
  EXPECT_EQ(assessed.review_id(), "W-1");
  EXPECT_EQ(assessed.assessment(), Assessment::SUBSTANTIVE);
  ASSERT_EQ(assessed.signatures_size(), 1);
  EXPECT_EQ(assessed.signatures(0).fact(), "ris#F-OWN-R-1-W-1-s1");
}

TEST_F(ReviewFold, TheOrdersModalityCompletesTheEvidence) {
  tasks_.Append(Employed());
  Append(Review("F-OWN", "R-1", "W-1", "2026-06-03T11:20"));
  tasks_.Rest();
  EXPECT_EQ(Latest(Subject("F-OWN", "R-1", "W-1")).assessment(), Assessment::EVIDENCE_PENDING);
  tasks_.Append(Order("F-OWN", "R-1"));
  tasks_.Rest();
  EXPECT_EQ(Latest(Subject("F-OWN", "R-1", "W-1")).assessment(), Assessment::SUBSTANTIVE);
}

TEST_F(ReviewFold, ALateEmploymentReassessesWhatTheConfirmerSigned) {
  tasks_.Append(Order("F-OWN", "R-1"));
  Append(Review("F-OWN", "R-1", "W-1", "2026-06-03T11:20"));
  tasks_.Rest();
  EXPECT_EQ(Latest(Subject("F-OWN", "R-1", "W-1")).assessment(), Assessment::NOT_QUALIFIED);
  tasks_.Append(Employed("E-FT"));  // somebody else's
  tasks_.Append(Employed());
  tasks_.Rest();
  const auto history = tasks_.History(Subject("F-OWN", "R-1", "W-1"));
  ASSERT_THAT(history, SizeIs(2));
  EXPECT_EQ(Parse(history[1]).assessment(), Assessment::SUBSTANTIVE);
  EXPECT_EQ(history[1].prev_digest(), history[0].digest());
  EXPECT_THAT(history[1].causes(), ElementsAre("registry#E-OWN"));
}

TEST_F(ReviewFold, TheLastSigningOfABurstReassessesTheOthers) {
  tasks_.Append(Employed());
  AppendSignings(burst_ - 1);
  tasks_.Rest();
  ASSERT_EQ(InBurst(burst_ - 1), 0);
  AppendSignings(burst_);
  tasks_.Rest();
  EXPECT_EQ(InBurst(burst_), burst_);
  EXPECT_EQ(Latest(Subject("F-OWN", "R-0", "W-1")).assessment(), Assessment::INSUFFICIENT_EVIDENCE);
}

TEST_F(ReviewFold, AVeryLargeBurstIsFoundInAllOfItsSignatures) {
  constexpr int kReadings = 500;
  tasks_.Append(Employed());
  for (int i = 0; i < kReadings; ++i) {
    const std::string reading = "R-" + std::to_string(i);
    tasks_.Append(Order("F-OWN", reading));
    v1::Event signature = Review("F-OWN", reading, "W-1", "2026-06-03T11:20").back();
    signature.mutable_occurred_at()->set_nanos(i * 1000);
    tasks_.Append(signature);
    if (i % 100 == 50) tasks_.Rest();
  }
  tasks_.Rest();
  EXPECT_EQ(InBurst(kReadings), kReadings);
}

TEST_F(ReviewFold, ACancelledReadingLeavesItsBurst) {
  tasks_.Append(Employed());
  AppendSignings(burst_);
  tasks_.Rest();
  ASSERT_EQ(InBurst(burst_), burst_);
  tasks_.Append(Cancelled("F-OWN", "R-0"));
  tasks_.Rest();
  EXPECT_EQ(InBurst(burst_), 0);
  EXPECT_THAT(tasks_.History(Subject("F-OWN", "R-1", "W-1")).back().causes(),
              ElementsAre("ris#F-OWN-R-0-cancelled"));
}

TEST_F(ReviewFold, ACancellationThatCameFirstCountsAsWell) {
  tasks_.Append(Employed());
  tasks_.Append(Cancelled("F-OWN", "R-3"));
  tasks_.Rest();
  AppendSignings(burst_);
  tasks_.Rest();
  EXPECT_EQ(InBurst(burst_), 0);
}

TEST_F(ReviewFold, ACorrectedSignatureMovesOutOfItsBurst) {
  tasks_.Append(Employed());
  AppendSignings(burst_);
  tasks_.Rest();
  v1::Event correction = Review("F-OWN", "R-0", "W-1", "2026-06-03T15:00").back();
  correction.set_event_id("corrected");
  correction.set_source_revision(2);
  tasks_.Append(correction);
  tasks_.Rest();
  EXPECT_EQ(InBurst(burst_), 0);
  EXPECT_THAT(Latest(Subject("F-OWN", "R-0", "W-1")).other_facts(), SizeIs(1));
  correction.set_event_id("back");
  correction.set_source_revision(3);
  *correction.mutable_occurred_at() = JstTimestamp("2026-06-03T11:20");
  tasks_.Append(correction);
  tasks_.Rest();
  EXPECT_EQ(InBurst(burst_), burst_);
}

TEST_F(ReviewFold, ACorrectedConfirmerIsFoundByHisEmployment) {
  tasks_.Append(Order("F-OWN", "R-1"));
  Append(Review("F-OWN", "R-1", "W-1", "2026-06-03T11:20"));
  v1::Event correction = Review("F-OWN", "R-1", "W-1", "2026-06-03T11:20").back();
  correction.set_event_id("corrected");
  correction.set_source_revision(2);
  correction.mutable_confirmation_signed()->set_confirmer_physician_id("D-2");
  tasks_.Append(correction);
  tasks_.Rest();
  const auto revisions = tasks_.History(Subject("F-OWN", "R-1", "W-1")).size();
  tasks_.Append(Employed());
  tasks_.Rest();
  EXPECT_THAT(tasks_.History(Subject("F-OWN", "R-1", "W-1")), SizeIs(revisions));
  v1::Event employed = Employed();
  employed.set_event_id("E-2");
  employed.mutable_employment_recorded()->set_employment_id("E-2");
  employed.mutable_employment_recorded()->set_physician_id("D-2");
  tasks_.Append(employed);
  tasks_.Rest();
  EXPECT_EQ(Latest(Subject("F-OWN", "R-1", "W-1")).assessment(), Assessment::SUBSTANTIVE);
}

TEST_F(ReviewFold, OneIdentityForTwoReviewsMakesBothDoubtful) {
  tasks_.Append(Employed());
  for (const char* reading : {"R-1", "R-2"}) {
    tasks_.Append(Order("F-OWN", reading));
    auto events = Review("F-OWN", reading, "W-1", "2026-06-03T11:20");
    events.back().set_event_id("reused");
    Append(events);
    tasks_.Rest();
  }
  for (const char* reading : {"R-1", "R-2"}) {
    const auto assessed = Latest(Subject("F-OWN", reading, "W-1"));
    EXPECT_TRUE(assessed.signatures(0).doubtful()) << reading;
    EXPECT_THAT(assessed.doubtful_facts(), ElementsAre("ris#reused")) << reading;
    EXPECT_THAT(assessed.facts(), ::testing::Contains("ris#reused")) << reading;
  }
}

TEST_F(ReviewFold, TheSameFactAgainChangesNothing) {
  tasks_.Append(Employed());
  tasks_.Append(Order("F-OWN", "R-1"));
  auto events = Review("F-OWN", "R-1", "W-1", "2026-06-03T11:20");
  Append(events);
  tasks_.Rest();
  for (auto& event : events) event.mutable_recorded_at()->set_seconds(1);
  Append(events);
  tasks_.Rest();
  EXPECT_THAT(tasks_.History(Subject("F-OWN", "R-1", "W-1")), SizeIs(1));
  EXPECT_THAT(Latest(Subject("F-OWN", "R-1", "W-1")).doubtful_facts(), IsEmpty());
}

// Two facilities of different partitions.
class TwoPartitions : public ReviewFold {
 protected:
  TwoPartitions() : ReviewFold(2) {}

  static std::string FacilityOf(int partition) {
    for (int i = 0;; ++i) {
      std::string facility = "F-" + std::to_string(i);
      if (base::PartitionOf(facility, 2) == partition) return facility;
    }
  }
};

TEST_F(TwoPartitions, ABurstIsSeenWhereTheFacilityIsWhoeverClaims) {
  const std::string reader = FacilityOf(1);
  v1::Event employed = Employed();
  employed.mutable_employment_recorded()->set_facility_id(reader);
  tasks_.Append(employed);
  for (int i = 0; i < burst_; ++i) {
    const std::string claimant = FacilityOf(i % 2), reading = "R-" + std::to_string(i);
    tasks_.Append(Order(claimant, reading, reader));
    Append(Review(claimant, reading, "W-1", "2026-06-03T11:20", reader));
  }
  tasks_.Rest();
  EXPECT_THAT(tasks_.Contents(), SizeIs(static_cast<std::size_t>(burst_)));
  for (int i = 0; i < burst_; ++i) {
    const std::string subject = Subject(FacilityOf(i % 2), "R-" + std::to_string(i), "W-1", reader);
    EXPECT_EQ(Latest(subject).assessment(), Assessment::INSUFFICIENT_EVIDENCE) << subject;
  }
}

TEST_F(TwoPartitions, ATaskKeepsNoReviewsOfOtherFacilitiesButEveryOrder) {
  tasks_.Append(Order(FacilityOf(0), "R-1", FacilityOf(1)));
  Append(Review(FacilityOf(0), "R-1", "W-1", "2026-06-03T11:20", FacilityOf(1)));
  tasks_.Rest();
  for (const int partition : {0, 1}) {
    const engine::ReadOnlyState state(tasks_.StoreOf(FacilityOf(partition)));
    const auto review =
        state.Get(facts::Key(kReviewKey, FacilityOf(0), "R-1", FacilityOf(1), "W-1"));
    const auto reading = state.Get(facts::Key(kReadingKey, FacilityOf(0), "R-1"));
    EXPECT_EQ(review.value().has_value(), partition == 1);
    EXPECT_TRUE(reading.value().has_value());
  }
}

// Everything that the tests above bring up, for one set of facts.
std::vector<v1::Event> EventfulMonth() {
  std::vector<v1::Event> events = {Employed(), Employed("E-FT"), Cancelled("F-OWN", "R-2")};
  for (int i = 0; i < 12; ++i) {
    const std::string claimant = i % 3 == 0 ? "F-SEND" : "F-OWN";
    const std::string reading = "R-" + std::to_string(i);
    events.push_back(Order(claimant, reading));
    for (auto& event :
         Review(claimant, reading, "W-1", "2026-06-03T11:20:0" + std::to_string(i % 10)))
      events.push_back(std::move(event));
  }
  v1::Event moved = Review("F-OWN", "R-4", "W-1", "2026-06-03T15:00").back();
  moved.set_event_id("moved");
  moved.set_source_revision(2);
  events.push_back(moved);
  v1::Event part_time = Employed();
  part_time.set_event_id("E-OWN-2");
  part_time.set_source_revision(2);
  part_time.mutable_employment_recorded()->set_status(EmploymentStatus::PART_TIME);
  events.push_back(part_time);
  v1::Event reused = Review("F-OWN", "R-5", "W-2", "2026-06-03T12:00").back();
  reused.set_event_id("F-OWN-R-7-W-1-s1");
  events.push_back(reused);
  return events;
}

TEST(ReviewFoldInAnyOrder, EndsInTheSameContents) {
  std::vector<v1::Event> events = EventfulMonth();
  std::map<std::string, std::string> expected;
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    Tasks tasks(1 + static_cast<int>(seed % 3));
    std::shuffle(events.begin(), events.end(), random);
    for (const auto& event : events) {
      tasks.Append(event);
      if (random() % 8 == 0) tasks.Append(events[random() % events.size()]);
      if (random() % 8 == 0) tasks.Rest();
    }
    tasks.Rest();
    if (expected.empty()) expected = tasks.Contents();
    ASSERT_THAT(expected, SizeIs(13));
    ASSERT_EQ(tasks.Contents(), expected);
  }
}

}  // namespace
}  // namespace kakutei::confirmation_review
