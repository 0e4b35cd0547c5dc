#include <set>

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

void Combine(const Policy& policy, v1::Verdict& verdict) {
  Status::Value status = Status::ELIGIBLE, legal = Status::ELIGIBLE;
  for (const auto& finding : verdict.findings()) {
    if (finding.authority() == v1::Authority::LAW) legal = Worse(legal, finding.outcome());
    status = Worse(status, ContributionOf(finding, policy));
  }
  verdict.set_status(status);
  verdict.set_legal_status(legal);
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
  summary.set_uses_own_case_exception(reading.own_case_exception());
  std::set<std::string> all, ineligible;
  for (const auto& finding : verdict.findings()) {
    all.insert(finding.rule_id());
    if (finding.outcome() == Status::INELIGIBLE) ineligible.insert(finding.rule_id());
  }
  summary.mutable_finding_rules()->Assign(all.begin(), all.end());
  summary.mutable_ineligible_rules()->Assign(ineligible.begin(), ineligible.end());
}

}  // namespace

JudgedReading JudgeReading(const ReadingCase& reading, std::string_view subject) {
  JudgedReading judged;
  v1::Verdict& verdict = judged.verdict;
  verdict.set_subject(std::string(subject));
  verdict.set_policy(reading.policy().digest());
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
    const auto date =
        reading.diagnosis() ? std::optional(reading.diagnosis()->date()) : std::nullopt;
    JudgeAll<ReadingCase>(rules, reading, missing, reading.policy(), date,
                          *verdict.mutable_findings());
    Combine(reading.policy(), verdict);
  }
  Summarise(reading, verdict, judged.summary);
  return judged;
}

}  // namespace kakutei::rules
