#include "facts/conflicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/dossier.h"
#include "facts/slots.h"

namespace kakutei::facts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

v1::Event Event(const std::string& source, std::int64_t at) {
  v1::Event event;
  event.set_source(source);
  event.set_event_id("e-" + std::to_string(at));
  event.mutable_occurred_at()->set_seconds(at);
  return event;
}

v1::ReadingOrdered& Order(v1::Event& event) {
  auto& order = *event.mutable_reading_ordered();
  order.set_reading_id("R-1");
  order.set_claimant_facility_id("F-1");
  order.set_reading_facility_id("F-1");
  return order;
}

v1::ImagesViewed& Viewed(v1::Event& event) {
  auto& viewed = *event.mutable_images_viewed();
  viewed.set_series_total(4);
  return viewed;
}

// The conflicting facts of each slot, as source#event_id.
std::vector<std::vector<std::string>> ConflictsOf(const std::vector<v1::Event>& events) {
  v1::Dossier dossier;
  for (const auto& event : events) Fold(event, dossier);
  std::vector<std::vector<std::string>> all;
  for (const auto& slot : Conflicts(dossier)) {
    auto& names = all.emplace_back();
    for (const v1::SlotFact* fact : slot) names.push_back(FactRef(fact->event()));
  }
  return all;
}

TEST(Conflicts, AreFieldsThatTwoSourcesStateDifferently) {
  v1::Event his = Event("his", 1), ris = Event("ris", 2);
  Order(his).set_section("E203");
  Order(ris).set_section("E102");
  EXPECT_THAT(ConflictsOf({his, ris}), ElementsAre(ElementsAre("his#e-1", "ris#e-2")));
  ris.mutable_reading_ordered()->set_section("E203");
  EXPECT_THAT(ConflictsOf({his, ris}), IsEmpty());
}

TEST(Conflicts, NeedBothToStateTheField) {
  v1::Event his = Event("his", 1), ris = Event("ris", 2);
  Order(his).set_section("E203");
  his.mutable_reading_ordered()->set_insured(true);
  his.mutable_reading_ordered()->set_modality(v1::ReadingOrdered::Modality::CT);
  his.mutable_reading_ordered()->mutable_acquired_at()->set_seconds(7);
  Order(ris);
  EXPECT_THAT(ConflictsOf({his, ris}), IsEmpty());
  ris.mutable_reading_ordered()->set_insured(false);
  EXPECT_THAT(ConflictsOf({his, ris}), ElementsAre(ElementsAre("his#e-1", "ris#e-2")));
}

TEST(Conflicts, CompareInstantsAndWords) {
  v1::Event his = Event("his", 1), ris = Event("ris", 2);
  Order(his).mutable_acquired_at()->set_seconds(7);
  Order(ris).mutable_acquired_at()->set_seconds(8);
  EXPECT_THAT(ConflictsOf({his, ris}), ElementsAre(ElementsAre("his#e-1", "ris#e-2")));
  ris.mutable_reading_ordered()->mutable_acquired_at()->set_seconds(7);
  his.mutable_reading_ordered()->set_modality(v1::ReadingOrdered::Modality::CT);
  ris.mutable_reading_ordered()->set_modality(v1::ReadingOrdered::Modality::MR);
  EXPECT_THAT(ConflictsOf({his, ris}), ElementsAre(ElementsAre("his#e-1", "ris#e-2")));
}

TEST(Conflicts, TakeZeroForANumber) {
  v1::Event his = Event("his", 1), ris = Event("ris", 1);
  Viewed(his).set_series_viewed(0);
  Viewed(ris).set_series_viewed(4);
  EXPECT_THAT(ConflictsOf({his, ris}), ElementsAre(ElementsAre("his#e-1", "ris#e-1")));
}

TEST(Conflicts, LeaveTheEnvelopeAside) {
  v1::Event his = Event("his", 1), ris = Event("ris", 2);
  Order(his).set_section("E203");
  Order(ris).set_section("E203");
  ris.set_source_revision(5);
  ris.set_correlation_id("c");
  EXPECT_THAT(ConflictsOf({his, ris}), IsEmpty());
}

TEST(Conflicts, AreNotWhatOneSourceCorrected) {
  v1::Event first = Event("ris", 1), then = Event("ris", 2);
  Order(first).set_section("E203");
  Order(then).set_section("E102");
  EXPECT_THAT(ConflictsOf({first, then}), IsEmpty());
}

TEST(Conflicts, NameOnlyThoseOfManySourcesThatStateTheField) {
  v1::Event his = Event("his", 1), ris = Event("ris", 2), vendor = Event("vendor", 3);
  Order(his).set_section("E203");
  Order(ris);
  Order(vendor).set_section("E102");
  EXPECT_THAT(ConflictsOf({his, ris, vendor}), ElementsAre(ElementsAre("his#e-1", "vendor#e-3")));
}

TEST(Conflicts, AreOfEachSlotOnItsOwn) {
  v1::Event his = Event("his", 1), ris = Event("ris", 1);
  Viewed(his).set_series_viewed(1);
  Viewed(ris).set_series_viewed(4);
  v1::Event order = Event("his", 3), other = Event("ris", 4);
  Order(order).set_section("E203");
  Order(other).set_section("E102");
  EXPECT_THAT(ConflictsOf({his, ris, order, other}),
              ElementsAre(ElementsAre("his#e-1", "ris#e-1"), ElementsAre("his#e-3", "ris#e-4")));
}

}  // namespace
}  // namespace kakutei::facts
