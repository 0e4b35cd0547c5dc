#include "billing_eligibility/verdict_watch.h"

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/partitioning.h"
#include "billing_eligibility/billing_eligibility_fold.h"
#include "facts/kept.h"
#include "facts/routing.h"
#include "runtime/engine/ledger.h"
#include "runtime/engine/ledger_view.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::billing_eligibility {
namespace {

namespace engine = runtime::engine;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kPartitions = 2;

class Watch : public testing::Test {
 protected:
  Watch() {
    for (int at = 0; at < kPartitions; ++at) {
      engine::TaskSpec spec;
      spec.name = "billing_eligibility-" + std::to_string(at);
      spec.inputs = {{{std::string(facts::kReadingsTopic), at}}};
      spec.output_topic = std::string(facts::kVerdictsTopic);
      spec.output_partition_count = kPartitions;
      spec.output_partitions = {at};
      stores_.push_back(std::make_unique<runtime::MemoryStore>());
      folds_.push_back(std::make_unique<BillingEligibilityFold>(policy_, unheard_, kPartitions));
      tasks_.push_back(std::make_unique<engine::Task>(spec, log_, *stores_.back(), *folds_.back(),
                                                      probe_, clock_));
      views_.push_back({tasks_.back().get(), stores_.back().get()});
    }
  }
  static std::string ClaimantOfPartition(int partition, int number = 0) {
    for (int i = 0;; ++i) {
      std::string facility = "F-" + std::to_string(i);
      if (base::PartitionOf(facility, kPartitions) == partition && number-- == 0) return facility;
    }
  }
  void Append(std::string_view topic, const std::string& claimant, const std::string& value) {
    const std::vector<runtime::NewRecord> records = {
        {{std::string(topic), base::PartitionOf(claimant, kPartitions)}, claimant, value}};
    ASSERT_TRUE(log_.Append(records));
  }
  void Attach(const std::string& claimant, const std::string& reading) {
    v1::Event event;
    event.set_event_id(claimant + reading);
    event.set_source("ris");
    event.mutable_occurred_at()->set_seconds(1'780'000'000);
    event.mutable_report_attached()->set_claimant_facility_id(claimant);
    event.mutable_report_attached()->set_reading_id(reading);
    event.mutable_report_attached()->set_report_version(1);
    Append(facts::kReadingsTopic, claimant, event.SerializeAsString());
    Rest();
  }
  void Cancel(const std::string& claimant, const std::string& reading) {
    v1::Event event;
    event.set_event_id(claimant + reading + "-cancelled");
    event.set_source("ris");
    event.mutable_occurred_at()->set_seconds(1'780'000'000);
    event.mutable_reading_cancelled()->set_claimant_facility_id(claimant);
    event.mutable_reading_cancelled()->set_reading_id(reading);
    Append(facts::kReadingsTopic, claimant, event.SerializeAsString());
    Rest();
  }
  void Rest() {
    for (const auto& task : tasks_) {
      for (bool progressed = true; progressed;) {
        const auto step = task->Step();
        ASSERT_TRUE(step) << step.error().message;
        progressed = step->Progressed();
      }
    }
  }
  VerdictWatch From(std::string_view cursor, std::string_view claimant = "") {
    auto watch = VerdictWatch::From(cursor, claimant, log_, views_);
    EXPECT_TRUE(watch);
    return *watch;
  }
  // "subject revision" of what comes now; the last cursor is kept.
  std::vector<std::string> Take(VerdictWatch& watch, int most = 1000) {
    std::vector<std::string> taken;
    bool more = true;
    while (more && !watch.stopped()) {
      const auto advanced = watch.Advance([&](const v1::WatchVerdictsResponse& response) {
        taken.push_back(response.verdict().verdict().subject() + " " +
                        std::to_string(response.verdict().revision()));
        cursor_ = response.cursor();
        return static_cast<int>(taken.size()) < most;
      });
      EXPECT_TRUE(advanced) << advanced.error().message;
      more = advanced.value_or(false);
    }
    return taken;
  }

  const rules::Policy policy_ = rules::Policy::Shipped();
  NoJudgementProbe unheard_;
  engine::NullProbe probe_;
  engine::StillClock clock_;
  runtime::MemoryEventLog log_{{{std::string(facts::kReadingsTopic), kPartitions},
                                {std::string(facts::kVerdictsTopic), kPartitions}}};
  std::vector<std::unique_ptr<runtime::MemoryStore>> stores_;
  std::vector<std::unique_ptr<BillingEligibilityFold>> folds_;
  std::vector<std::unique_ptr<engine::Task>> tasks_;
  std::vector<runtime::rpc::TaskView> views_;
  std::string cursor_;
  const std::string claimant_ = ClaimantOfPartition(0);
  const std::string subject_ = "reading/" + claimant_ + "/R-1";
};

TEST_F(Watch, TellsEveryRevisionOnce) {
  VerdictWatch watch = From("");
  EXPECT_THAT(Take(watch), IsEmpty());
  Attach(claimant_, "R-1");
  EXPECT_THAT(Take(watch), ElementsAre(subject_ + " 1"));
  EXPECT_THAT(Take(watch), IsEmpty());
  Cancel(claimant_, "R-1");
  EXPECT_THAT(Take(watch), ElementsAre(subject_ + " 2"));
  VerdictWatch late = From("");
  EXPECT_THAT(Take(late), ElementsAre(subject_ + " 1", subject_ + " 2"));
}

TEST_F(Watch, GoesOnFromACursorInAllPartitions) {
  const std::string other = ClaimantOfPartition(1);
  for (const char* reading : {"R-1", "R-2"}) {
    Attach(claimant_, reading);
    Attach(other, reading);
  }
  VerdictWatch first = From("");
  std::vector<std::string> taken = Take(first, 1);
  EXPECT_TRUE(first.stopped());
  while (taken.size() < 4) {
    VerdictWatch next = From(cursor_);
    const auto more = Take(next, 1);
    ASSERT_FALSE(more.empty());
    taken.insert(taken.end(), more.begin(), more.end());
  }
  EXPECT_THAT(taken, ElementsAre(subject_ + " 1", "reading/" + claimant_ + "/R-2 1",
                                 "reading/" + other + "/R-1 1", "reading/" + other + "/R-2 1"));
  VerdictWatch end = From(cursor_);
  EXPECT_THAT(Take(end), IsEmpty());
}

TEST_F(Watch, TellsOfOneClaimantOnly) {
  const std::string neighbour = ClaimantOfPartition(0, 1), far = ClaimantOfPartition(1);
  for (const auto& claimant : {neighbour, claimant_, far}) Attach(claimant, "R-1");
  VerdictWatch watch = From("", claimant_);
  EXPECT_THAT(Take(watch), ElementsAre(subject_ + " 1"));
  VerdictWatch nobody = From("", "F-NONE");
  EXPECT_THAT(Take(nobody), IsEmpty());
}

TEST_F(Watch, IgnoresWhatTheLedgerDoesNotAccept) {
  Append(facts::kVerdictsTopic, claimant_, "\xff\xff");
  Attach(claimant_, "R-1");
  const auto first = *engine::LatestOf(*stores_[0], subject_);
  auto again = *first;  // revision 1 once more
  Append(facts::kVerdictsTopic, claimant_, again.SerializeAsString());
  again.set_revision(7);
  Append(facts::kVerdictsTopic, claimant_, again.SerializeAsString());
  again.set_revision(2);
  again.set_prev_digest("not the head's");
  Append(facts::kVerdictsTopic, claimant_, again.SerializeAsString());
  Append(facts::kVerdictsTopic, claimant_, "");
  Rest();
  Cancel(claimant_, "R-1");
  VerdictWatch watch = From("");
  EXPECT_THAT(Take(watch), ElementsAre(subject_ + " 1", subject_ + " 2"));
}

TEST_F(Watch, GoesOnBehindAnAcceptedRecordThatIsNoVerdict) {
  Attach(claimant_, "R-1");
  const auto head = *engine::HeadOf(*stores_[0], subject_);
  const std::string content = "\xff\xff";
  const auto stranger = engine::NextRecord(&*head, subject_, content, base::Sha256(content), {});
  Append(facts::kVerdictsTopic, claimant_, stranger.SerializeAsString());
  Rest();
  VerdictWatch watch = From("");
  EXPECT_THAT(Take(watch), ElementsAre(subject_ + " 1", subject_ + " 3"));
}

TEST_F(Watch, RefusesACursorThatNoAnswerCarried) {
  for (const char* cursor :
       {"x", "1", "1.2.3", "1.", ".1", "-1.0", "1.2x", "99999999999999999999.0"}) {
    const auto watch = VerdictWatch::From(cursor, "", log_, views_);
    ASSERT_FALSE(watch) << cursor;
    EXPECT_EQ(watch.error().code, base::ErrorCode::kInvalidArgument);
    EXPECT_EQ(watch.error().reason, "MALFORMED_REQUEST");
    ASSERT_EQ(watch.error().violations.size(), 1u);
    EXPECT_EQ(watch.error().violations[0].field, "cursor");
  }
}

TEST_F(Watch, RefusesACursorBeyondTheEnd) {
  Attach(claimant_, "R-1");
  const auto one = VerdictWatch::From("1.1", claimant_, log_, views_);
  ASSERT_FALSE(one) << "also of a partition that the claimant is not in";
  EXPECT_EQ(one.error().code, base::ErrorCode::kFailedPrecondition);
  EXPECT_EQ(one.error().reason, "CURSOR_BEYOND_END");
  EXPECT_EQ(
      one.error().message,
      "the cursor stands at position 1 of kakutei.verdicts.v1/1, but the log ends at 0: it is "
      "another log's cursor, or records were lost; begin without one");
  EXPECT_EQ(VerdictWatch::From("2.0", "", log_, views_).error().reason, "CURSOR_BEYOND_END");
  EXPECT_TRUE(VerdictWatch::From("1.0", "", log_, views_));
}

}  // namespace
}  // namespace kakutei::billing_eligibility
