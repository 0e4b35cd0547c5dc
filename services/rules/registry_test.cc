#include "rules/registry.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/testing/registry_builder.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::EmploymentStatus;
using testing::RegistryBuilder;

using v1::Event;

v1::SlotFact FactOf(const Event& event) {
  v1::SlotFact fact;
  *fact.mutable_event() = event;
  return fact;
}

// A version of employment E-1, by a source, at a revision.
Event Employment(const std::string& id, const std::string& source, int revision,
                 const std::string& physician) {
  RegistryBuilder builder;
  auto& employment = builder.Employ("E-1", physician, "F-1", EmploymentStatus::FULL_TIME);
  Event event = builder.Add("E-1");
  *event.mutable_employment_recorded() = employment;
  event.set_event_id(id);
  event.set_source(source);
  event.set_source_revision(static_cast<std::uint64_t>(revision));
  return event;
}

// Who fills which slot, and in how doubtful a way, as the registry answers.
std::string Answers(const Registry& registry) {
  std::string answers;
  for (const auto kind : {Event::kEmploymentRecorded, Event::kStandardFiled,
                          Event::kCalendarPublished, Event::kPartnershipRecorded}) {
    for (const char* owner : {"", "D-1", "D-2", "D-3", "F-1", "F-2", "P-1"}) {
      for (const auto* fact : registry.Find(kind, owner)) {
        answers += std::to_string(kind) + "/" + owner + ": " + fact->slot() + " " +
                   fact->event().source() + "#" + fact->event().event_id() +
                   (fact->doubtful() ? " doubtful\n" : "\n");
      }
    }
  }
  return answers;
}

// The slot of every Employment.
constexpr char kSlot[] = "employmentRecorded/E-1";

std::vector<Event> History() {
  RegistryBuilder builder;
  builder.File("S-1", "F-1", v1::Standard::ADD_ON_2);
  builder.File("S-2", "F-2", v1::Standard::ADD_ON_1);
  builder.Calendar("national", 2026);
  auto& partnership = *builder.Add("P").mutable_partnership_recorded();
  partnership.set_partnership_id("P-1");
  partnership.set_sending_facility_id("F-1");
  partnership.set_receiving_facility_id("F-2");
  std::vector<Event> events;
  for (const auto& [id, event] : builder.events()) events.push_back(event);
  events.push_back(Employment("a", "hr", 1, "D-1"));
  events.push_back(Employment("b", "hr", 2, "D-2"));
  events.push_back(Employment("c", "hr", 2, "D-1"));
  events.push_back(Employment("a", "bureau", 1, "D-3"));
  events.push_back(Employment("a", "hr", 1, "D-3"));
  events.push_back(events.front());
  return events;
}

TEST(Registry, AnswersTheSameInAnyOrderOfFolding) {
  std::vector<Event> events = History();
  const auto fold = [&] {
    Registry registry;
    for (const auto& event : events) registry.Fold(FactOf(event));
    // hr#a was seen with two contents, hr#c with one that is not told here.
    registry.MarkDoubtful(kSlot, "hr", "a");
    registry.MarkDoubtful(kSlot, "hr", "c");
    return Answers(registry);
  };
  const std::string expected = fold();
  EXPECT_NE(expected.find("13/D-1: employmentRecorded/E-1 hr#c doubtful"), std::string::npos)
      << expected;
  constexpr unsigned kSeed = 20260620;
  std::mt19937 random(kSeed);
  for (int round = 0; round < 500; ++round) {
    std::shuffle(events.begin(), events.end(), random);
    ASSERT_EQ(fold(), expected) << "seed " << kSeed << ", round " << round;
  }
}

TEST(Registry, TakesDoubtWithTheFactOrAfterIt) {
  v1::SlotFact doubtful = FactOf(Employment("a", "hr", 1, "D-1"));
  doubtful.set_doubtful(true);
  Registry with;
  with.Fold(doubtful);
  Registry after;
  after.Fold(FactOf(doubtful.event()));
  EXPECT_FALSE(after.MarkDoubtful(kSlot, "hr", "a").empty());
  EXPECT_TRUE(after.MarkDoubtful(kSlot, "hr", "a").empty());
  EXPECT_EQ(Answers(with), Answers(after));
  Registry told_later;
  told_later.Fold(FactOf(doubtful.event()));
  EXPECT_FALSE(told_later.Fold(doubtful).empty());
  EXPECT_TRUE(told_later.Fold(doubtful).empty());
  EXPECT_EQ(Answers(told_later), Answers(after));
}

TEST(Registry, KeepsDoubtOfAnIdentityWhenItsOtherContentTakesTheSlot) {
  Registry registry;
  registry.Fold(FactOf(Employment("a", "hr", 1, "D-1")));
  registry.MarkDoubtful(kSlot, "hr", "a");
  registry.Fold(FactOf(Employment("a", "hr", 2, "D-2")));
  ASSERT_EQ(registry.Find(Event::kEmploymentRecorded, "D-2").size(), 1u);
  EXPECT_TRUE(registry.Find(Event::kEmploymentRecorded, "D-2")[0]->doubtful());
}

TEST(Registry, DropsDoubtWithACorrectionOfItsOwnIdentity) {
  Registry registry;
  registry.Fold(FactOf(Employment("a", "hr", 1, "D-1")));
  registry.MarkDoubtful(kSlot, "hr", "a");
  registry.Fold(FactOf(Employment("b", "hr", 2, "D-1")));
  EXPECT_FALSE(registry.Find(Event::kEmploymentRecorded, "D-1")[0]->doubtful());
}

TEST(Registry, MovesASlotToItsNewOwnerAndTouchesBoth) {
  Registry registry;
  registry.Fold(FactOf(Employment("a", "hr", 1, "D-1")));
  const auto touched = registry.Fold(FactOf(Employment("b", "hr", 2, "D-2")));
  EXPECT_THAT(touched.physicians, ::testing::ElementsAre("D-1", "D-2"));
  EXPECT_THAT(touched.facilities, ::testing::ElementsAre("F-1"));
  EXPECT_THAT(registry.Find(Event::kEmploymentRecorded, "D-1"), ::testing::IsEmpty());
  EXPECT_EQ(registry.Find(Event::kEmploymentRecorded, "D-2").size(), 1u);
  EXPECT_EQ(registry.Find(Event::kEmploymentRecorded, "F-1").size(), 1u);
}

TEST(Registry, TouchesNothingWithWhatChangesNothing) {
  Registry registry;
  registry.Fold(FactOf(Employment("b", "hr", 2, "D-2")));
  EXPECT_TRUE(registry.Fold(FactOf(Employment("b", "hr", 2, "D-2"))).empty());
  EXPECT_TRUE(registry.Fold(FactOf(Employment("a", "hr", 1, "D-1"))).empty());
  EXPECT_TRUE(registry.MarkDoubtful(kSlot, "hr", "a").empty());
  EXPECT_TRUE(registry.MarkDoubtful(kSlot, "bureau", "b").empty());
}

TEST(Registry, TakesTheGreaterOfTwoSourcesValues) {
  Registry registry;
  registry.Fold(FactOf(Employment("a", "hr", 2, "D-1")));
  registry.Fold(FactOf(Employment("z", "zz", 1, "D-2")));
  EXPECT_EQ(registry.Find(Event::kEmploymentRecorded, "D-1").size(), 1u);
  EXPECT_THAT(registry.Find(Event::kEmploymentRecorded, "D-2"), ::testing::IsEmpty());
  registry.Fold(FactOf(Employment("y", "zz", 3, "D-2")));
  EXPECT_THAT(registry.Find(Event::kEmploymentRecorded, "D-1"), ::testing::IsEmpty());
  EXPECT_EQ(registry.Find(Event::kEmploymentRecorded, "D-2").size(), 1u);
}

TEST(Registry, FindsByKindAndOwnerInSlotOrder) {
  Registry registry;
  RegistryBuilder builder;
  builder.File("S-2", "F-1", v1::Standard::ADD_ON_2);
  builder.File("S-1", "F-1", v1::Standard::ADD_ON_1);
  builder.Employ("E-1", "D-1", "F-1", EmploymentStatus::FULL_TIME);
  builder.FoldInto(registry);
  const auto filings = registry.Find(Event::kStandardFiled, "F-1");
  ASSERT_EQ(filings.size(), 2u);
  EXPECT_EQ(filings[0]->slot(), "standardFiled/S-1");
  EXPECT_EQ(filings[1]->slot(), "standardFiled/S-2");
  EXPECT_THAT(registry.Find(Event::kStandardFiled, "F-2"), ::testing::IsEmpty());
}

TEST(Registry, TellsNationalCalendarsFromAFacilitys) {
  Registry registry;
  RegistryBuilder builder;
  builder.Calendar("facility", 2026).set_facility_id("F-1");
  EXPECT_FALSE(registry.Fold(FactOf(builder.Add("facility"))).national_calendar);
  EXPECT_THAT(registry.Find(Event::kCalendarPublished, ""), ::testing::IsEmpty());
  builder.Calendar("national", 2026);
  EXPECT_TRUE(registry.Fold(FactOf(builder.Add("national"))).national_calendar);
  EXPECT_EQ(registry.Find(Event::kCalendarPublished, "").size(), 1u);
  EXPECT_EQ(registry.Find(Event::kCalendarPublished, "F-1").size(), 1u);
}

TEST(Registry, TouchesEveryOwnerByRole) {
  Registry registry;
  RegistryBuilder builder;
  auto& partnership = *builder.Add("P").mutable_partnership_recorded();
  partnership.set_partnership_id("P-1");
  partnership.set_sending_facility_id("F-1");
  partnership.set_receiving_facility_id("F-2");
  auto touched = registry.Fold(FactOf(builder.Add("P")));
  EXPECT_THAT(touched.partnerships, ::testing::ElementsAre("P-1"));
  EXPECT_THAT(touched.facilities, ::testing::ElementsAre("F-1", "F-2"));
  builder.Add("A").mutable_finding_acknowledged()->set_subject("reading/F-1/R-1");
  touched = registry.Fold(FactOf(builder.Add("A")));
  EXPECT_THAT(touched.subjects, ::testing::ElementsAre("reading/F-1/R-1"));
  auto& solicitation = *builder.Add("L").mutable_solicitation_recorded();
  solicitation.set_solicitation_id("L-1");
  solicitation.set_vendor_id("V-1");
  solicitation.set_facility_id("F-1");
  touched = registry.Fold(FactOf(builder.Add("L")));
  EXPECT_THAT(touched.vendors, ::testing::ElementsAre("V-1"));
  EXPECT_THAT(touched.facilities, ::testing::ElementsAre("F-1"));
}

// "FROM UNTIL" of what a fact touches.
std::string Days(const Registry::Touched& touched) { return touched.from + " " + touched.until; }

TEST(Registry, TouchesTheDaysOfTheOldValueAndOfTheNew) {
  Registry registry;
  RegistryBuilder builder;
  auto& attestation = builder.Attest("A", "F-1", v1::AttestationRecorded::Kind::NO_COMMISSION);
  attestation.set_valid_from("2026-05-01");
  attestation.set_valid_to("2026-06-01");
  EXPECT_EQ(Days(registry.Fold(FactOf(builder.Event("A")))), "2026-05-01 2026-06-01");
  builder.Event("A").set_source_revision(2);
  attestation.clear_valid_to();
  EXPECT_EQ(Days(registry.Fold(FactOf(builder.Event("A")))), "2026-05-01 9999-12-31");
}

TEST(Registry, TouchesTheDaysThatAFactNames) {
  Registry registry;
  RegistryBuilder builder;
  const auto days = [&](const std::string& id) {
    return Days(registry.Fold(FactOf(builder.Event(id))));
  };
  builder.Manage("M", "F-1", v1::ManagementActivityRecorded::Side::OWN);
  EXPECT_EQ(days("M"), "2026-06-20 2026-06-20");
  builder.Plan("C", "F-1", "L-2", v1::CorrectionPlanRecorded::State::OPEN);
  EXPECT_EQ(days("C"), "2026-06-01 2026-06-01");
  builder.Calendar("own", 2026).set_facility_id("F-1");
  EXPECT_EQ(days("own"), "2024-01-01 2026-12-31");
  builder.Calendar("national", 2026);
  EXPECT_EQ(days("national"), "2024-01-01 2026-12-31");
  builder.Calendar("odd", 2026).add_holidays("2029-05-03");
  EXPECT_EQ(days("odd"), "2024-01-01 2029-12-31");
  builder.Partner("P", "F-1", "F-2").set_valid_to("2021-01-01");
  EXPECT_EQ(days("P"), " 9999-12-31");
}

TEST(Registry, IsEmptyOnceCleared) {
  Registry registry;
  registry.Fold(FactOf(Employment("a", "hr", 1, "D-1")));
  registry.Clear();
  EXPECT_EQ(Answers(registry), "");
}

TEST(InForce, IsHalfOpen) {
  v1::StandardFiled filing;
  filing.set_valid_from("2026-06-01");
  EXPECT_FALSE(InForce(filing, "2026-05-31"));
  EXPECT_TRUE(InForce(filing, "2026-06-01"));
  EXPECT_TRUE(InForce(filing, "9999-12-31"));
  filing.set_valid_to("2026-07-01");
  EXPECT_TRUE(InForce(filing, "2026-06-30"));
  EXPECT_FALSE(InForce(filing, "2026-07-01"));
}

}  // namespace
}  // namespace kakutei::rules
