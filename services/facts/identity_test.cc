#include "facts/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::facts {
namespace {

using testing::ElementsAre;

v1::Event Facility(std::string_view id) {
  v1::Event event;
  event.set_event_id("e1");
  event.set_source("registry/a");
  event.mutable_facility_registered()->set_facility_id(std::string(id));
  return event;
}

TEST(Identity, KeyIsHowFindingsNameTheFact) {
  EXPECT_EQ(IdentityKey(Facility("F-1")), "registry/a#e1");
}

TEST(Identity, DigestLeavesRecordedAtOut) {
  v1::Event recorded = Facility("F-1");
  recorded.mutable_recorded_at()->set_seconds(7);
  EXPECT_EQ(ContentDigest(recorded), ContentDigest(Facility("F-1")));
  EXPECT_NE(ContentDigest(recorded), ContentDigest(Facility("F-2")));
  EXPECT_EQ(ContentDigest(recorded).size(), 16u);
}

TEST(Identity, SameContentAgainIsADuplicate) {
  v1::IdentityContents contents;
  EXPECT_EQ(Remember("d1", "h1", contents), IdentityOutcome::kNew);
  EXPECT_EQ(Remember("d1", "h1", contents), IdentityOutcome::kDuplicate);
  EXPECT_THAT(contents.homes(), ElementsAre("h1"));
}

TEST(Identity, OtherContentIsAConflictInEveryHome) {
  v1::IdentityContents contents;
  Remember("d2", "h2", contents);
  EXPECT_EQ(Remember("d1", "h1", contents), IdentityOutcome::kConflict);
  EXPECT_THAT(contents.homes(), ElementsAre("h1", "h2"));
  EXPECT_EQ(Remember("d2", "h2", contents), IdentityOutcome::kDuplicate);
  EXPECT_EQ(Remember("d3", "h2", contents), IdentityOutcome::kConflict);
  EXPECT_THAT(contents.homes(), ElementsAre("h1", "h2"));
}

TEST(Identity, OrderDoesNotMatter) {
  v1::IdentityContents forth, back;
  Remember("d1", "h1", forth);
  Remember("d2", "h2", forth);
  Remember("d2", "h2", back);
  Remember("d1", "h1", back);
  EXPECT_EQ(forth.SerializeAsString(), back.SerializeAsString());
}

TEST(Identity, StaysSmallUnderManyContentsAndNamesTheHomeAtHand) {
  v1::IdentityContents contents;
  for (int i = 0; i < 10 * kMaxContents; ++i) {
    const std::string name = std::to_string(i);
    const IdentityOutcome outcome = Remember("d" + name, "h" + name, contents);
    EXPECT_EQ(outcome, i == 0 ? IdentityOutcome::kNew : IdentityOutcome::kConflict);
    EXPECT_THAT(contents.homes(), testing::Contains("h" + name));
  }
  EXPECT_EQ(contents.digests_size(), kMaxContents);
  EXPECT_EQ(contents.homes_size(), kMaxContents);
}

}  // namespace
}  // namespace kakutei::facts
