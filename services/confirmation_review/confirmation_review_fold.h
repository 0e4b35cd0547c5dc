#pragma once

#include <string>
#include <string_view>

#include "kakutei/v1/state.pb.h"

#include "rules/policy_book.h"
#include "rules/registry.h"
#include "rules/review/assessment.h"
#include "runtime/engine/domain.h"

namespace kakutei::confirmation_review {

// Which partition of how many a task works for.
struct Share {
  int partition = 0;
  int partitions = 1;
};

// How confirmation review folds and judges. A task is responsible for the reading facilities of its
// partition. It folds the registry, its partition of the review facts, and all reading facts, of
// which it keeps every order and cancellation, and the reports of its partition's own cases.
//
// Subjects: review/CLAIMANT/READING/READING_FACILITY/REVIEW, published as ConfirmationAssessed
// under the claimant's key; and awaiting/CLAIMANT/READING, never published, which keeps the list of
// drafts that await a confirmation.
class ConfirmationReviewFold final : public runtime::engine::Domain {
 public:
  // `start`: the packs that apply where no activation says otherwise.
  ConfirmationReviewFold(Share share, const rules::Policy& start)
      : share_(share), policies_(start) {}

  base::Status Reload(const runtime::engine::State& state) override;
  base::Status Resume(runtime::engine::State& state,
                      runtime::engine::DirtySubjects& dirty) override;
  base::Result<runtime::engine::FoldOutcome> Fold(const runtime::engine::Input& input,
                                                  runtime::engine::State& state,
                                                  runtime::engine::DirtySubjects& dirty) override;
  int Stratum(std::string_view subject) const override;
  base::Result<std::optional<std::string>> Judge(std::string_view subject,
                                                 runtime::engine::State& state,
                                                 runtime::engine::DirtySubjects& dirty) override;
  std::string OutputKey(std::string_view subject) const override;
  bool Owns(std::string_view subject) const override;

 private:
  base::Result<runtime::engine::FoldOutcome> FoldRegistry(const v1::Event& event,
                                                          runtime::engine::State& state,
                                                          runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldReading(const v1::Event& event,
                                                         runtime::engine::State& state,
                                                         runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldReview(const v1::Event& event,
                                                        runtime::engine::State& state,
                                                        runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldCancellation(
      const v1::ReadingCancelled& cancelled, const std::string& cause,
      runtime::engine::State& state, runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldPolicy(const v1::Event& event,
                                                        runtime::engine::State& state,
                                                        runtime::engine::DirtySubjects& dirty);
  base::Status MarkPolicyChange(const std::string& cause, runtime::engine::State& state,
                                runtime::engine::DirtySubjects& dirty);
  base::Status MarkNeighbours(std::string_view signing, const std::string& cause,
                              runtime::engine::State& state, runtime::engine::DirtySubjects& dirty);
  base::Status JudgeAwaiting(std::string_view subject, runtime::engine::State& state);

  const Share share_;
  rules::PolicyBook policies_;
  rules::Registry registry_;
};

// Keys of the state that queries read.
inline constexpr std::string_view kReviewKey =
    "v";  // v/claimant/reading/facility/review -> Dossier
inline constexpr std::string_view kReadingKey =
    "o";  // o/claimant/reading -> Dossier of order and reports
inline constexpr std::string_view kAuthorKey = "p";     // p/physician/claimant/reading
inline constexpr std::string_view kCancelledKey = "x";  // x/claimant/reading
inline constexpr std::string_view kAwaitingKey =
    "a";  // a/facility/time/claimant/reading -> AwaitingConfirmation
inline constexpr std::string_view kAwaitingAtKey = "c";  // c/claimant/reading -> its key under a

}  // namespace kakutei::confirmation_review
