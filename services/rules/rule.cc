#include "rules/rule.h"

#include <algorithm>

#include "base/check.h"

namespace kakutei::rules {
v1::Status::Value Worse(v1::Status::Value a, v1::Status::Value b) {
  KAKUTEI_CHECK(a != v1::Status::WITHDRAWN && b != v1::Status::WITHDRAWN);
  return std::max(a, b);
}

v1::Status::Value ContributionOf(const v1::Finding& finding, const PolicyOnDate& policy) {
  if (finding.authority() != v1::Authority::ADVISORY) return finding.outcome();
  return std::min(finding.outcome(), policy.advisory_ceiling());
}

void NamePolicy(const PolicyOnDate& policy, v1::Verdict& verdict) {
  verdict.set_policy(policy.digest());
  verdict.mutable_packs()->Assign(policy.packs().begin(), policy.packs().end());
}

int Findings::BranchOrder(std::string_view branch) const {
  const auto found = std::find_if(rule_.messages.begin(), rule_.messages.end(),
                                  [&](const Message& message) { return message.branch == branch; });
  KAKUTEI_CHECK(found != rule_.messages.end());
  return static_cast<int>(found - rule_.messages.begin());
}

void Findings::Report(v1::Status::Value outcome, std::string_view branch, FactRefs facts,
                      Arguments arguments) {
  ++facts_fired_;
  facts_.insert(facts_.end(), facts.begin(), facts.end());
  const bool speaks = outcome_ == v1::Status::STATUS_UNSPECIFIED || outcome > outcome_ ||
                      (outcome == outcome_ && BranchOrder(branch) < BranchOrder(branch_));
  if (!speaks) return;
  outcome_ = outcome;
  branch_ = branch;
  arguments_ = std::move(arguments);
}

void Findings::Missing(std::string_view branch, FactRefs facts, Arguments arguments) {
  Report(missing_, branch, std::move(facts), std::move(arguments));
}

void Findings::LookAgainOn(base::Date date) {
  if (!look_again_on_ || date < *look_again_on_) look_again_on_ = date;
}

v1::Finding Findings::Take(const PolicyOnDate& policy) const {
  BranchOrder(branch_);
  v1::Finding finding;
  finding.set_rule_id(std::string(rule_.id));
  finding.set_authority(rule_.authority);
  finding.set_outcome(outcome_);
  if (const auto* citation = policy.CitationOf(rule_.id); citation != nullptr)
    *finding.mutable_citation() = *citation;
  FactRefs facts = facts_;
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  for (auto& fact : facts) finding.add_facts(std::move(fact));
  finding.set_message_code(std::string(rule_.id) + "." + std::string(branch_));
  for (const auto& [name, value] : arguments_) {
    auto& argument = *finding.add_arguments();
    argument.set_name(std::string(name));
    argument.set_value(value);
  }
  return finding;
}

}  // namespace kakutei::rules
