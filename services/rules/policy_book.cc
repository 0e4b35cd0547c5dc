#include "rules/policy_book.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "facts/slots.h"

namespace kakutei::rules {
namespace {

// A fact's pack is called by the fact.
PackText PackOf(const v1::Event& activation) {
  return {facts::FactRef(activation), activation.policy_activated().pack()};
}

std::vector<PackText> TextsOf(const Policy& policy) {
  std::vector<PackText> texts;
  for (const Pack& pack : policy.packs()) texts.push_back(pack.text());
  return texts;
}

std::vector<PackComplaint> Refusals(const std::vector<PackText>& packs) {
  auto complaints = Policy::Lint(packs);
  std::erase_if(complaints, [](const PackComplaint& complaint) { return complaint.warning; });
  return complaints;
}

// What holds on a date, or, for "", before all packs.
const v1::PolicyPeriod& PeriodOn(const v1::PolicyTimeline& timeline, const std::string& day) {
  int on = 0;
  for (int i = 1; i < timeline.periods_size(); ++i) {
    if (timeline.periods(i).from() <= day) on = i;
  }
  return timeline.periods(on);
}

bool Same(const v1::PolicyPeriod& a, const v1::PolicyPeriod& b) {
  return a.digest() == b.digest() && a.covered() == b.covered();
}

}  // namespace

PolicyBook::PolicyBook(const Policy& start) : start_(start), policy_(start) {}

std::vector<base::FieldViolation> PolicyBook::Violations(const v1::PolicyActivated& activated) {
  std::vector<base::FieldViolation> violations;
  std::vector<PackComplaint> complaints;
  const auto pack = Pack::Read({"pack", activated.pack()}, complaints);
  for (const PackComplaint& complaint : complaints) {
    if (complaint.warning) continue;
    violations.push_back({"policyActivated.pack", "",
                          "line " + std::to_string(complaint.line) + ": " + complaint.reason});
  }
  if (!pack) return violations;
  if (pack->content().pack_id() != activated.pack_id()) {
    violations.push_back({"policyActivated.packId", activated.pack_id(),
                          "The pack calls itself \"" + pack->content().pack_id() + "\"."});
  }
  const auto off = LawRulesOff(pack->content());
  if (!std::equal(off.begin(), off.end(), activated.law_rules_off().begin(),
                  activated.law_rules_off().end())) {
    std::string named;
    for (const auto& rule : off) named += (named.empty() ? "" : ", ") + rule;
    violations.push_back({"policyActivated.lawRulesOff", "",
                          "Each rule of LAW that the pack switches off, sorted: " +
                              (off.empty() ? "none" : named) + "."});
  }
  return violations;
}

bool PolicyBook::Take(const v1::Event& activation) {
  if (!known_.emplace(facts::IdentityBytes(activation), activation).second) return false;
  Replay();
  return true;
}

void PolicyBook::Reset(const std::vector<v1::Event>& activations) {
  known_.clear();
  for (const auto& activation : activations)
    known_.emplace(facts::IdentityBytes(activation), activation);
  Replay();
}

bool PolicyBook::IsDisputed(const v1::Event& activation) const {
  return std::any_of(known_.begin(), known_.end(), [&](const auto& known) {
    return facts::FactRef(known.second) == facts::FactRef(activation) &&
           known.first != facts::IdentityBytes(activation);
  });
}

std::vector<PackComplaint> PolicyBook::ComplaintsOf(const v1::Event& activation) const {
  return Refusals(Replace(TextsOf(policy_), {PackOf(activation)}));
}

void PolicyBook::Replay() {
  entries_.clear();
  for (const auto& [content, event] : known_) entries_.push_back({event, std::nullopt});
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return facts::Supersedes(b.event, a.event); });
  policy_ = start_;
  for (Entry& entry : entries_) {
    auto packs = Replace(TextsOf(policy_), {PackOf(entry.event)});
    const auto refusals = Refusals(packs);
    if (refusals.empty()) {
      policy_ = *Policy::FromPacks(packs);
    } else {
      entry.refused = refusals.front();
    }
  }
}

v1::PolicyTimeline TimelineOf(const Policy& policy) {
  v1::PolicyTimeline timeline;
  for (const Policy::Period& period : policy.periods()) {
    auto& kept = *timeline.add_periods();
    if (period.from) kept.set_from(base::FormatDate(*period.from));
    std::string all;
    for (const auto& digest : period.policy.packs()) all += digest;
    kept.set_digest(base::Sha256(all));
    kept.set_covered(period.policy.covered());
  }
  return timeline;
}

bool PolicyChange::empty() const {
  return before_.SerializeAsString() == after_.SerializeAsString();
}

bool PolicyChange::Touches(base::Month month) const {
  if (before_.periods().empty()) return true;
  const std::string first = base::FormatDate(base::FirstDay(month));
  const std::string last = base::FormatDate(base::LastDay(month));
  std::set<std::string> days = {first};
  for (const auto* timeline : {&before_, &after_}) {
    for (const auto& period : timeline->periods()) {
      if (first < period.from() && period.from() <= last) days.insert(period.from());
    }
  }
  return std::any_of(days.begin(), days.end(), [&](const std::string& day) {
    return !Same(PeriodOn(before_, day), PeriodOn(after_, day));
  });
}

bool PolicyChange::TouchesUndated() const {
  return before_.periods().empty() ||
         !Same(*before_.periods().rbegin(), *after_.periods().rbegin());
}

}  // namespace kakutei::rules
