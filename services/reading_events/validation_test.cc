#include "reading_events/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/testing/examples.h"

namespace kakutei::reading_events {
namespace {

using facts::testing::Example;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST(ReadingFact, IsTakenWhenWellFormed) {
  for (const char* example : {"r1", "r3", "r4", "r5", "r6"}) {
    EXPECT_THAT(Violations(Example(example)), IsEmpty()) << example;
  }
}

TEST(ReadingFact, IsRefusedWhenMalformed) {
  v1::Event event = Example("r1");
  event.mutable_reading_ordered()->clear_modality();
  const auto violations = Violations(event);
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].field, "readingOrdered.modality");
}

TEST(ReadingFact, OfAnotherServiceIsRefusedNamingIt) {
  const auto violations = Violations(Example("g1"));
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].field, "facilityRegistered");
  EXPECT_EQ(violations[0].rule, "This fact belongs to kakutei.v1.FacilityRegistry.");
}

TEST(ReadingFact, MustBeThere) { EXPECT_THAT(Violations(v1::Event()), Not(IsEmpty())); }

TEST(GetTimeline, NamesEachFieldAtFault) {
  v1::GetTimelineRequest request;
  request.set_claimant_facility_id("F/1");
  const auto checked = Check(request);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(checked.error().reason, "MALFORMED_REQUEST");
  ASSERT_THAT(checked.error().violations, SizeIs(2));
  EXPECT_EQ(checked.error().violations[0].field, "claimantFacilityId");
  EXPECT_EQ(checked.error().violations[1].field, "readingId");
  request.set_claimant_facility_id("F-1");
  request.set_reading_id("R-1");
  EXPECT_TRUE(Check(request));
}

}  // namespace
}  // namespace kakutei::reading_events
