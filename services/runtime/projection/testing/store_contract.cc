#include "runtime/projection/testing/store_contract.h"

#include <initializer_list>
#include <map>
#include <optional>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

namespace kakutei::runtime {

StoreMaker::StoreMaker(std::string store_name, Make make_store)
    : name(std::move(store_name)), make(std::move(make_store)) {}

std::ostream& operator<<(std::ostream& out, const StoreMaker& maker) { return out << maker.name; }

StoreContract::StoreContract() : tested_(GetParam().make()) {}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;
using Entries = std::vector<std::pair<std::string, std::string>>;

std::optional<std::string> Get(const StateReader& reader, std::string_view key) {
  auto value = reader.Get(key);
  EXPECT_TRUE(value.has_value()) << value.error().message;
  return value ? *value : std::nullopt;
}

Entries Scan(const StateReader& reader, std::string_view prefix, std::string_view from = "") {
  Entries entries;
  const auto scanned = reader.Scan(prefix, from, [&](std::string_view key, std::string_view value) {
    entries.emplace_back(key, value);
    return true;
  });
  EXPECT_TRUE(scanned.has_value()) << scanned.error().message;
  return entries;
}

void Commit(ProjectionStore& store, const Entries& entries) {
  const auto overlay = store.NewOverlay();
  for (const auto& [key, value] : entries) {
    overlay->Put(key, value);
  }
  ASSERT_TRUE(store.Commit(*overlay, Durability::kProcessCrash).has_value());
}

TEST_P(StoreContract, AnswersNulloptForWhatIsNotStored) {
  EXPECT_EQ(Get(store(), "a"), std::nullopt);
  EXPECT_THAT(Scan(store(), ""), IsEmpty());
}

TEST_P(StoreContract, KeepsEmptyAndBinaryValuesAndKeysApart) {
  const std::string nul("\0", 1);
  Commit(store(), {{"empty", ""}, {nul, nul}, {"\xff", "\xff\xff"}, {"", "of the empty key"}});
  EXPECT_THAT(Get(store(), "empty"), Optional(std::string()));
  EXPECT_THAT(Get(store(), nul), Optional(nul));
  EXPECT_THAT(Get(store(), "\xff"), Optional(std::string("\xff\xff")));
  EXPECT_THAT(Get(store(), ""), Optional(std::string("of the empty key")));
  EXPECT_EQ(Scan(store(), "").size(), 4u);
}

TEST_P(StoreContract, ShowsAnOverlayToNobodyUntilItIsCommitted) {
  const auto overlay = store().NewOverlay();
  overlay->Put("a", "1");
  overlay->Put("b", "2");
  EXPECT_EQ(overlay->changes(), 2);
  EXPECT_THAT(Get(*overlay, "a"), Optional(std::string("1")));
  EXPECT_EQ(Get(store(), "a"), std::nullopt);
  ASSERT_TRUE(store().Commit(*overlay, Durability::kPowerLoss).has_value());
  EXPECT_THAT(Scan(store(), ""), ElementsAre(Pair("a", "1"), Pair("b", "2")));
}

TEST_P(StoreContract, DropsAnOverlayThatIsNeverCommitted) {
  store().NewOverlay()->Put("a", "1");
  EXPECT_EQ(Get(store(), "a"), std::nullopt);
}

TEST_P(StoreContract, EmptiesAnOverlayByCommittingIt) {
  const auto overlay = store().NewOverlay();
  overlay->Put("a", "1");
  ASSERT_TRUE(store().Commit(*overlay, Durability::kProcessCrash).has_value());
  EXPECT_EQ(overlay->changes(), 0);
  Commit(store(), {{"a", "2"}});
  EXPECT_THAT(Get(*overlay, "a"), Optional(std::string("2")));
  ASSERT_TRUE(store().Commit(*overlay, Durability::kProcessCrash).has_value());
  EXPECT_THAT(Get(store(), "a"), Optional(std::string("2")));
}

TEST_P(StoreContract, ReadsItsOwnDeletionsOverTheStore) {
  Commit(store(), {{"a", "1"}, {"b", "2"}, {"c", "3"}});
  const auto overlay = store().NewOverlay();
  overlay->Delete("b");
  overlay->Delete("never there");
  EXPECT_EQ(Get(*overlay, "b"), std::nullopt);
  EXPECT_THAT(Scan(*overlay, ""), ElementsAre(Pair("a", "1"), Pair("c", "3")));
  EXPECT_THAT(Get(store(), "b"), Optional(std::string("2")));
  ASSERT_TRUE(store().Commit(*overlay, Durability::kProcessCrash).has_value());
  EXPECT_EQ(Get(store(), "b"), std::nullopt);
}

TEST_P(StoreContract, TakesTheLastOfSeveralChangesOfAKey) {
  const auto overlay = store().NewOverlay();
  overlay->Put("a", "1");
  overlay->Delete("a");
  overlay->Put("a", "3");
  overlay->Put("b", "1");
  overlay->Delete("b");
  EXPECT_THAT(Scan(*overlay, ""), ElementsAre(Pair("a", "3")));
  ASSERT_TRUE(store().Commit(*overlay, Durability::kProcessCrash).has_value());
  EXPECT_THAT(Scan(store(), ""), ElementsAre(Pair("a", "3")));
}

TEST_P(StoreContract, MergesAnOverlayIntoAScanInKeyOrder) {
  Commit(store(), {{"p1", "s"}, {"p3", "s"}, {"p5", "s"}, {"q", "s"}});
  const auto overlay = store().NewOverlay();
  for (const char* key : {"p0", "p2", "p3", "p6", "o", "q0"}) {
    overlay->Put(key, "o");
  }
  EXPECT_THAT(Scan(*overlay, "p"), ElementsAre(Pair("p0", "o"), Pair("p1", "s"), Pair("p2", "o"),
                                               Pair("p3", "o"), Pair("p5", "s"), Pair("p6", "o")));
  EXPECT_THAT(Scan(*overlay, "p", "p3"),
              ElementsAre(Pair("p3", "o"), Pair("p5", "s"), Pair("p6", "o")));
}

TEST_P(StoreContract, StartsAScanAtFromButNeverBeforeThePrefix) {
  Commit(store(), {{"a", "0"}, {"b1", "1"}, {"b2", "2"}, {"b22", "3"}, {"c", "4"}});
  EXPECT_THAT(Scan(store(), "b", "b2"), ElementsAre(Pair("b2", "2"), Pair("b22", "3")));
  EXPECT_THAT(Scan(store(), "b", "b11"), ElementsAre(Pair("b2", "2"), Pair("b22", "3")));
  EXPECT_THAT(Scan(store(), "b", "a").size(), 3u);
  EXPECT_THAT(Scan(store(), "b", "c"), IsEmpty());
  EXPECT_THAT(Scan(store(), "", "b22"), ElementsAre(Pair("b22", "3"), Pair("c", "4")));
}

TEST_P(StoreContract, StopsAScanWhenTheVisitorSaysSo) {
  Commit(store(), {{"a", "s"}, {"c", "s"}, {"e", "s"}});
  const auto overlay = store().NewOverlay();
  overlay->Put("b", "o");
  overlay->Put("d", "o");
  for (int wanted = 1; wanted <= 5; ++wanted) {
    std::string seen;
    const auto scanned = overlay->Scan("", "", [&](std::string_view key, std::string_view) {
      seen += key;
      return static_cast<int>(seen.size()) < wanted;
    });
    ASSERT_TRUE(scanned.has_value());
    EXPECT_EQ(seen, std::string("abcde").substr(0, static_cast<std::size_t>(wanted)));
  }
}

TEST_P(StoreContract, EndsAPrefixThatEndsInTheHighestByte) {
  const Entries entries = {{"a\xfe", "1"},     {"a\xff", "2"},       {"a\xff\x01", "3"},
                           {"a\xff\xff", "4"}, {"b", "5"},           {"\xff", "6"},
                           {"\xff\xff", "7"},  {"\xff\xff\xff", "8"}};
  const auto expect = [](const StateReader& reader) {
    EXPECT_THAT(Scan(reader, "a\xff"),
                ElementsAre(Pair("a\xff", "2"), Pair("a\xff\x01", "3"), Pair("a\xff\xff", "4")));
    EXPECT_THAT(Scan(reader, "\xff\xff"),
                ElementsAre(Pair("\xff\xff", "7"), Pair("\xff\xff\xff", "8")));
    EXPECT_EQ(Scan(reader, "").size(), 8u);
  };
  const auto overlay = store().NewOverlay();
  for (const auto& [key, value] : entries) {
    overlay->Put(key, value);
  }
  expect(*overlay);
  ASSERT_TRUE(store().Commit(*overlay, Durability::kProcessCrash).has_value());
  expect(store());
}

TEST_P(StoreContract, LetsAVisitorReadButNotChangeTheOverlay) {
  Commit(store(), {{"a", "1"}, {"b", "2"}});
  const auto overlay = store().NewOverlay();
  overlay->Put("c", "3");
  int visited = 0;
  const auto visit = [&](std::string_view key, std::string_view value) {
    EXPECT_EQ(Get(*overlay, key), std::string(value));
    EXPECT_EQ(Scan(*overlay, "").size(), 3u);
    ++visited;
    return true;
  };
  ASSERT_TRUE(overlay->Scan("", "", visit).has_value());
  EXPECT_EQ(visited, 3);
  // A forked child leaves the store's directory to the parent; one that starts the test anew would
  // not.
  GTEST_FLAG_SET(death_test_style, "fast");
  // Overlays of different stores keep their entries in different ways; a change under a scan would
  // mean something else in each.
  EXPECT_DEATH(static_cast<void>(overlay->Scan("", "",
                                               [&](std::string_view key, std::string_view) {
                                                 overlay->Delete(key);
                                                 return true;
                                               })),
               "scans_ == 0");
}

TEST_P(StoreContract, HoldsASnapshotStillWhileTheStoreGoesOn) {
  Commit(store(), {{"a", "1"}, {"b", "1"}});
  const auto before = store().Snapshot();
  const auto overlay = store().NewOverlay();
  overlay->Put("a", "2");
  overlay->Delete("b");
  overlay->Put("c", "2");
  ASSERT_TRUE(store().Commit(*overlay, Durability::kProcessCrash).has_value());
  EXPECT_THAT(Get(*before, "a"), Optional(std::string("1")));
  EXPECT_THAT(Scan(*before, ""), ElementsAre(Pair("a", "1"), Pair("b", "1")));
  EXPECT_THAT(Scan(*store().Snapshot(), ""), ElementsAre(Pair("a", "2"), Pair("c", "2")));
}

TEST_P(StoreContract, ScansOneStateAlthoughTheVisitorCommits) {
  Commit(store(), {{"a", "1"}, {"c", "1"}});
  std::string seen;
  const auto scanned = store().Scan("", "", [&](std::string_view key, std::string_view) {
    seen += key;
    Commit(store(), {{"b", "2"}, {"d", "2"}});
    return true;
  });
  ASSERT_TRUE(scanned.has_value());
  EXPECT_EQ(seen, "ac");
}

TEST_P(StoreContract, KeepsEveryCommitAcrossReopening) {
  Commit(store(), {{"a", "1"}});
  Reopen();
  Commit(store(), {{"b", ""}});
  store().NewOverlay()->Put("c", "3");
  Reopen();
  EXPECT_THAT(Scan(store(), ""), ElementsAre(Pair("a", "1"), Pair("b", "")));
}

TEST_P(StoreContract, GivesStatistics) {
  Commit(store(), {{"a", "1"}});
  std::map<std::string, std::int64_t> figures;
  store().VisitStatistics([&](std::string_view name, std::int64_t value) {
    EXPECT_TRUE(figures.emplace(name, value).second) << name << " was given twice";
  });
  EXPECT_EQ(figures["commits"], 1);
}

// Random changes, commits, abandoned overlays and reopenings against a std::map.
TEST_P(StoreContract, AgreesWithAMapOverRandomWork) {
  const unsigned seed = 20260601;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto pick = [&](int below) {
    return static_cast<int>(random() % static_cast<unsigned>(below));
  };
  const auto random_key = [&] {
    std::string key;
    for (int length = pick(4); length >= 0; --length) {
      key += "\x01m\xfe\xff"[pick(4)];
    }
    return key;
  };
  std::map<std::string, std::string> committed;
  for (int round = 0; round < 150; ++round) {
    std::map<std::string, std::string> expected = committed;
    auto overlay = store().NewOverlay();
    for (int change = pick(12); change > 0; --change) {
      const std::string key = random_key();
      if (pick(3) == 0) {
        overlay->Delete(key);
        expected.erase(key);
      } else {
        const std::string value = std::to_string(round * 100 + change);
        overlay->Put(key, value);
        expected[key] = value;
      }
    }
    const std::string prefix = pick(4) == 0 ? "" : random_key().substr(0, 2);
    const std::string from = pick(2) == 0 ? "" : random_key();
    Entries wanted;
    for (const auto& [key, value] : expected) {
      if (key.starts_with(prefix) && key >= from) {
        wanted.emplace_back(key, value);
      }
    }
    ASSERT_EQ(Scan(*overlay, prefix, from), wanted) << "round " << round;
    ASSERT_EQ(Get(*overlay, from),
              expected.contains(from) ? std::optional(expected[from]) : std::nullopt);
    if (pick(5) != 0) {
      ASSERT_TRUE(store().Commit(*overlay, Durability::kProcessCrash).has_value());
      committed = expected;
    }
    if (pick(30) == 0) {
      overlay.reset();  // it must not outlive its store
      Reopen();
    }
    ASSERT_EQ(Scan(store(), ""), Entries(committed.begin(), committed.end()));
  }
}

}  // namespace
}  // namespace kakutei::runtime
