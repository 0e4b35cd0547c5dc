#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kakutei/v1/verdict.pb.h"

#include "rules/policy.h"
#include "rules/reads.h"
#include "rules/remedy.h"

namespace kakutei::rules {

// One sentence of a rule, in both languages, and what would change the finding that speaks it.
// {name} is replaced by the argument of that name.
struct Message {
  std::string_view branch;
  std::string_view ja;
  std::string_view en;
  Remedy remedy = {};
};

// A rule of one kind of subject: what it is called, on whose word, what it says to people, and how
// it judges. Judging is pure. Where it is written, and whether it is on, the policy pack in force
// on the date judged says.
class Findings;
struct RuleHeader {
  std::string_view id;
  v1::Authority::Value authority;
  std::span<const Message> messages;
  Reads reads = {};
};
template <typename Case>
struct Rule {
  RuleHeader header;
  void (*judge)(const Case&, Findings&);
};

// Enough to look into: how many members of a month a finding names at most. Counts are of all.
inline constexpr int kMostFacts = 100;

using FactRefs = std::vector<std::string>;
using Arguments = std::vector<std::pair<std::string_view, std::string>>;

// Collects what one rule reports of one subject and makes one finding of it: the worst outcome,
// with the facts of all branches that fired. Among equal outcomes the branch that the rule lists
// first speaks.
class Findings {
 public:
  // `missing`: what a missing fact means here, PENDING or, once the month is closed, NEEDS_REVIEW.
  Findings(const RuleHeader& rule, v1::Status::Value missing) : rule_(rule), missing_(missing) {}

  void Report(v1::Status::Value outcome, std::string_view branch, FactRefs facts = {},
              Arguments arguments = {});
  void Missing(std::string_view branch, FactRefs facts = {}, Arguments arguments = {});
  // From this JST date of the clock on the rule may say something else, though no fact comes.
  void LookAgainOn(base::Date date);

  bool empty() const { return facts_fired_ == 0; }
  // The earliest of the dates on which to look again; nullopt without any.
  std::optional<base::Date> look_again_on() const { return look_again_on_; }
  // The finding, with the citation that the policy states.
  v1::Finding Take(const PolicyOnDate& policy) const;

 private:
  int BranchOrder(std::string_view branch) const;

  const RuleHeader& rule_;
  v1::Status::Value missing_;
  int facts_fired_ = 0;
  v1::Status::Value outcome_ = v1::Status::STATUS_UNSPECIFIED;
  std::string_view branch_;
  Arguments arguments_;
  FactRefs facts_;
  std::optional<base::Date> look_again_on_;
};

// Runs the rules that are on over one subject and appends what they find to `findings`, in the
// order of rule ids. Returns the earliest date on which some rule wants to look again.
template <typename Case>
std::optional<base::Date> JudgeAll(std::span<const Rule<Case>* const> rules, const Case& subject,
                                   v1::Status::Value missing, const PolicyOnDate& policy,
                                   google::protobuf::RepeatedPtrField<v1::Finding>& findings) {
  std::optional<base::Date> look_again_on;
  for (const Rule<Case>* rule : rules) {
    if (!policy.IsOn(rule->header.id)) continue;
    Findings found(rule->header, missing);
    rule->judge(subject, found);
    if (!found.empty()) *findings.Add() = found.Take(policy);
    const auto next = found.look_again_on();
    if (next && (!look_again_on || *next < *look_again_on)) look_again_on = next;
  }
  return look_again_on;
}

// The worse of two statuses; WITHDRAWN does not combine.
v1::Status::Value Worse(v1::Status::Value a, v1::Status::Value b);

// What a finding contributes to its subject's status: ADVISORY ones at most the advisory ceiling.
v1::Status::Value ContributionOf(const v1::Finding& finding, const PolicyOnDate& policy);

// Names the packs that a verdict rests on.
void NamePolicy(const PolicyOnDate& policy, v1::Verdict& verdict);

}  // namespace kakutei::rules
