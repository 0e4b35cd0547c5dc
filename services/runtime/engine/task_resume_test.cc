#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/engine/task.h"
#include "runtime/engine/testing/toy_task.h"

namespace kakutei::runtime::engine {
namespace {

// Judges by a release, too: what an earlier one has judged it has judged again.
class Released final : public Domain {
 public:
  Released(std::string release, std::vector<std::string> subjects)
      : release_(std::move(release)), subjects_(std::move(subjects)) {}

  base::Status Reload(const State& state) override { return toy_.Reload(state); }
  base::Status Resume(State& state, DirtySubjects& dirty) override {
    const auto known = state.Get("release");
    if (!known) return base::Fail(known.error());
    if (*known == release_) return {};
    state.Put("release", release_);
    for (const auto& subject : subjects_) dirty.Mark(subject, "");
    return {};
  }
  base::Result<FoldOutcome> Fold(const Input& input, State& state, DirtySubjects& dirty) override {
    return toy_.Fold(input, state, dirty);
  }
  int Stratum(std::string_view subject) const override { return toy_.Stratum(subject); }
  base::Result<std::optional<std::string>> Judge(std::string_view subject, State& state,
                                                 DirtySubjects& dirty) override {
    auto content = toy_.Judge(subject, state, dirty);
    if (content && *content) **content += " by " + release_;
    return content;
  }
  std::string OutputKey(std::string_view subject) const override { return toy_.OutputKey(subject); }
  bool Owns(std::string_view subject) const override { return toy_.Owns(subject); }

 private:
  ToyDomain toy_{{"a", "b"}};
  const std::string release_;
  const std::vector<std::string> subjects_;
};

TEST(Task, HasWhatAnotherReleaseJudgedJudgedAgain) {
  ToyTask toy;
  toy.Amount("a0", "p", 1);
  toy.Amount("a1", "p", 2);
  Released first("r1", {});
  toy.Restart(first, toy.spec);
  toy.Rest();
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=1 by r1");
  Released second("r2", {"sum/a0"});
  toy.Restart(second, toy.spec);
  toy.Rest();
  EXPECT_EQ(toy.Latest().at("sum/a0"), "sum/a0=1 by r2");
  EXPECT_EQ(toy.Latest().at("sum/a1"), "sum/a1=2 by r1");
  EXPECT_EQ(toy.Revisions("sum/a0"), 2U);
  toy.Restart(second, toy.spec);
  toy.Rest();
  EXPECT_EQ(toy.Revisions("sum/a0"), 2U);
}

}  // namespace
}  // namespace kakutei::runtime::engine
