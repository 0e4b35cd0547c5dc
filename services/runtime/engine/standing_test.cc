#include "runtime/engine/standing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "runtime/engine/dirty_queue.h"
#include "runtime/engine/ledger.h"
#include "runtime/engine/ledger_tail.h"
#include "runtime/engine/task_state.h"
#include "runtime/engine/testing/toy_task.h"

namespace kakutei::runtime::engine {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

// Counts subjects by the first letter of their content; those with none in no group.
class GroupingDomain final : public ToyDomain {
 public:
  using ToyDomain::ToyDomain;
  std::string GroupOf(std::string_view, std::string_view content) const override {
    return std::string(content.substr(0, 1));
  }
};

class StandingTest : public ::testing::Test {
 protected:
  StandingTest() { Open(); }
  void Open() {
    overlay_ = toy_.store->NewOverlay();
    ASSERT_TRUE(dirty_.Open(*overlay_).has_value());
    ASSERT_TRUE(tail_.Open(*overlay_, dirty_).has_value());
  }
  // The next revision of the subject, as the log shows it.
  void Accept(const std::string& subject, const std::string& content) {
    const auto found = heads_.find(subject);
    const auto record = NextRecord(found == heads_.end() ? nullptr : &found->second, subject,
                                   content, base::Sha256(content), {});
    heads_[subject] = HeadAfter(record);
    toy_.Write(output_, record.SerializeAsString());
    ASSERT_TRUE(tail_.Advance(*overlay_, dirty_).has_value());
  }
  void Commit() {
    tail_.Save(*overlay_);
    ASSERT_TRUE(toy_.store->Commit(*overlay_, Durability::kProcessCrash).has_value());
  }
  Standing Now() const { return StandingOf(*overlay_).value(); }

  ToyTask toy_;
  GroupingDomain domain_{{"a", "b"}};
  const TopicPartition output_ = ToyTask::OutputOf("a");
  LedgerTail tail_{toy_.spec, toy_.memory_log, domain_, toy_.probe};
  DirtyQueue dirty_{domain_, 8};
  std::unique_ptr<Overlay> overlay_;
  std::map<std::string, v1::LedgerHead> heads_;
};

TEST_F(StandingTest, CountsEachSubjectOnceByItsNewestContent) {
  EXPECT_THAT(Now(), IsEmpty());
  Accept("sum/a0", "red");
  Accept("sum/a1", "red");
  Accept("sum/a0", "rose");
  EXPECT_THAT(Now(), UnorderedElementsAre(Pair("r", 2)));
  Accept("sum/a0", "blue");
  EXPECT_THAT(Now(), UnorderedElementsAre(Pair("r", 1), Pair("b", 1)));
  Accept("sum/a1", "");
  EXPECT_THAT(Now(), UnorderedElementsAre(Pair("b", 1)));
}

TEST_F(StandingTest, DoesNotCountWhatIsNotAccepted) {
  Accept("sum/a0", "red");
  heads_.clear();
  Accept("sum/a0", "blue");
  EXPECT_THAT(Now(), UnorderedElementsAre(Pair("r", 1)));
}

TEST_F(StandingTest, IsRightAfterARestartAndARollback) {
  Accept("sum/a0", "red");
  Commit();
  Accept("sum/a0", "blue");
  Open();
  EXPECT_THAT(Now(), UnorderedElementsAre(Pair("r", 1))) << "the uncommitted part is dropped";
  ASSERT_TRUE(tail_.Advance(*overlay_, dirty_).has_value());
  EXPECT_THAT(Now(), UnorderedElementsAre(Pair("b", 1)));
}

TEST_F(StandingTest, IsCountedOfAStoreThatHasNoCountYet) {
  Accept("sum/a0", "red");
  Accept("sum/a1", "blue");
  overlay_->Delete("gr");
  overlay_->Delete("gb");
  overlay_->Delete("mgroups");
  Commit();
  Open();
  EXPECT_THAT(Now(), UnorderedElementsAre(Pair("r", 1), Pair("b", 1)));
}

TEST_F(StandingTest, SaysThatACountIsDamaged) {
  overlay_->Put("gr", "many");
  EXPECT_EQ(StandingOf(*overlay_).error().reason, "STORED_COUNT");
}

}  // namespace
}  // namespace kakutei::runtime::engine
