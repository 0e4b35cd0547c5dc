#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "facts/slots.h"
#include "rules/reading_case.h"
#include "rules/sections.h"

namespace kakutei::rules {
namespace {

using Status = v1::Status;

// L-1 stands before all others: without section and insurance nothing else can be said.
bool OnlyOrderIsJudged(const ReadingCase& reading) {
  return reading.order() == nullptr || !reading.order()->has_section() ||
         !reading.order()->has_insured();
}

void Combine(const PolicyOnDate& policy, v1::Verdict& verdict) {
  Status::Value status = Status::ELIGIBLE, legal = Status::ELIGIBLE;
  for (const auto& finding : verdict.findings()) {
    if (finding.authority() == v1::Authority::LAW) legal = Worse(legal, finding.outcome());
    status = Worse(status, ContributionOf(finding, policy));
  }
  verdict.set_status(status);
  verdict.set_legal_status(legal);
}

bool IsAcknowledged(const Registry& registry, const std::string& subject, const std::string& rule) {
  const auto all = registry.Find(v1::Event::kFindingAcknowledged, subject);
  return std::any_of(all.begin(), all.end(), [&](const v1::SlotFact* fact) {
    const auto& acknowledged = fact->event().finding_acknowledged();
    return acknowledged.subject() == subject && acknowledged.rule_id() == rule;
  });
}

void SummariseRelays(const ReadingCase& reading, v1::ReadingSummary& summary) {
  const auto add = [&](const v1::SlotFact& fact) {
    auto& relay = *summary.add_relays();
    relay.set_month(base::FormatMonth(base::JstMonth(facts::OccurredAt(fact.event()))));
    relay.set_fact(facts::FactRef(fact.event()));
  };
  for (const v1::SlotFact* fact : reading.relays()) add(*fact);
  for (const v1::SlotFact* fact : reading.deliveries()) {
    if (fact->event().report_delivered().route() == v1::ReportDelivered::Route::VENDOR_STAFF)
      add(*fact);
  }
}

// Whoever signed an own case, by the review's word; of several signatures of one physician on one
// day the first.
void SummariseSignings(const ReadingCase& reading, v1::ReadingSummary& summary) {
  using Signing = std::pair<base::Instant, std::string_view>;
  std::map<std::pair<std::string, std::string_view>, Signing> first;
  for (const auto& review : reading.dossier().assessments()) {
    if (review.reading_facility_id() != review.claimant_facility_id()) continue;
    for (const auto& signature : review.signatures()) {
      const base::Instant at = facts::ToInstant(signature.signed_at());
      const Signing signing = {at, signature.fact()};
      const auto [held, added] = first.try_emplace(
          {base::FormatDate(base::JstDate(at)), signature.signature().confirmer_physician_id()},
          signing);
      if (!added) held->second = std::min(held->second, signing);
    }
  }
  for (const auto& [who, signing] : first) {
    auto& added = *summary.add_signings();
    added.set_date(who.first);
    added.set_physician_id(std::string(who.second));
    added.set_fact(std::string(signing.second));
  }
}

// What the months ask of a reading.
void SummariseForMonths(const ReadingCase& reading, const v1::Verdict& verdict,
                        v1::ReadingSummary& summary) {
  if (const auto* delivery = reading.first_qualifying_delivery(); delivery != nullptr) {
    summary.set_delivered_on(base::FormatDate(base::JstDate(facts::OccurredAt(delivery->event()))));
  }
  summary.set_diagnosed_full_time(reading.diagnosis() &&
                                  reading.diagnosing_standing().full_time_dedicated);
  for (const auto& rule : summary.ineligible_rules()) {
    if (!IsAcknowledged(reading.registry(), verdict.subject(), rule))
      summary.add_unacknowledged_rules(rule);
  }
  if (reading.order() != nullptr && reading.received_case()) SummariseRelays(reading, summary);
  SummariseSignings(reading, summary);
}

void Summarise(const ReadingCase& reading, const v1::Verdict& verdict,
               v1::ReadingSummary& summary) {
  summary.set_status(verdict.status());
  if (reading.month()) summary.set_month(base::FormatMonth(*reading.month()));
  if (const auto* order = reading.order(); order != nullptr) {
    summary.set_claimant_facility_id(order->claimant_facility_id());
    summary.set_reading_id(order->reading_id());
    summary.set_reading_facility_id(order->reading_facility_id());
    summary.set_patient_key(order->patient_key());
    summary.set_section_group(GroupOf(order->section()));
    *summary.mutable_acquired_at() = order->acquired_at();
    summary.set_order_fact(reading.order_fact());
  }
  if (reading.diagnosis()) {
    const auto nanos = reading.diagnosis()->at.time_since_epoch().count();
    summary.mutable_diagnosed_at()->set_seconds(nanos / 1'000'000'000);
    summary.mutable_diagnosed_at()->set_nanos(static_cast<int>(nanos % 1'000'000'000));
    summary.set_diagnosis_fact(reading.diagnosis()->fact);
    summary.set_diagnosing_physician_id(std::string(reading.diagnosis()->physician_id));
  }
  for (const Authorship* author : reading.authors_not_full_time()) {
    const auto status =
        reading.StandingAtReadingFacility(author->physician_id, base::JstDate(author->at)).status;
    if (status == v1::EmploymentRecorded::Status::PART_TIME) summary.set_part_time_author(true);
    if (status == v1::EmploymentRecorded::Status::TRAINEE) summary.set_trainee_author(true);
  }
  std::set<std::string> all, ineligible;
  for (const auto& finding : verdict.findings()) {
    all.insert(finding.rule_id());
    if (finding.outcome() == Status::INELIGIBLE) ineligible.insert(finding.rule_id());
    // ATS2-3.2 is a CAUTION only where the exception was used.
    if (finding.rule_id() == "ATS2-3.2" && finding.outcome() == Status::CAUTION)
      summary.set_uses_own_case_exception(true);
  }
  summary.mutable_finding_rules()->Assign(all.begin(), all.end());
  summary.mutable_ineligible_rules()->Assign(ineligible.begin(), ineligible.end());
}

}  // namespace

JudgedReading JudgeReading(const ReadingCase& reading, std::string_view subject) {
  JudgedReading judged;
  v1::Verdict& verdict = judged.verdict;
  verdict.set_subject(std::string(subject));
  NamePolicy(reading.policy(), verdict);
  if (reading.month()) verdict.set_month(base::FormatMonth(*reading.month()));
  if (reading.cancelled()) {
    verdict.set_status(Status::WITHDRAWN);
    verdict.set_legal_status(Status::WITHDRAWN);
  } else {
    std::vector<const ReadingRule*> rules(ReadingRules().begin(), ReadingRules().end());
    if (OnlyOrderIsJudged(reading)) {
      std::erase_if(rules, [](const ReadingRule* rule) { return rule->header.id != "L-1"; });
    }
    const auto missing = reading.closed() ? Status::NEEDS_REVIEW : Status::PENDING;
    JudgeAll<ReadingCase>(rules, reading, missing, reading.policy(), *verdict.mutable_findings());
    Combine(reading.policy(), verdict);
  }
  Summarise(reading, verdict, judged.summary);
  if (!reading.cancelled()) SummariseForMonths(reading, verdict, judged.summary);
  return judged;
}

}  // namespace kakutei::rules
