#pragma once

#include <rapidcheck.h>

#include <ostream>
#include <string_view>
#include <vector>

#include "kakutei/v1/event.pb.h"

// Generators for properties of folding.
namespace kakutei::facts::testing {

// Well-formed facts of every kind that the service takes (a name of owners.h; empty: any service),
// of a world so small that slots, identities and owners meet often: the contract's examples, with
// ids, enums, flags, dates, revisions and times drawn anew.
rc::Gen<v1::Event> AnyFact(std::string_view owner = {});
rc::Gen<std::vector<v1::Event>> AnyFacts(std::string_view owner = {});

// A way in which facts arrive: each at least once, some again, in any order.
rc::Gen<std::vector<v1::Event>> AnyArrival(std::vector<v1::Event> facts);

}  // namespace kakutei::facts::testing

namespace kakutei::v1 {

// How RapidCheck prints the facts of a counterexample.
void showValue(const Event& event, std::ostream& out);

}  // namespace kakutei::v1
