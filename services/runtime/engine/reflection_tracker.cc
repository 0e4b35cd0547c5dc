#include "runtime/engine/reflection_tracker.h"

#include <algorithm>
#include <utility>

namespace kakutei::runtime::engine {

std::optional<Reflection> ReflectionTracker::Observe(const Standing& standing) {
  // An unexpected record has made dirty again what the candidate took for judged.
  if (candidate_ && candidate_->repairs != standing.repairs) {
    candidate_.reset();
  }
  if (standing.nothing_dirty && standing.pending_up_to.empty()) {
    candidate_.reset();
    return Reflection{standing.inputs, standing.outputs};
  }
  const auto read_back = [&](const Positions::value_type& wanted) {
    const auto output = standing.outputs.find(wanted.first);
    return output != standing.outputs.end() && output->second >= wanted.second;
  };
  std::optional<Reflection> news;
  if (candidate_ && std::ranges::all_of(candidate_->up_to, read_back)) {
    news = Reflection{std::move(candidate_->inputs), standing.outputs};
    candidate_.reset();
  }
  if (!candidate_ && standing.nothing_dirty) {
    candidate_ = Candidate{standing.inputs, standing.pending_up_to, standing.repairs};
  }
  return news;
}

}  // namespace kakutei::runtime::engine
