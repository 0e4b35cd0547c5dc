#pragma once

#include <vector>

#include "kakutei/v1/state.pb.h"

// Where sources contradict each other. Pure.
namespace kakutei::facts {

// The sources' values of one slot of which some body field is stated
// differently: those that state such a field, by source. occurred_at belongs to
// the envelope and does not count. A field is stated where it is present; of
// the fields without presence, words and ids where they are not empty, numbers
// always, since zero is a number.
using ConflictingValues = std::vector<const v1::SlotFact*>;

// Every slot of a dossier on which sources differ, in slot order.
std::vector<ConflictingValues> Conflicts(const v1::Dossier& dossier);

}  // namespace kakutei::facts
