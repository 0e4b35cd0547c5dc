#include "facts/fact_words.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace kakutei::facts {
namespace {

TEST(WordsFor, CallEveryKindOfFactByNamesOfItsOwn) {
  std::set<std::string_view> ja, en;
  const auto* facts = v1::Event::descriptor()->FindOneofByName("fact");
  for (int i = 0; i < facts->field_count(); ++i) {
    const FactWords words = WordsFor(static_cast<v1::Event::FactCase>(facts->field(i)->number()));
    EXPECT_FALSE(words.ja.empty()) << facts->field(i)->name();
    EXPECT_FALSE(words.en.empty()) << facts->field(i)->name();
    EXPECT_TRUE(ja.insert(words.ja).second) << words.ja;
    EXPECT_TRUE(en.insert(words.en).second) << words.en;
  }
}

TEST(WordsFor, HaveNoneForAnEventWithoutAFact) {
  EXPECT_EQ(WordsFor(v1::Event::FACT_NOT_SET).ja, "");
}

}  // namespace
}  // namespace kakutei::facts
