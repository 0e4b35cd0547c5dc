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

// Where a rule is written. For documents that follow the fee schedule's editions the edition in
// force on the date judged is put before the document's name, and clauses that were renumbered name
// both.
struct Source {
  // ATS2, TARIFF, CIRCULAR, STANDARDS, OPERATOR.
  std::string_view document;
  // From R8 on.
  std::string_view clause;
  // Before R8; equal to clause where nothing was renumbered.
  std::string_view clause_before_r8;
};

// One sentence of a rule, in both languages, and what would change the finding that speaks it.
// {name} is replaced by the argument of that name.
struct Message {
  std::string_view branch;
  std::string_view ja;
  std::string_view en;
  Remedy remedy = {};
};

// A rule of one kind of subject: what it is called, on whose word, where it is written, what it
// says to people, and how it judges. Judging is pure.
class Findings;
struct RuleHeader {
  std::string_view id;
  v1::Authority::Value authority;
  Source source;
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
  // The finding, with the citation as of `date` (nullopt: the newest edition).
  v1::Finding Take(const Policy& policy, std::optional<base::Date> date) const;

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

// Runs rules over one subject and appends what they find to `findings`, in the order of rule ids.
// Returns the earliest date on which some rule wants to look again.
template <typename Case>
std::optional<base::Date> JudgeAll(std::span<const Rule<Case>* const> rules, const Case& subject,
                                   v1::Status::Value missing, const Policy& policy,
                                   std::optional<base::Date> date,
                                   google::protobuf::RepeatedPtrField<v1::Finding>& findings) {
  std::optional<base::Date> look_again_on;
  for (const Rule<Case>* rule : rules) {
    Findings found(rule->header, missing);
    rule->judge(subject, found);
    if (!found.empty()) *findings.Add() = found.Take(policy, date);
    const auto next = found.look_again_on();
    if (next && (!look_again_on || *next < *look_again_on)) look_again_on = next;
  }
  return look_again_on;
}

// The worse of two statuses; WITHDRAWN does not combine.
v1::Status::Value Worse(v1::Status::Value a, v1::Status::Value b);

// What a finding contributes to its subject's status: ADVISORY ones at most the advisory ceiling.
v1::Status::Value ContributionOf(const v1::Finding& finding, const Policy& policy);

}  // namespace kakutei::rules
