#include "facts/dossier.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/slots.h"

namespace kakutei::facts {
namespace {

v1::Event Attached(const std::string& source, const std::string& id, int version, int revision,
                   std::int64_t seconds = 100) {
  v1::Event event;
  event.set_event_id(id);
  event.set_source(source);
  event.set_source_revision(static_cast<std::uint64_t>(revision));
  event.mutable_occurred_at()->set_seconds(seconds);
  event.mutable_report_attached()->set_report_version(version);
  return event;
}

// "slot source#id" of each fact kept; a doubtful one ends in "?".
std::vector<std::string> Lines(const v1::Dossier& dossier) {
  std::vector<std::string> lines;
  for (const auto& fact : dossier.facts()) {
    lines.push_back(fact.slot() + " " + FactRef(fact.event()) + (fact.doubtful() ? "?" : ""));
  }
  return lines;
}

std::vector<std::string> ValueLines(const v1::Dossier& dossier) {
  std::vector<std::string> lines;
  for (const auto* fact : Values(dossier)) {
    lines.push_back(fact->slot() + " " + FactRef(fact->event()));
  }
  return lines;
}

using ::testing::ElementsAre;

TEST(Fold, KeepsFactsBySlotAndSource) {
  v1::Dossier dossier;
  EXPECT_TRUE(Fold(Attached("b", "x", 2, 1), dossier));
  EXPECT_TRUE(Fold(Attached("a", "y", 2, 1), dossier));
  EXPECT_TRUE(Fold(Attached("c", "z", 1, 1), dossier));
  EXPECT_THAT(Lines(dossier),
              ElementsAre("reportAttached/1 c#z", "reportAttached/2 a#y", "reportAttached/2 b#x"));
}

TEST(Fold, ReplacesASourcesValueBySupersession) {
  v1::Dossier dossier;
  Fold(Attached("a", "old", 1, 2), dossier);
  EXPECT_FALSE(Fold(Attached("a", "zzz", 1, 1, 999), dossier));
  EXPECT_THAT(Lines(dossier), ElementsAre("reportAttached/1 a#old"));
  EXPECT_TRUE(Fold(Attached("a", "new", 1, 3), dossier));
  EXPECT_THAT(Lines(dossier), ElementsAre("reportAttached/1 a#new"));
}

TEST(Fold, IsIdempotent) {
  v1::Dossier dossier;
  Fold(Attached("a", "x", 1, 1), dossier);
  EXPECT_FALSE(Fold(Attached("a", "x", 1, 1), dossier));
  v1::Event recorded_later = Attached("a", "x", 1, 1);
  recorded_later.mutable_recorded_at()->set_seconds(5);
  EXPECT_FALSE(Fold(recorded_later, dossier));
  EXPECT_EQ(dossier.facts_size(), 1);
}

TEST(Fold, TakesTheSameFactInAnyOrderAndNumber) {
  std::vector<v1::Event> events;
  for (const char* source : {"a", "b/c"}) {
    for (int version = 1; version <= 2; ++version) {
      for (int revision = 1; revision <= 2; ++revision) {
        for (const char* id : {"e1", "e2"}) {
          events.push_back(Attached(source, id, version, revision, 100 - revision));
        }
      }
    }
  }
  // Other contents of identities that are there.
  events.push_back(Attached("a", "e1", 2, 2, 50));
  events.push_back(Attached("a", "e2", 1, 2));
  events.back().mutable_report_attached()->set_reading_id("R-9");
  events.push_back(events.front());
  const auto fold = [&] {
    v1::Dossier dossier;
    for (const auto& event : events) Fold(event, dossier);
    MarkDoubtful("a", "e2", dossier);
    return dossier.SerializeAsString();
  };
  const std::string expected = fold();
  constexpr unsigned kSeed = 20260620;
  std::mt19937 random(kSeed);
  for (int round = 0; round < 1000; ++round) {
    std::shuffle(events.begin(), events.end(), random);
    ASSERT_EQ(fold(), expected) << "seed " << kSeed << ", round " << round;
  }
}

TEST(Fold, IsAssociative) {
  // Folding what a part was folded to gives what folding the parts gives.
  v1::Dossier part;
  Fold(Attached("a", "x", 1, 1), part);
  Fold(Attached("a", "y", 1, 3), part);
  Fold(Attached("b", "z", 2, 1), part);
  v1::Dossier whole;
  Fold(Attached("a", "w", 1, 2), whole);
  for (const auto& fact : part.facts()) Fold(fact.event(), whole);
  v1::Dossier in_one;
  for (const auto& event : {Attached("a", "w", 1, 2), Attached("a", "x", 1, 1),
                            Attached("a", "y", 1, 3), Attached("b", "z", 2, 1)}) {
    Fold(event, in_one);
  }
  EXPECT_EQ(whole.SerializeAsString(), in_one.SerializeAsString());
}

TEST(MarkDoubtful, MarksEveryFactOfTheIdentity) {
  v1::Dossier dossier;
  Fold(Attached("a", "x", 1, 1), dossier);
  Fold(Attached("a", "x", 2, 1), dossier);
  Fold(Attached("b", "x", 1, 1), dossier);
  EXPECT_TRUE(MarkDoubtful("a", "x", dossier));
  EXPECT_FALSE(MarkDoubtful("a", "x", dossier));
  EXPECT_FALSE(MarkDoubtful("a", "y", dossier));
  EXPECT_THAT(Lines(dossier), ElementsAre("reportAttached/1 a#x?", "reportAttached/1 b#x",
                                          "reportAttached/2 a#x?"));
}

TEST(MarkDoubtful, StaysWithTheIdentityAndGoesWithACorrection) {
  v1::Dossier dossier;
  Fold(Attached("a", "x", 1, 1), dossier);
  MarkDoubtful("a", "x", dossier);
  Fold(Attached("a", "x", 1, 2), dossier);
  EXPECT_THAT(Lines(dossier), ElementsAre("reportAttached/1 a#x?"));
  Fold(Attached("a", "y", 1, 3), dossier);
  EXPECT_THAT(Lines(dossier), ElementsAre("reportAttached/1 a#y"));
}

TEST(Values, TakeTheGreatestOfTheSourcesInSlotOrder) {
  v1::Dossier dossier;
  EXPECT_THAT(ValueLines(dossier), ElementsAre());
  Fold(Attached("a", "x", 1, 2), dossier);
  Fold(Attached("b", "z", 1, 1), dossier);
  Fold(Attached("c", "y", 1, 1), dossier);
  Fold(Attached("b", "x", 2, 1), dossier);
  Fold(Attached("c", "x", 2, 1), dossier);
  EXPECT_THAT(ValueLines(dossier), ElementsAre("reportAttached/1 a#x", "reportAttached/2 c#x"));
}

TEST(Values, OfASourceThatCorrectedItselfDownwardsAreItsLatest) {
  // The source's own latest value is lesser in time; what it said before does not count any more.
  v1::Dossier dossier;
  Fold(Attached("a", "x", 1, 1, 500), dossier);
  Fold(Attached("b", "y", 1, 1, 300), dossier);
  EXPECT_THAT(ValueLines(dossier), ElementsAre("reportAttached/1 a#x"));
  Fold(Attached("a", "z", 1, 2, 100), dossier);
  EXPECT_THAT(ValueLines(dossier), ElementsAre("reportAttached/1 a#z"));
}

}  // namespace
}  // namespace kakutei::facts
