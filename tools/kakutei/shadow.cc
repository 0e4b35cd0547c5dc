#include "kakutei/shadow.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "facts/kept.h"

namespace kakutei::cli {
namespace {

using facts::Part;

constexpr int kPage = 1000;
constexpr char kNothing[] = "-";

std::string KindOf(std::string_view subject) { return std::string(Part(subject, 0)); }

// Facility and month by which a subject is counted; a partnership month by its sender.
std::pair<std::string, std::string> PlaceOf(const v1::Verdict& verdict) {
  const std::string_view subject = verdict.subject();
  const std::string kind = KindOf(subject);
  std::string month(kind == "reading"          ? std::string_view(verdict.month())
                    : kind == "facility-month" ? Part(subject, 2)
                                               : Part(subject, 3));
  return {std::string(Part(subject, 1)), std::move(month)};
}

std::string StatusOf(const v1::Verdict* verdict) {
  return verdict == nullptr ? kNothing : v1::Status::Value_Name(verdict->status());
}

std::string ItemOf(const v1::Verdict* verdict) {
  if (verdict == nullptr || !verdict->has_add_on()) return kNothing;
  return v1::ClaimItem::Value_Name(verdict->add_on()) + " " + std::to_string(verdict->points());
}

const v1::Verdict* Find(const JudgedHistory& history, const std::string& subject) {
  const auto found = history.verdicts.find(subject);
  return found == history.verdicts.end() ? nullptr : &found->second;
}

const v1::StatementLine* FindLine(const JudgedHistory& history, const std::string& subject) {
  const auto found = history.statement.find(subject);
  return found == history.statement.end() ? nullptr : &found->second;
}

std::string DispositionOf(const v1::StatementLine* line) {
  return line == nullptr ? kNothing : v1::Status::Value_Name(line->disposition());
}

// Points that the month's statement lets the facility claim.
std::int64_t ClaimablePoints(const v1::Verdict* unit, const v1::StatementLine* line) {
  if (unit == nullptr || line == nullptr || !unit->has_points()) return 0;
  const auto disposition = line->disposition();
  return disposition == v1::Status::ELIGIBLE || disposition == v1::Status::CAUTION ? unit->points()
                                                                                   : 0;
}

// Each rule that found something in either, with both outcomes.
std::vector<RuleChange> RulesOf(const std::string& subject, const v1::Verdict* before,
                                const v1::Verdict* after) {
  std::map<std::string, RuleChange> rules;
  if (before != nullptr) {
    for (const auto& finding : before->findings()) {
      rules[finding.rule_id()] = {subject, finding.rule_id(),
                                  v1::Status::Value_Name(finding.outcome()), kNothing, finding};
    }
  }
  if (after != nullptr) {
    for (const auto& finding : after->findings()) {
      auto& rule = rules[finding.rule_id()];
      if (rule.rule.empty()) rule = {subject, finding.rule_id(), kNothing, kNothing, {}};
      rule.after = v1::Status::Value_Name(finding.outcome());
      rule.finding = finding;
    }
  }
  std::vector<RuleChange> all;
  for (auto& [id, rule] : rules) all.push_back(std::move(rule));
  return all;
}

class Comparison {
 public:
  Comparison(const JudgedHistory& before, const JudgedHistory& after)
      : before_(before), after_(after) {}

  ShadowReport Take() {
    std::set<std::string> subjects;
    for (const auto* history : {&before_, &after_}) {
      for (const auto& [subject, verdict] : history->verdicts) subjects.insert(subject);
    }
    for (const auto& subject : subjects) Subject(subject);
    ChooseSamples();
    return std::move(report_);
  }

 private:
  void Subject(const std::string& subject) {
    const auto* was = Find(before_, subject);
    const auto* is = Find(after_, subject);
    const auto [facility, month] = PlaceOf(is == nullptr ? *was : *is);
    SubjectChange change;
    change.subject = subject;
    change.before = StatusOf(was);
    change.after = StatusOf(is);
    change.item_before = ItemOf(was);
    change.item_after = ItemOf(is);
    ++report_.statuses[{KindOf(subject), facility, month, change.before, change.after}];
    bool changed = change.before != change.after || change.item_before != change.item_after;
    for (const RuleChange& rule : RulesOf(subject, was, is)) {
      ++report_.rules[{rule.rule, facility, month, rule.before, rule.after}];
      changed = changed || rule.before != rule.after;
    }
    if (KindOf(subject) == "unit") {
      const auto* line_was = FindLine(before_, subject);
      const auto* line_is = FindLine(after_, subject);
      change.disposition_before = DispositionOf(line_was);
      change.disposition_after = DispositionOf(line_is);
      ++report_.statuses[{"disposition", facility, month, change.disposition_before,
                          change.disposition_after}];
      auto& points = report_.points[{facility, month}];
      points.first += ClaimablePoints(was, line_was);
      points.second += ClaimablePoints(is, line_is);
      changed = changed || change.disposition_before != change.disposition_after;
    }
    if (!changed) return;
    change.why = Why(subject, was, is);
    report_.changes.push_back(std::move(change));
  }

  // What changed in the subject and in those on which it rests.
  std::vector<RuleChange> Why(const std::string& subject, const v1::Verdict* was,
                              const v1::Verdict* is) const {
    std::set<std::string> others;
    for (const auto* unit : {was, is}) {
      if (unit != nullptr && unit->has_anchor())
        others.insert(facts::Key("reading", Part(subject, 1), unit->anchor()));
    }
    for (const auto* history : {&before_, &after_}) {
      if (const auto* line = FindLine(*history, subject); line != nullptr)
        others.insert(line->decided_by().begin(), line->decided_by().end());
    }
    others.erase(subject);
    std::vector<RuleChange> why = Changed(subject, was, is);
    for (const auto& other : others) {
      for (auto& rule : Changed(other, Find(before_, other), Find(after_, other)))
        why.push_back(std::move(rule));
    }
    return why;
  }

  static std::vector<RuleChange> Changed(const std::string& subject, const v1::Verdict* was,
                                         const v1::Verdict* is) {
    auto rules = RulesOf(subject, was, is);
    std::erase_if(rules, [](const RuleChange& rule) { return rule.before == rule.after; });
    return rules;
  }

  // In rounds over kinds and rules, within each by the digest of the subject's name: no part of the
  // history is preferred, and the same report has the same samples.
  void ChooseSamples() {
    std::map<std::pair<std::string, std::string>, std::map<std::string, std::size_t>> groups;
    for (std::size_t i = 0; i < report_.changes.size(); ++i) {
      const SubjectChange& change = report_.changes[i];
      const std::string rule = change.why.empty() ? "" : change.why.front().rule;
      groups[{KindOf(change.subject), rule}][base::Sha256(change.subject)] = i;
    }
    for (std::size_t round = 0; report_.samples.size() < ShadowReport::kMostSamples; ++round) {
      bool any = false;
      for (const auto& [group, members] : groups) {
        if (round >= members.size() || report_.samples.size() >= ShadowReport::kMostSamples)
          continue;
        any = true;
        report_.samples.push_back(std::next(members.begin(), static_cast<long>(round))->second);
      }
      if (!any) return;
    }
  }

  const JudgedHistory& before_;
  const JudgedHistory& after_;
  ShadowReport report_;
};

base::Status CollectStatement(const runtime::StateReader& judged, const std::string& facility,
                              const std::string& month, JudgedHistory& history) {
  std::string after;
  do {
    auto page = billing_eligibility::GetMonthStatement(judged, facility, month, after, kPage);
    if (!page) return base::Fail(std::move(page).error());
    for (auto& line : *page->response.mutable_lines()) {
      const std::string unit = line.unit().subject();
      line.clear_unit();
      history.statement.emplace(unit, std::move(line));
    }
    after = page->next;
  } while (!after.empty());
  return {};
}

}  // namespace

base::Result<JudgedHistory> Collect(const runtime::StateReader& judged) {
  JudgedHistory history;
  const auto visited = billing_eligibility::VisitVerdicts(
      judged, {}, "", [&](const v1::PublishedVerdict& published) {
        history.verdicts.emplace(published.verdict().subject(), published.verdict());
        return true;
      });
  if (!visited) return base::Fail(visited.error());
  for (const auto& [subject, verdict] : history.verdicts) {
    if (KindOf(subject) != "facility-month") continue;
    auto collected = CollectStatement(judged, std::string(Part(subject, 1)),
                                      std::string(Part(subject, 2)), history);
    if (!collected) return base::Fail(std::move(collected).error());
  }
  return history;
}

ShadowReport Compare(const JudgedHistory& before, const JudgedHistory& after) {
  return Comparison(before, after).Take();
}

}  // namespace kakutei::cli
