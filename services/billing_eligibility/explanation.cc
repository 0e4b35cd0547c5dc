#include "billing_eligibility/explanation.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "billing_eligibility/billing_eligibility_queries.h"
#include "billing_eligibility/claim_queries.h"
#include "billing_eligibility/explanation_parameters.h"
#include "billing_eligibility/explanation_words.h"
#include "billing_eligibility/named_facts.h"
#include "billing_eligibility/policies_kept.h"
#include "facts/slots.h"
#include "rules/messages.h"

namespace kakutei::billing_eligibility {
namespace {

using FactsByName = std::map<std::string, v1::Event>;

// The facts that findings and causes name, findings' up to the limit.
std::set<std::string> NamesIn(const v1::GetVerdictResponse& verdict) {
  std::set<std::string> names;
  for (const auto& finding : verdict.latest().verdict().findings()) {
    const int most = std::min(finding.facts_size(), kMostFactsExplained);
    names.insert(finding.facts().begin(), finding.facts().begin() + most);
  }
  for (const auto& revision : verdict.history())
    names.insert(revision.causes().begin(), revision.causes().end());
  return names;
}

v1::ExplainedFact ExplainFact(const std::string& name, const FactsByName& facts) {
  v1::ExplainedFact explained;
  explained.set_ref(name);
  if (const auto found = facts.find(name); found != facts.end()) {
    const v1::Event& event = found->second;
    explained.set_kind(std::string(facts::FactName(event.fact_case())));
    explained.set_source(event.source());
    explained.set_source_revision(event.has_source_revision() ? event.source_revision() : 1);
    *explained.mutable_occurred_at() = event.occurred_at();
    if (event.has_recorded_at()) *explained.mutable_recorded_at() = event.recorded_at();
    *explained.mutable_sentence() = FactSentence(event);
  } else {
    *explained.mutable_sentence() = UnknownFactSentence(name);
  }
  return explained;
}

v1::ExplainedFinding ExplainFinding(const v1::Finding& finding, const FactsByName& facts,
                                    const std::vector<v1::PolicyPack>& packs) {
  v1::ExplainedFinding explained;
  *explained.mutable_finding() = finding;
  *explained.mutable_authority() = AuthoritySentence(finding);
  for (auto& parameter : ParametersOf(finding, packs))
    *explained.add_parameters() = std::move(parameter);
  for (const auto& name : finding.facts()) {
    if (explained.facts_size() == kMostFactsExplained) break;
    *explained.add_facts() = ExplainFact(name, facts);
  }
  explained.set_more_facts(finding.facts_size() - explained.facts_size());
  *explained.mutable_change() = rules::RenderRemedy(finding);
  return explained;
}

// Findings by rule, as stored: without what is filled in for readers.
std::map<std::string, std::string> FindingsByRule(const v1::Verdict& verdict) {
  std::map<std::string, std::string> findings;
  for (v1::Finding finding : verdict.findings()) {
    finding.clear_message();
    findings[finding.rule_id()] = finding.SerializeAsString();
  }
  return findings;
}

v1::ExplainedRevision ExplainRevision(const v1::PublishedVerdict& revision,
                                      const v1::Verdict& before, const FactsByName& facts) {
  v1::ExplainedRevision explained;
  explained.set_revision(revision.revision());
  explained.set_status(revision.verdict().status());
  for (const auto& cause : revision.causes()) *explained.add_causes() = ExplainFact(cause, facts);
  const auto now = FindingsByRule(revision.verdict()), then = FindingsByRule(before);
  for (const auto& [rule, finding] : now) {
    const auto old = then.find(rule);
    if (old == then.end()) {
      explained.add_rules_new(rule);
    } else if (old->second != finding) {
      explained.add_rules_changed(rule);
    }
  }
  for (const auto& [rule, finding] : then) {
    if (!now.contains(rule)) explained.add_rules_gone(rule);
  }
  *explained.mutable_sentence() = RevisionSentence(explained);
  return explained;
}

// Of a claim unit alone: the readings on which it rests, and what its months make of it.
base::Status ExplainUnit(const runtime::StateReader& reader, const v1::Verdict& verdict,
                         v1::ExplainResponse& explained) {
  if (!verdict.has_action()) return {};
  google::protobuf::RepeatedPtrField<v1::Verdict> readings;
  const auto more = AddReadings(reader, verdict, readings);
  if (!more) return base::Fail(more.error());
  for (auto& reading : readings) {
    auto& of = *explained.add_readings();
    of.set_subject(reading.subject());
    of.set_status(reading.status());
    *of.mutable_sentence() = ReadingSentence(reading);
    *of.mutable_findings() = std::move(*reading.mutable_findings());
  }
  explained.set_more_readings(*more);
  const auto line = DispositionOf(reader, verdict);
  if (!line) return base::Fail(line.error());
  *explained.add_summary() = DispositionSentence(*line);
  return {};
}

}  // namespace

base::Result<v1::ExplainResponse> Explain(const runtime::StateReader& reader,
                                          std::string_view subject) {
  auto verdict = GetVerdict(reader, subject, true);
  if (!verdict) return base::Fail(std::move(verdict).error());
  const auto facts = FindFacts(reader, subject, NamesIn(*verdict));
  if (!facts) return base::Fail(facts.error());
  v1::ExplainResponse explained;
  const v1::Verdict& latest = verdict->latest().verdict();
  for (auto& sentence : Summary(latest)) *explained.add_summary() = std::move(sentence);
  const auto packs = PacksNamed(reader, latest.packs());
  if (!packs) return base::Fail(packs.error());
  for (const auto& finding : latest.findings())
    *explained.add_findings() = ExplainFinding(finding, *facts, *packs);
  if (auto added = ExplainUnit(reader, latest, explained); !added)
    return base::Fail(std::move(added).error());
  v1::Verdict before;
  for (const auto& revision : verdict->history()) {
    *explained.add_history() = ExplainRevision(revision, before, *facts);
    before = revision.verdict();
  }
  for (auto& note : Notes()) *explained.add_notes() = std::move(note);
  *explained.mutable_latest() = std::move(*verdict->mutable_latest());
  return explained;
}

}  // namespace kakutei::billing_eligibility
