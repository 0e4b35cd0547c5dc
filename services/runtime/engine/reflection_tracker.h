#pragma once

#include <optional>

#include "runtime/engine/freshness.h"
#include "runtime/engine/positions.h"

namespace kakutei::runtime::engine {

// Finds out, from commit to commit, what a task reflects: inputs are, once after they were folded
// nothing was dirty and everything published by then was read back and accepted. Where records are
// read back late, the last commit with nothing dirty is remembered until then. One thread.
class ReflectionTracker {
 public:
  // How a task stands after a commit.
  struct Standing {
    Positions inputs;
    Positions outputs;
    // Behind the last record of each partition that is not read back yet.
    Positions pending_up_to;
    bool nothing_dirty = false;
    // Subjects marked so far because of something unexpected in the ledger.
    std::int64_t repairs = 0;
  };

  // What is reflected now, where that is news.
  std::optional<Reflection> Observe(const Standing& standing);
  // The task begins again from its store.
  void Forget() { candidate_.reset(); }

 private:
  struct Candidate {
    Positions inputs;
    Positions up_to;
    std::int64_t repairs = 0;
  };
  std::optional<Candidate> candidate_;
};

}  // namespace kakutei::runtime::engine
