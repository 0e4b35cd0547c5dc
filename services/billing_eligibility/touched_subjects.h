#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "rules/registry.h"
#include "runtime/engine/domain.h"

// Which subjects a change can touch: looked up in the indexes of the state, and marked to be judged
// again.
namespace kakutei::billing_eligibility {

// What a registry fact says of its owners, before and after.
base::Status MarkRegistryChange(const v1::Event& fact, const rules::Registry::Touched& touched,
                                const std::string& cause, const runtime::engine::State& state,
                                runtime::engine::DirtySubjects& dirty);

// Everything of a claimant's month.
base::Status MarkMonth(std::string_view claimant, std::string_view month, const std::string& cause,
                       const runtime::engine::State& state, runtime::engine::DirtySubjects& dirty);

// An identity (source#event_id) turned out to stand for several contents. Marks its facts as
// doubtful in each of its homes: a reading's dossier, with the reviews that name it; a claim's or
// month's; the registry, in memory too. Readings whose evidence it may be are judged again.
base::Status MarkDoubt(std::string_view identity, const std::vector<std::string>& homes,
                       rules::Registry& registry, runtime::engine::State& state,
                       runtime::engine::DirtySubjects& dirty);

}  // namespace kakutei::billing_eligibility
