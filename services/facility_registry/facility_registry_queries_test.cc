#include "facility_registry/facility_registry_queries.h"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facility_registry/facility_registry_fold.h"
#include "facts/testing/examples.h"
#include "runtime/host/testing/folded_state.h"

namespace kakutei::facility_registry {
namespace {

using facts::testing::Example;

class RegistryQueries : public testing::Test {
 protected:
  void Fold(const v1::Event& event) { ASSERT_TRUE(folded_.Fold(event)); }
  v1::GetFacilityResponse Facility(const std::string& id, const std::string& as_of) {
    const auto response = GetFacility(folded_.state(), id, as_of);
    EXPECT_TRUE(response) << response.error().message;
    return response.value_or(v1::GetFacilityResponse());
  }
  static v1::Event Employment(const char* id, std::uint64_t revision, const char* facility,
                              const char* source = "registry") {
    v1::Event event = Example("g4");
    event.set_event_id(id);
    event.set_source(source);
    event.set_source_revision(revision);
    event.mutable_employment_recorded()->set_facility_id(facility);
    return event;
  }

  FacilityRegistryFold fold_;
  runtime::host::FoldedState folded_{fold_};
};

TEST_F(RegistryQueries, AFacilityHasAllThatIsInForce) {
  for (const char* example : {"g1", "g4", "g5", "g6", "g7", "g8", "g11", "g12"}) {
    Fold(Example(example));
  }
  const auto receiver = Facility("F-RECV", "2026-06-03");
  EXPECT_FALSE(receiver.has_facility());
  EXPECT_EQ(receiver.employments_size(), 1);
  EXPECT_EQ(receiver.filings_size(), 1);
  EXPECT_EQ(receiver.radiologists_size(), 1);
  EXPECT_EQ(receiver.offsite_arrangements_size(), 1);
  EXPECT_EQ(receiver.partnerships_size(), 1);
  EXPECT_EQ(receiver.attestations_size(), 1);
  const auto sender = Facility("F-SEND", "2026-06-30");
  EXPECT_EQ(sender.facility().facility_registered().facility_id(), "F-SEND");
  EXPECT_EQ(sender.partnerships_size(), 1);
  EXPECT_EQ(sender.attestations_size(), 1);
  EXPECT_EQ(sender.employments_size(), 0);
}

TEST_F(RegistryQueries, AnIntervalEndsBeforeItsLastDate) {
  Fold(Example("g12"));
  EXPECT_EQ(Facility("F-SEND", "2026-05-31").attestations_size(), 0);
  EXPECT_EQ(Facility("F-SEND", "2026-06-01").attestations_size(), 1);
  EXPECT_EQ(Facility("F-SEND", "2026-07-01").attestations_size(), 0);
}

TEST_F(RegistryQueries, ACorrectionReplacesWhatItCorrects) {
  Fold(Employment("e1", 1, "F-A"));
  Fold(Employment("e2", 2, "F-B"));
  EXPECT_EQ(Facility("F-B", "2026-06-03").employments_size(), 1);
  EXPECT_EQ(GetFacility(folded_.state(), "F-A", "2026-06-03").error().reason, "NO_SUCH_FACILITY");
}

TEST_F(RegistryQueries, OfSeveralSourcesTheGreaterValueCounts) {
  Fold(Employment("e1", 1, "F-A", "registry/a"));
  Fold(Employment("e2", 2, "F-B", "registry/b"));
  EXPECT_EQ(Facility("F-A", "2026-06-03").employments_size(), 0);
  EXPECT_EQ(Facility("F-B", "2026-06-03").employments_size(), 1);
}

TEST_F(RegistryQueries, APhysicianHasWorkAndCooperation) {
  for (const char* example : {"g3", "g4", "g7", "g9"}) Fold(Example(example));
  const auto full_time = GetPhysician(folded_.state(), "D-FT", "2026-06-03");
  ASSERT_TRUE(full_time);
  EXPECT_EQ(full_time->physician().physician_registered().physician_id(), "D-FT");
  EXPECT_EQ(full_time->employments_size(), 1);
  EXPECT_EQ(full_time->offsite_arrangements_size(), 1);
  EXPECT_EQ(full_time->actual_cooperations_size(), 0);
  const auto part_time = GetPhysician(folded_.state(), "D-PT", "2026-06-03");
  ASSERT_TRUE(part_time);
  EXPECT_FALSE(part_time->has_physician());
  EXPECT_EQ(part_time->actual_cooperations_size(), 1);
}

TEST_F(RegistryQueries, WhatNoFactNamesIsNotFound) {
  Fold(Example("g15"));
  const auto facility = GetFacility(folded_.state(), "F-NONE", "2026-06-03");
  ASSERT_FALSE(facility);
  EXPECT_EQ(facility.error().code, base::ErrorCode::kNotFound);
  EXPECT_EQ(facility.error().reason, "NO_SUCH_FACILITY");
  EXPECT_EQ(GetPhysician(folded_.state(), "D-NONE", "2026-06-03").error().reason,
            "NO_SUCH_PHYSICIAN");
  EXPECT_TRUE(GetFacility(folded_.state(), "F-SEND", "2026-06-03")) << "an activity names it";
}

// What was known of a facility's employments at a second.
std::string KnownAt(const runtime::engine::State& state, const std::string& facility,
                    std::int64_t second) {
  const auto known =
      GetFacility(state, facility, "2026-06-03", base::Instant(std::chrono::seconds(second)));
  if (!known) return known.error().reason;
  std::string ids;
  for (const auto& employment : known->employments()) ids += employment.event_id() + " ";
  return ids;
}

TEST_F(RegistryQueries, WhatWasKnownAtAnInstantIsOneAnswerInAnyOrder) {
  // Recorded at 10 s at F-A; the source corrects it at 20 s to F-B; another source, later and with
  // a greater revision, says F-A at 30 s. At 25 s the first source states an outdated revision.
  std::vector<v1::Event> events = {Employment("e1", 1, "F-A"), Employment("e3", 3, "F-B"),
                                   Employment("e4", 4, "F-A", "registry/b"),
                                   Employment("e2", 2, "F-C")};
  const int seconds[] = {10, 20, 30, 25};
  for (std::size_t i = 0; i < events.size(); ++i)
    events[i].mutable_recorded_at()->set_seconds(seconds[i]);
  std::vector<int> order = {0, 1, 2, 3};
  do {
    FacilityRegistryFold fold;
    runtime::host::FoldedState folded(fold);
    for (const int i : order) ASSERT_TRUE(folded.Fold(events[static_cast<std::size_t>(i)]));
    const auto known = [&](const char* facility, int second) {
      return KnownAt(folded.state(), facility, second);
    };
    EXPECT_EQ(known("F-A", 9), "NO_SUCH_FACILITY");
    EXPECT_EQ(known("F-A", 10), "e1 ");
    EXPECT_EQ(known("F-B", 19), "NO_SUCH_FACILITY");
    EXPECT_EQ(known("F-B", 20), "e3 ");
    EXPECT_EQ(known("F-A", 20), "NO_SUCH_FACILITY");
    EXPECT_EQ(known("F-C", 25), "NO_SUCH_FACILITY");
    EXPECT_EQ(known("F-B", 29), "e3 ");
    EXPECT_EQ(known("F-A", 30), "e4 ");
    EXPECT_EQ(known("F-A", 1000), "e4 ");
    const auto now = GetFacility(folded.state(), "F-A", "2026-06-03");
    ASSERT_TRUE(now);
    EXPECT_EQ(now->employments(0).event_id(), "e4");
    EXPECT_EQ(now->undated(), 0);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(RegistryQueries, WhatCarriesNoTimeOfRecordingWasKnownAtNoInstant) {
  v1::Event dated = Employment("e1", 1, "F-A");
  dated.mutable_recorded_at()->set_seconds(10);
  Fold(dated);
  Fold(Employment("e2", 2, "F-A"));
  const auto then =
      GetFacility(folded_.state(), "F-A", "2026-06-03", base::Instant(std::chrono::seconds(99)));
  ASSERT_TRUE(then);
  ASSERT_EQ(then->employments_size(), 1);
  EXPECT_EQ(then->employments(0).event_id(), "e1");
  EXPECT_EQ(then->undated(), 1);
  EXPECT_EQ(Facility("F-A", "2026-06-03").employments(0).event_id(), "e2");
}

TEST_F(RegistryQueries, APhysicianWasKnownAtAnInstantToo) {
  v1::Event event = Employment("e1", 1, "F-A");
  event.mutable_recorded_at()->set_seconds(10);
  Fold(event);
  const auto at = [&](int second) {
    return GetPhysician(folded_.state(), "D-FT", "2026-06-03",
                        base::Instant(std::chrono::seconds(second)));
  };
  EXPECT_EQ(at(9).error().reason, "NO_SUCH_PHYSICIAN");
  ASSERT_TRUE(at(10));
  EXPECT_EQ(at(10)->employments_size(), 1);
}

TEST_F(RegistryQueries, AFacilityIsNotAPhysicianOfTheSameId) {
  v1::Event event = Example("g5");
  event.mutable_standard_filed()->set_facility_id("X-1");
  Fold(event);
  EXPECT_FALSE(GetPhysician(folded_.state(), "X-1", "2026-06-03"));
}

}  // namespace
}  // namespace kakutei::facility_registry
