#pragma once

#include <string>
#include <string_view>

#include "kakutei/v1/assessment.pb.h"
#include "kakutei/v1/state.pb.h"

#include "billing_eligibility/judgement_probe.h"
#include "billing_eligibility/state_keys.h"
#include "facts/identity.h"
#include "rules/policy_book.h"
#include "rules/registry.h"
#include "runtime/engine/domain.h"

namespace kakutei::billing_eligibility {

// How billing eligibility folds and judges: facts of one partition of claimants and the registry
// into readings, claim units, facility months and partnership months. Readings, units and months
// are strata 0, 1 and 2; each publishes a Verdict.
class BillingEligibilityFold final : public runtime::engine::Domain {
 public:
  // One of `partitions` tasks. What it is given outlives it.
  // `start`: the packs that apply where no activation says otherwise.
  BillingEligibilityFold(const rules::Policy& start, JudgementProbe& probe, int partitions = 1)
      : policies_(start), probe_(probe), partitions_(partitions) {}

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
  // Records under any other name are strangers' and nobody's.
  bool Owns(std::string_view subject) const override;
  // The kind of the subject and the verdict's status, such as "reading CAUTION"; "" where
  // nothing belongs to the subject any more.
  std::string GroupOf(std::string_view subject, std::string_view content) const override;

 private:
  base::Result<runtime::engine::FoldOutcome> FoldRegistry(const v1::Event& event,
                                                          runtime::engine::State& state,
                                                          runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldReading(const v1::Event& event,
                                                         runtime::engine::State& state,
                                                         runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldAssessment(const runtime::engine::Input& input,
                                                            runtime::engine::State& state,
                                                            runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldIdentities(
      const v1::ConfirmationAssessed& assessed, const std::string& home,
      runtime::engine::State& state, runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldClaim(const v1::Event& event,
                                                       runtime::engine::State& state,
                                                       runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldClock(const v1::Event& event,
                                                       runtime::engine::State& state,
                                                       runtime::engine::DirtySubjects& dirty);
  base::Result<runtime::engine::FoldOutcome> FoldPolicy(const v1::Event& event,
                                                        runtime::engine::State& state,
                                                        runtime::engine::DirtySubjects& dirty);
  const rules::Policy& policy() const { return policies_.policy(); }
  // After a fact was folded: how it was taken, with doubt where its identity is not its own.
  base::Result<runtime::engine::FoldOutcome> Conclude(const v1::Event& event,
                                                      const facts::SeenIdentity& seen,
                                                      runtime::engine::State& state,
                                                      runtime::engine::DirtySubjects& dirty);

  base::Result<std::optional<std::string>> JudgeReading(std::string_view subject,
                                                        runtime::engine::State& state,
                                                        runtime::engine::DirtySubjects& dirty);
  base::Result<std::optional<std::string>> JudgeUnit(std::string_view subject,
                                                     runtime::engine::State& state,
                                                     runtime::engine::DirtySubjects& dirty);
  base::Result<std::optional<std::string>> JudgeFacilityMonth(std::string_view subject,
                                                              runtime::engine::State& state);
  base::Result<std::optional<std::string>> JudgePartnershipMonth(std::string_view subject,
                                                                 runtime::engine::State& state);

  rules::PolicyBook policies_;
  JudgementProbe& probe_;
  const int partitions_;
  rules::Registry registry_;
};

}  // namespace kakutei::billing_eligibility
