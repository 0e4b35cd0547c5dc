#include "runtime/engine/task.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "runtime/engine/ledger_view.h"
#include "runtime/engine/testing/toy_task.h"

namespace kakutei::runtime::engine {
namespace {

using base::ErrorCode;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TEST(Task, ReadsWhatIsPublishedBeforeItFolds) {
  ToyTask toy;
  toy.Amount("a0", "p", 1);
  const StepOutcome first = toy.Step();
  EXPECT_TRUE(first.recovering);
  EXPECT_EQ(first.folded, 0);
  EXPECT_EQ(toy.probe["Rebuilt"], 1);
  EXPECT_EQ(toy.Step().folded, 1);
}

TEST(Task, PublishesWhatItsInputsComeTo) {
  ToyTask toy;
  toy.Amount("a0", "p", 1);
  toy.Amount("a0", "q", 2);
  toy.Amount("a1", "p", 4);
  toy.Rate("a", 10);
  toy.Rest();
  EXPECT_THAT(toy.Latest(),
              UnorderedElementsAre(Pair("sum/a0", "sum/a0=30"), Pair("sum/a1", "sum/a1=40"),
                                   Pair("total/a", "total/a=70")));
  EXPECT_EQ(toy.probe["Accepted facts"], 3);
}

TEST(Task, JudgesASubjectOncePerBatch) {
  ToyTask toy;
  for (int revision = 1; revision <= 10; ++revision) {
    toy.Amount("a0", "p", revision, revision);
  }
  toy.Rest();
  EXPECT_EQ(toy.domain->judgements(), 2);
  EXPECT_EQ(toy.Revisions("sum/a0"), 1U);
}

TEST(Task, PublishesNothingWhenTheContentIsThatOfTheHead) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Rest();
  toy.Amount("a0", "p", 3, 2);
  toy.Rest();
  EXPECT_EQ(toy.domain->judgements(), 4);
  EXPECT_EQ(toy.Revisions("sum/a0"), 1U);
}

TEST(Task, WritesRecordsUnderTheirKeyWithHeadersAndCauses) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Rest();
  const auto read = toy.log.Read(ToyTask::OutputOf("a"), 0, 10, 10000);
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->records.size(), 2U);
  const LogRecord& record = read->records[0];
  EXPECT_EQ(record.key, "a");
  EXPECT_THAT(record.headers,
              UnorderedElementsAre(Pair("ce_specversion", "1.0"), Pair("ce_source", "kakutei/toy"),
                                   Pair("ce_type", "kakutei.v1.LedgerRecord"),
                                   Pair("ce_id", base::Hex(base::Sha256(record.value))),
                                   Pair("content-type", "application/protobuf")));
  v1::LedgerRecord ledger;
  ASSERT_TRUE(ledger.ParseFromString(record.value));
  EXPECT_THAT(ledger.causes(), ElementsAre("toy/a0#p.1"));
}

TEST(Task, SetsABadRecordAsideAndGoesOn) {
  ToyTask toy;
  const std::int64_t bad = toy.Write({"facts", 0}, "bad");
  toy.Amount("a0", "p", 3);
  toy.Rest();
  EXPECT_EQ(toy.probe["SetAside facts"], 1);
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=3");
  const auto read = toy.log.Read({"quarantine", 0}, 0, 10, 10000);
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->records.size(), 1U);
  EXPECT_EQ(read->records[0].value, "bad");
  EXPECT_EQ(read->records[0].key, "key");
  const Headers& headers = read->records[0].headers;
  EXPECT_THAT(headers, Contains(Pair("kakutei_origin_topic", "facts")));
  EXPECT_THAT(headers, Contains(Pair("kakutei_origin_partition", "0")));
  EXPECT_THAT(headers, Contains(Pair("kakutei_origin_position", std::to_string(bad))));
  EXPECT_THAT(headers, Contains(Pair("kakutei_reason", "TOY_MALFORMED")));
}

TEST(Task, SetsNothingAsideTwiceWhenItIsRebuilt) {
  ToyTask toy;
  toy.Write({"facts", 0}, "bad");
  toy.Rest();
  toy.Restart(nullptr);
  toy.Rest();
  EXPECT_EQ(toy.probe["SetAside facts"], 2);
  EXPECT_EQ(toy.End("quarantine"), 1);
}

TEST(Task, LeavesOutTheValueOfAHugeBadRecord) {
  ToyTask toy;
  toy.Write({"facts", 0}, std::string(900 << 10, 'x'));
  toy.Rest();
  const auto read = toy.log.Read({"quarantine", 0}, 0, 10, 10000);
  ASSERT_EQ(read->records.size(), 1U);
  EXPECT_EQ(read->records[0].value, "");
  EXPECT_THAT(read->records[0].headers, Contains(Pair("kakutei_value_omitted", "true")));
}

TEST(Task, OnlyCountsBadRecordsWithoutAQuarantineTopic) {
  ToyTask toy;
  toy.spec.quarantine_topic.clear();
  toy.Restart();
  toy.Write({"facts", 0}, "bad");
  toy.Rest();
  EXPECT_EQ(toy.probe["SetAside facts"], 1);
  EXPECT_EQ(toy.End("quarantine"), 0);
}

TEST(Task, FoldsInSilenceWhileItIsFarBehind) {
  ToyTask toy({.batch_records = 2, .judge_when_lag_at_most = 1});
  toy.Rest();
  for (int revision = 1; revision <= 6; ++revision) {
    toy.Amount("a0", "p", revision, revision);
  }
  EXPECT_EQ(toy.Step().judged, 0);
  EXPECT_EQ(toy.probe["Lag"], 4);
  EXPECT_EQ(toy.probe["Dirty"], 1);
  EXPECT_EQ(toy.Step().judged, 0);
  EXPECT_EQ(toy.Step().judged, 2);
  EXPECT_EQ(toy.Revisions("sum/a0"), 1U);
}

TEST(Task, SpeaksInSpiteOfTheLagAfterSoManySilentSteps) {
  ToyTask toy({.batch_records = 1, .judge_when_lag_at_most = 0, .max_silent_steps = 2});
  toy.Rest();
  for (int revision = 1; revision <= 9; ++revision) {
    toy.Amount("a0", "p", revision, revision);
  }
  EXPECT_EQ(toy.Step().judged, 0);
  EXPECT_EQ(toy.Step().judged, 0);
  EXPECT_EQ(toy.Step().judged, 2);
  EXPECT_EQ(toy.Step().judged, 0);
}

TEST(Task, IsSilentAfterARecoveryUntilItsInputsAreReadUpToTheirEnd) {
  ToyTask toy({.batch_records = 2, .judge_when_lag_at_most = 1000, .max_silent_steps = 1});
  for (int revision = 1; revision <= 5; ++revision) {
    toy.Amount("a0", "p", revision, revision);
  }
  toy.Step();
  EXPECT_EQ(toy.Step().judged, 0);
  EXPECT_FALSE(toy.task->freshness().Ready());
  EXPECT_EQ(toy.Step().judged, 0);
  EXPECT_EQ(toy.Step().judged, 2);
  EXPECT_TRUE(toy.task->freshness().Ready());
}

TEST(Task, JudgesInBoundedBatchesAcrossRestarts) {
  ToyTask toy({.judge_batch_subjects = 2});
  for (const char* account : {"a0", "a1", "a2", "a3", "b0"}) {
    toy.Amount(account, "p", 1);
  }
  toy.Step();
  EXPECT_EQ(toy.Step().judged, 2);
  EXPECT_EQ(toy.probe["Dirty"], 4);
  toy.Restart();
  toy.Rest();
  EXPECT_EQ(toy.probe["Recovered"], 1);
  EXPECT_EQ(toy.Latest().size(), 7U);
  EXPECT_EQ(toy.Revisions("total/a"), 1U);
}

class TaskAppend : public ::testing::TestWithParam<AppendFault> {};

TEST_P(TaskAppend, WithoutAnswerIsMadeAgainFromTheLog) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Write({"facts", 0}, "bad");
  toy.Step();
  toy.log.ScriptAppends({GetParam()});
  EXPECT_EQ(toy.FailingStep().code, ErrorCode::kUnavailable);
  EXPECT_FALSE(toy.task->Stopped());
  EXPECT_THAT(toy.Latest(), IsEmpty());
  toy.Rest();
  EXPECT_EQ(toy.probe["Dropped"], 1);
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=3");
  EXPECT_EQ(toy.End("sums"), 2);
  EXPECT_EQ(toy.End("quarantine"), 1);
}

INSTANTIATE_TEST_SUITE_P(Faults, TaskAppend,
                         ::testing::Values(AppendFault::kNotWritten, AppendFault::kWritten),
                         [](const auto& fault) {
                           return fault.param == AppendFault::kWritten ? "Written" : "NotWritten";
                         });

TEST(Task, LosesNothingToAFailedRead) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Step();
  toy.log.FailReads(1, ErrorCode::kUnavailable);
  EXPECT_EQ(toy.FailingStep().code, ErrorCode::kUnavailable);
  toy.Rest();
  EXPECT_EQ(toy.probe["Dropped"], 0);
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=3");
}

TEST(Task, StopsForGoodWhenTheLogIsDamaged) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Step();
  toy.log.ScriptAppends({AppendFault::kDataLoss});
  EXPECT_EQ(toy.FailingStep().code, ErrorCode::kDataLoss);
  EXPECT_TRUE(toy.task->Stopped());
  EXPECT_EQ(toy.FailingStep().reason, "SCRIPTED_FAULT");
  EXPECT_EQ(toy.probe["Stopped"], 1);
}

TEST(Task, StopsWhateverTheStoreFailsWith) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Step();
  toy.store->FailNextCommit({ErrorCode::kUnavailable, "DISK_FULL", "full"});
  const base::Error error = toy.FailingStep();
  EXPECT_EQ(error.code, ErrorCode::kDataLoss);
  EXPECT_EQ(error.reason, "DISK_FULL");
  EXPECT_TRUE(toy.task->Stopped());
}

TEST(Task, NeverStoresWhatIsNotPublished) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Step();
  toy.log.ScriptAppends({AppendFault::kWritten});
  toy.FailingStep();
  EXPECT_EQ(toy.store->Get("samount/a0/p").value(), std::nullopt);
}

TEST(Task, CorrectsAForeignRecordThatWasAccepted) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Rest();
  v1::LedgerRecord record = LatestOf(*toy.store, "sum/a0")->value();
  record.set_prev_digest(record.digest());
  record.set_revision(2);
  record.set_content("forged");
  record.set_digest(base::Sha256("forged"));
  toy.Write(ToyTask::OutputOf("a"), record.SerializeAsString());
  toy.Rest();
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=3");
  EXPECT_EQ(toy.Revisions("sum/a0"), 3U);
  EXPECT_EQ(toy.probe["Repaired"], 1);
}

TEST(Task, IgnoresRecordsThatDoNotFollow) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Rest();
  v1::LedgerRecord record = LatestOf(*toy.store, "sum/a0")->value();
  toy.Write(ToyTask::OutputOf("a"), record.SerializeAsString());
  record.set_subject("sum/z0");
  toy.Write(ToyTask::OutputOf("a"), record.SerializeAsString());
  toy.Write(ToyTask::OutputOf("a"), "no record");
  const std::int64_t before = toy.End("sums");
  toy.Rest();
  EXPECT_EQ(toy.probe["Ignored sums"], 2);  // another's subject is not counted
  EXPECT_EQ(toy.probe["Repaired"], 0);
  EXPECT_EQ(toy.End("sums"), before);
}

TEST(Task, DoesNotJudgeASubjectWhoseRecordIsNotReadBack) {
  ToyTask toy;
  toy.Rest();
  toy.weather.hidden_from[ToyTask::OutputOf("a")] = 0;
  const std::int64_t first = toy.Amount("a0", "p", 3);
  toy.Rest();
  EXPECT_EQ(toy.End("sums"), 2);
  toy.Amount("a0", "p", 4, 2);
  toy.Rest();
  EXPECT_EQ(toy.End("sums"), 2);
  EXPECT_FALSE(toy.task->freshness().Reflects({{{"facts", 0}, first + 1}}));
  toy.weather.hidden_from.clear();
  toy.Rest();
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=4");
  EXPECT_EQ(toy.probe["Ignored sums"], 0);
  EXPECT_TRUE(toy.task->freshness().Reflects({{{"facts", 0}, first + 2}}));
}

TEST(Task, ReflectsInputsOnceTheyAreJudgedAndPublished) {
  ToyTask toy({.judge_batch_subjects = 1});
  toy.Rest();
  const Positions wanted = {{{"facts", 0}, toy.Amount("a0", "p", 3) + 1}};
  toy.Step();
  EXPECT_EQ(toy.task->freshness().Applied().at({"facts", 0}), 1);
  EXPECT_FALSE(toy.task->freshness().Reflects(wanted));
  toy.Step();
  EXPECT_TRUE(toy.task->freshness().Reflects(wanted));
  EXPECT_EQ(toy.task->freshness().Reflected().outputs.at(ToyTask::OutputOf("a")), 2);
}

TEST(Task, OnlyFoldsWithoutAnOutput) {
  ToyTask toy;
  toy.spec.output_topic.clear();
  toy.spec.output_partitions.clear();
  toy.Restart();
  const std::int64_t position = toy.Amount("a0", "p", 3);
  toy.Rest();
  EXPECT_EQ(toy.domain->judgements(), 0);
  EXPECT_EQ(toy.store->Get("samount/a0/p").value(), "1|3");
  EXPECT_TRUE(toy.task->freshness().Reflects({{{"facts", 0}, position + 1}}));
  EXPECT_TRUE(toy.task->freshness().Ready());
}

TEST(Task, RefusesTheStoreOfAnotherTask) {
  ToyTask toy;
  toy.Rest();
  toy.spec.name = "toy-1";
  toy.Restart();
  const base::Error error = toy.FailingStep();
  EXPECT_EQ(error.code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(error.reason, "STORE_OF_ANOTHER_TASK");
  EXPECT_TRUE(toy.task->Stopped());
}

TEST(Task, StopsWhenItsInputsEndBeforeWhatItHasRead) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Rest();
  ToyTask other;
  other.Restart(toy.store->Image());
  EXPECT_EQ(other.FailingStep().code, ErrorCode::kDataLoss);
}

// Notes what it is given and fails as it is told to.
class NotingDomain final : public Domain {
 public:
  base::Status Reload(const State&) override { return {}; }
  base::Result<FoldOutcome> Fold(const Input& input, State&, DirtySubjects& dirty) override {
    folded.emplace_back(input.value);
    dirty.Mark("sum/a", {});
    return FoldOutcome::kAccepted;
  }
  int Stratum(std::string_view) const override { return 0; }
  base::Result<std::optional<std::string>> Judge(std::string_view, State&,
                                                 DirtySubjects&) override {
    return base::Fail(ErrorCode::kUnavailable, "NOTING", "as told");
  }
  std::string OutputKey(std::string_view) const override { return "a"; }
  bool Owns(std::string_view) const override { return true; }

  std::vector<std::string> folded;
};

TEST(Task, FoldsOnlyAcceptedRecordsOfALedger) {
  ToyTask toy;
  toy.Amount("a0", "p", 3);
  toy.Rest();
  toy.Amount("a0", "p", 4, 2);
  toy.Write(ToyTask::OutputOf("a"), "no record");
  v1::LedgerRecord stale = LatestOf(*toy.store, "sum/a0")->value();
  toy.Write(ToyTask::OutputOf("a"), stale.SerializeAsString());
  toy.Rest();

  NotingDomain reader;
  TaskSpec spec;
  spec.name = "reader";
  spec.inputs = {{ToyTask::OutputOf("a"), true}};
  toy.store = std::make_unique<MemoryStore>();
  toy.Restart(reader, spec);
  toy.Rest();
  EXPECT_THAT(reader.folded, ElementsAre("sum/a0=3", "total/a=3", "sum/a0=4", "total/a=4"));
  EXPECT_EQ(toy.task->freshness().Applied().at(ToyTask::OutputOf("a")), 6);
}

TEST(Task, StopsWhenItsDomainFails) {
  ToyTask toy;
  NotingDomain domain;
  toy.Restart(domain, toy.spec);
  toy.Amount("a0", "p", 3);
  toy.Step();
  const base::Error error = toy.FailingStep();
  EXPECT_EQ(error.code, ErrorCode::kInternal);
  EXPECT_EQ(error.reason, "NOTING");
  EXPECT_TRUE(toy.task->Stopped());
}

}  // namespace
}  // namespace kakutei::runtime::engine
