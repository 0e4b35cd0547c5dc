#include "facility_registry/facility_registry_fold.h"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kakutei/v1/state.pb.h"

#include "base/digest.h"
#include "facts/identity.h"
#include "facts/kept.h"
#include "facts/testing/examples.h"
#include "runtime/host/testing/folded_state.h"

namespace kakutei::facility_registry {
namespace {

using facts::testing::Example;
using runtime::engine::FoldOutcome;
using runtime::host::FoldedState;
using testing::HasSubstr;
using testing::Not;

v1::Event Employment(std::string_view event_id, std::string_view facility, std::uint64_t revision,
                     std::string_view source = "registry") {
  v1::Event event = Example("g4");
  event.set_event_id(std::string(event_id));
  event.set_source(std::string(source));
  event.set_source_revision(revision);
  event.mutable_employment_recorded()->set_facility_id(std::string(facility));
  return event;
}

class RegistryFold : public testing::Test {
 protected:
  v1::Dossier Slot(const std::string& slot) const {
    return *facts::Load<v1::Dossier>(folded_.state(), "s/" + slot);
  }

  FacilityRegistryFold fold_;
  FoldedState folded_{fold_};
};

TEST_F(RegistryFold, KeepsASlotAndWhomItIsAbout) {
  EXPECT_EQ(folded_.Fold(Example("g4")), FoldOutcome::kAccepted);
  EXPECT_EQ(Slot("employmentRecorded/E-1").facts_size(), 1);
  EXPECT_THAT(folded_.Dump(), HasSubstr("o/f/F-RECV/employmentRecorded/employmentRecorded/E-1="));
  EXPECT_THAT(folded_.Dump(), HasSubstr("o/p/D-FT/employmentRecorded/employmentRecorded/E-1="));
}

TEST_F(RegistryFold, KnowsEveryoneWhomAFactNames) {
  for (const char* example : {"g10", "g15"}) ASSERT_TRUE(folded_.Fold(Example(example)));
  const std::string dump = folded_.Dump();
  EXPECT_THAT(dump, HasSubstr("o/f/F-SEND/responsibilityAssigned/"));
  EXPECT_THAT(dump, HasSubstr("o/f/F-RECV/responsibilityAssigned/"));
  EXPECT_THAT(dump, HasSubstr("o/p/D-FT/managementActivityRecorded/"));
}

TEST_F(RegistryFold, CountsTheSameFactOnce) {
  v1::Event first = Example("g4");
  first.mutable_recorded_at()->set_seconds(1);
  ASSERT_TRUE(folded_.Fold(first));
  v1::Event again = Example("g4");
  again.mutable_recorded_at()->set_seconds(2);
  const std::string before = folded_.Dump();
  EXPECT_EQ(folded_.Fold(again), FoldOutcome::kDuplicate);
  EXPECT_EQ(folded_.Dump(), before);
}

TEST_F(RegistryFold, DoubtsBothContentsOfOneIdentity) {
  ASSERT_TRUE(folded_.Fold(Employment("e1", "F-A", 1)));
  v1::Event other = Employment("e1", "F-B", 1);
  other.mutable_employment_recorded()->set_employment_id("E-2");
  EXPECT_EQ(folded_.Fold(other), FoldOutcome::kIntegrity);
  EXPECT_TRUE(Slot("employmentRecorded/E-1").facts(0).doubtful());
  EXPECT_TRUE(Slot("employmentRecorded/E-2").facts(0).doubtful());
  EXPECT_EQ(folded_.Fold(other), FoldOutcome::kDuplicate);
}

TEST_F(RegistryFold, ACorrectionMovesTheSlotToItsNewOwner) {
  ASSERT_TRUE(folded_.Fold(Employment("e1", "F-A", 1)));
  ASSERT_TRUE(folded_.Fold(Employment("e2", "F-B", 2)));
  EXPECT_THAT(folded_.Dump(), HasSubstr("o/f/F-B/employmentRecorded/"));
  EXPECT_THAT(folded_.Dump(), Not(HasSubstr("o/f/F-A/employmentRecorded/")));
}

TEST_F(RegistryFold, EachSourceKeepsItsOwnValue) {
  ASSERT_TRUE(folded_.Fold(Employment("e1", "F-A", 1, "registry/a")));
  ASSERT_TRUE(folded_.Fold(Employment("e2", "F-B", 2, "registry/b")));
  EXPECT_EQ(Slot("employmentRecorded/E-1").facts_size(), 2);
  EXPECT_THAT(folded_.Dump(), HasSubstr("o/f/F-A/employmentRecorded/"));
  EXPECT_THAT(folded_.Dump(), HasSubstr("o/f/F-B/employmentRecorded/"));
}

TEST_F(RegistryFold, OrderAndRepetitionDoNotMatter) {
  std::vector<v1::Event> events = {Employment("e1", "F-A", 1), Employment("e1", "F-B", 1),
                                   Employment("e2", "F-B", 2), Employment("e3", "F-C", 3, "b/x"),
                                   Employment("e4", "F-A", 3), Example("g8"),
                                   Employment("e2", "F-C", 2)};
  std::vector<int> order(events.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::string expected;
  do {
    FacilityRegistryFold fold;
    FoldedState folded(fold);
    for (const int i : order) ASSERT_TRUE(folded.Fold(events[static_cast<std::size_t>(i)]));
    ASSERT_EQ(folded.Fold(events.front()), FoldOutcome::kDuplicate);
    if (expected.empty()) expected = folded.Dump();
    ASSERT_EQ(folded.Dump(), expected);
  } while (std::ranges::next_permutation(order).found);
}

TEST_F(RegistryFold, RemembersWhenAContentWasFirstRecorded) {
  for (const auto& order : {std::vector{0, 5, 3}, std::vector{3, 5, 0}, std::vector{5, 0, 3}}) {
    FacilityRegistryFold fold;
    FoldedState folded(fold);
    for (const int seconds : order) {
      v1::Event event = Example("g4");
      if (seconds > 0) event.mutable_recorded_at()->set_seconds(seconds);
      ASSERT_TRUE(folded.Fold(event));
    }
    const auto kept =
        *facts::Load<v1::Event>(folded.state(), "h/employmentRecorded/E-1#" +
                                                    base::Hex(facts::ContentDigest(Example("g4"))));
    EXPECT_EQ(kept.recorded_at().seconds(), 3);
  }
}

TEST_F(RegistryFold, RemembersWhomASlotWasAbout) {
  ASSERT_TRUE(folded_.Fold(Employment("e1", "F-A", 1)));
  ASSERT_TRUE(folded_.Fold(Employment("e2", "F-B", 2)));
  EXPECT_THAT(folded_.Dump(), HasSubstr("a/f/F-A/employmentRecorded/"));
  EXPECT_THAT(folded_.Dump(), HasSubstr("a/f/F-B/employmentRecorded/"));
}

TEST_F(RegistryFold, SetsAsideWhatIsNoEvent) {
  for (const std::string& bytes : {std::string("\xff\xff"), std::string()}) {
    const auto folded = folded_.FoldBytes(bytes);
    ASSERT_FALSE(folded);
    EXPECT_EQ(folded.error().code, base::ErrorCode::kInvalidArgument);
    EXPECT_EQ(folded.error().reason, "NOT_AN_EVENT");
  }
}

TEST_F(RegistryFold, LeavesOtherServicesFactsAlone) {
  EXPECT_EQ(folded_.Fold(Example("r1")), FoldOutcome::kNotOurs);
  EXPECT_EQ(folded_.Dump(), "");
}

}  // namespace
}  // namespace kakutei::facility_registry
