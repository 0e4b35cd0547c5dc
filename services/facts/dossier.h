#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "kakutei/v1/state.pb.h"

// Folding facts into what is kept of one entity. Commutative, associative and idempotent.
namespace kakutei::facts {

// Takes the event as its source's value of its slot if it supersedes the one there. Returns whether
// the dossier changed.
bool Fold(const v1::Event& event, v1::Dossier& dossier);

// Marks every fact of the identity as doubtful. Returns whether the dossier changed.
bool MarkDoubtful(std::string_view source, std::string_view event_id, v1::Dossier& dossier);

// The slots' values, in slot order: of several sources' values the one that supersedes the others.
std::vector<const v1::SlotFact*> Values(const v1::Dossier& dossier);

}  // namespace kakutei::facts
