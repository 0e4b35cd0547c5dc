#pragma once

#include <string_view>

#include "kakutei/v1/event.pb.h"

namespace kakutei::facts {

// What kinds of facts are called in sentences; the English one begins with an article.
struct FactWords {
  std::string_view ja;
  std::string_view en;
};

// Empty words for an event without a fact.
FactWords WordsFor(v1::Event::FactCase fact);

}  // namespace kakutei::facts
