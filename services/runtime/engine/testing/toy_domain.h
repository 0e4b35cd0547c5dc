#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/domain.h"
#include "runtime/engine/task_spec.h"

// A domain small enough to be judged by hand, with everything that makes a real one hard:
// corrections, a broadcast input that touches many subjects, two strata, sums kept by subtracting
// and adding, memory beside the state, and bad records.
namespace kakutei::runtime::engine {

// An amount of one item of an account, or the rate by which a group's accounts are multiplied. The
// highest (revision, number) counts. An account's group is its first character.
struct ToyFact {
  enum class Kind { kAmount, kRate };
  Kind kind = Kind::kAmount;
  std::string account;  // for a rate, the group
  std::string item;     // empty for a rate
  std::int64_t revision = 1;
  std::int64_t number = 0;
  auto operator<=>(const ToyFact&) const = default;
};

std::string Encode(const ToyFact& fact);

// Subjects and contents that these facts come to, worked out without the engine or the domain.
// `groups`: those counted.
std::map<std::string, std::string> ToyContents(const std::vector<ToyFact>& facts,
                                               const std::vector<std::string>& groups);

// Stratum 0: sum/ACCOUNT = the amounts times the group's rate (1 without one). Stratum 1:
// total/GROUP = the sum of its accounts' sums. Both are published under the group.
class ToyDomain : public Domain {
 public:
  // Takes facts of every group, but folds and publishes only these.
  explicit ToyDomain(std::vector<std::string> groups) : groups_(std::move(groups)) {}

  base::Status Reload(const State& state) override;
  base::Result<FoldOutcome> Fold(const Input& input, State& state, DirtySubjects& dirty) override;
  int Stratum(std::string_view subject) const override;
  base::Result<std::optional<std::string>> Judge(std::string_view subject, State& state,
                                                 DirtySubjects& dirty) override;
  std::string OutputKey(std::string_view subject) const override;
  bool Owns(std::string_view subject) const override;

  int judgements() const { return judgements_; }

 private:
  base::Result<FoldOutcome> FoldAmount(const ToyFact& fact, State& state, DirtySubjects& dirty);
  base::Result<FoldOutcome> FoldRate(const ToyFact& fact, State& state, DirtySubjects& dirty);
  base::Result<std::optional<std::string>> JudgeSum(std::string_view account, State& state,
                                                    DirtySubjects& dirty);
  base::Result<std::optional<std::string>> JudgeTotal(std::string_view group, State& state);

  const std::vector<std::string> groups_;
  std::map<std::string, std::int64_t, std::less<>> rates_;  // memory of what the state has
  int judgements_ = 0;
};

}  // namespace kakutei::runtime::engine
