#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "runtime/engine/ledger.h"
#include "runtime/engine/testing/fault_world.h"
#include "runtime/engine/testing/ledger_checker.h"
#include "runtime/eventlog/testing/memory_event_log.h"

namespace kakutei::runtime::engine {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Each run takes a few milliseconds; a night's search raises it.
constexpr int kRuns = 1000;

TEST(EngineUnderFaults, AlwaysEndsWithTheContentsOfAllFacts) {
  std::map<std::string, int> met;
  int runs = 0;
  for (std::uint64_t seed = 1; runs < kRuns; ++seed) {
    FaultWorld world(seed);
    world.Rage(60);
    EXPECT_THAT(world.Settle(), IsEmpty()) << "seed " << seed;
    bool any = false;
    for (const auto& [name, count] : world.faults()) {
      met[name] += count;
      any = any || count > 0;
    }
    // A run in which nothing went wrong shows nothing.
    runs += any ? 1 : 0;
    ASSERT_LT(seed, 2U * kRuns) << "hardly any run meets a fault";
  }
  for (const char* name : {"crash", "append without answer", "late records", "read failed",
                           "store lost", "store put back", "zombie published", "records shown late",
                           "junk in the ledger", "overtaken"}) {
    EXPECT_GT(met[name], kRuns / 20) << name;
    RecordProperty(name, met[name]);
  }
}

class EngineKilled : public ::testing::TestWithParam<KillSwitch::Moment> {};

TEST_P(EngineKilled, AtAnyCallOfLogOrStoreLosesNothing) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const std::int64_t calls = FaultWorld(seed).RunCalmly(std::nullopt, GetParam());
    ASSERT_GT(calls, 20);
    for (std::int64_t call = 1; call <= calls; ++call) {
      FaultWorld world(seed);
      world.RunCalmly(call, GetParam());
      ASSERT_EQ(world.faults().at("crash"), 1);
      EXPECT_THAT(world.Settle(), IsEmpty()) << "seed " << seed << ", killed at call " << call;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Moments, EngineKilled,
                         ::testing::Values(KillSwitch::Moment::kBeforeCall,
                                           KillSwitch::Moment::kAfterCall),
                         [](const auto& moment) {
                           return moment.param == KillSwitch::Moment::kBeforeCall ? "BeforeIt"
                                                                                  : "AfterIt";
                         });

// The checker itself, against ledgers that are wrong in one way each.
class Checker : public ::testing::Test {
 protected:
  void Write(const v1::LedgerRecord& record, int partition = 0) {
    const NewRecord written{
        {"ledger", partition}, "key", record.SerializeAsString(), {{"ce_source", "us"}}};
    ASSERT_TRUE(log_.Append({&written, 1}).has_value());
  }
  static v1::LedgerRecord Record(std::uint64_t revision, const std::string& before,
                                 const std::string& content) {
    v1::LedgerRecord record;
    record.set_subject("s");
    record.set_revision(revision);
    record.set_prev_digest(before.empty() ? before : base::Sha256(before));
    record.set_digest(base::Sha256(content));
    record.set_content(content);
    return record;
  }
  std::vector<std::string> Check(const std::map<std::string, std::string>& expected) {
    return CheckLedger(ReadLedger(log_, "ledger", [](std::string_view) { return 0; }), expected,
                       "us");
  }

  MemoryEventLog log_{{{"ledger", 2}}};
};

TEST_F(Checker, AcceptsAGoodLedger) {
  Write(Record(1, "", "a"));
  Write(Record(2, "a", "b"));
  EXPECT_THAT(Check({{"s", "b"}}), IsEmpty());
}

TEST_F(Checker, FindsAContentThatWasNeverPublished) {
  EXPECT_THAT(Check({{"s", "a"}}), Contains(HasSubstr("never published")));
}

TEST_F(Checker, FindsAWrongLastContent) {
  Write(Record(1, "", "a"));
  EXPECT_THAT(Check({{"s", "b"}}), Contains(HasSubstr("ends as a")));
}

TEST_F(Checker, FindsASubjectThatShouldNotBe) {
  Write(Record(1, "", "a"));
  EXPECT_THAT(Check({}), Contains(HasSubstr("should not be published")));
}

TEST_F(Checker, FindsARepeatedContent) {
  Write(Record(1, "", "a"));
  Write(Record(2, "a", "a"));
  EXPECT_THAT(Check({{"s", "a"}}), Contains(HasSubstr("repeats")));
}

TEST_F(Checker, DoesNotCountRecordsThatNoReaderAccepts) {
  Write(Record(1, "", "a"));
  Write(Record(3, "a", "b"));
  Write(Record(2, "x", "b"));
  Write(Record(2, "a", "b"), 1);
  v1::LedgerRecord forged = Record(2, "a", "b");
  forged.set_content("c");
  Write(forged);
  EXPECT_THAT(Check({{"s", "a"}}), IsEmpty());
  EXPECT_THAT(Check({{"s", "b"}}), Contains(HasSubstr("ends as a")));
}

TEST_F(Checker, FindsAViewThatDiffersFromTheLedger) {
  Write(Record(1, "", "a"));
  const MemoryStore empty;
  const AcceptedLedger ledger = ReadLedger(log_, "ledger", [](std::string_view) { return 0; });
  EXPECT_THAT(CheckView(ledger, empty), Contains(HasSubstr("another history")));
}

// Chains that no reader would build, handed to the checker as they are.
TEST(CheckerOfChains, FindsGapsAndForeignDigests) {
  const auto entry = [](std::uint64_t revision, const std::string& before,
                        const std::string& content) {
    LedgerEntry made;
    made.record.set_subject("s");
    made.record.set_revision(revision);
    made.record.set_prev_digest(before.empty() ? before : base::Sha256(before));
    made.record.set_digest(base::Sha256(content));
    made.record.set_content(content);
    return made;
  };
  AcceptedLedger ledger;
  ledger.chains["s"] = {entry(1, "", "a"), entry(3, "x", "b")};
  const std::vector<std::string> wrong = CheckLedger(ledger, {{"s", "b"}}, "us");
  EXPECT_THAT(wrong, Contains(HasSubstr("stands in place 2")));
  EXPECT_THAT(wrong, Contains(HasSubstr("does not name the digest before it")));
}

}  // namespace
}  // namespace kakutei::runtime::engine
