#include "facility_registry/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/testing/examples.h"

namespace kakutei::facility_registry {
namespace {

using facts::testing::Example;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST(RegistryFact, IsTakenWhenWellFormed) {
  EXPECT_THAT(Violations(Example("g1")), IsEmpty());
  EXPECT_THAT(Violations(Example("g20")), IsEmpty());
}

TEST(RegistryFact, IsRefusedWhenMalformed) {
  v1::Event event = Example("g4");
  event.mutable_employment_recorded()->clear_physician_id();
  const auto violations = Violations(event);
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].field, "employmentRecorded.physicianId");
}

TEST(RegistryFact, OfAnotherServiceIsRefusedNamingIt) {
  const struct {
    const char* example;
    const char* field;
    const char* rule;
  } cases[] = {
      {"r1", "readingOrdered", "This fact belongs to kakutei.v1.ReadingEvents."},
      {"c1", "reviewOpened", "This fact belongs to kakutei.v1.ConfirmationReview."},
      {"b1", "claimSubmitted", "This fact belongs to kakutei.v1.BillingEligibility."},
      {"t1", "clockTicked", "This fact belongs to kakutei.v1.BillingEligibility."},
  };
  for (const auto& expected : cases) {
    const auto violations = Violations(Example(expected.example));
    ASSERT_THAT(violations, SizeIs(1)) << expected.example;
    EXPECT_EQ(violations[0].field, expected.field);
    EXPECT_EQ(violations[0].rule, expected.rule);
  }
}

TEST(RegistryFact, MustBeThere) { EXPECT_THAT(Violations(v1::Event()), Not(IsEmpty())); }

TEST(GetFacility, NamesEachFieldAtFault) {
  v1::GetFacilityRequest request;
  request.set_facility_id("no id");
  request.set_as_of("2026-02-30");
  const auto checked = Check(request);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(checked.error().reason, "MALFORMED_REQUEST");
  ASSERT_THAT(checked.error().violations, SizeIs(2));
  EXPECT_EQ(checked.error().violations[0].field, "facilityId");
  EXPECT_EQ(checked.error().violations[1].field, "asOf");
}

TEST(GetPhysician, NeedsAnIdAndADate) {
  v1::GetPhysicianRequest request;
  request.set_physician_id("D-FT");
  EXPECT_FALSE(Check(request));
  request.set_as_of("2026-06-03");
  EXPECT_TRUE(Check(request));
  request.clear_physician_id();
  EXPECT_FALSE(Check(request));
}

}  // namespace
}  // namespace kakutei::facility_registry
