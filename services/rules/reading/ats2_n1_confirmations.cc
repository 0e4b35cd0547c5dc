#include <string>

#include "rules/reading_case.h"
#include "rules/review/assessment.h"

// ATS2-N1.1 to N1.3 as findings of a reading: where the own-case exception rests on an assessment,
// each branch of it that fired; in every other reading a formal confirmation is worth a caution.
namespace kakutei::rules {
namespace {

// Assessments carry branches by name; one that this release does not know speaks as the rule's
// last.
std::string_view KnownBranch(const RuleHeader& rule, std::string_view branch) {
  for (const Message& message : rule.messages) {
    if (message.branch == branch) return message.branch;
  }
  return rule.messages.back().branch;
}

// Each branch with the outcome that ATS2-3.2 takes from it.
void ReportAssessed(const v1::AssessedSignature& signature, const RuleHeader& rule,
                    Findings& findings) {
  for (const auto& finding : signature.findings()) {
    if (finding.rule_id() != rule.id) continue;
    FactRefs facts(finding.facts().begin(), finding.facts().end());
    switch (finding.outcome()) {
      case v1::Assessment::INSUFFICIENT_EVIDENCE:
        findings.Report(v1::Status::NEEDS_REVIEW, KnownBranch(rule, finding.message_code()),
                        std::move(facts));
        break;
      case v1::Assessment::EVIDENCE_PENDING:
        findings.Missing(KnownBranch(rule, finding.message_code()), std::move(facts));
        break;
      default:
        findings.Report(v1::Status::INELIGIBLE, KnownBranch(rule, finding.message_code()),
                        std::move(facts));
    }
  }
}

void JudgeRubberStamp(const ReadingCase& reading, Findings& findings) {
  if (const auto* signature = reading.exception_signature(); signature != nullptr) {
    return ReportAssessed(*signature, RubberStampRule(), findings);
  }
  for (const Step& step : reading.steps()) {
    if (step.signature == nullptr || !step.signature->formal()) continue;
    for (const auto& finding : step.signature->findings()) {
      if (finding.rule_id() != "ATS2-N1.1") continue;
      findings.Report(v1::Status::CAUTION, KnownBranch(RubberStampRule(), finding.message_code()),
                      FactRefs(finding.facts().begin(), finding.facts().end()));
    }
  }
}

void JudgeComparison(const ReadingCase& reading, Findings& findings) {
  if (const auto* signature = reading.exception_signature(); signature != nullptr) {
    ReportAssessed(*signature, ComparisonRule(), findings);
  }
}

void JudgeBurst(const ReadingCase& reading, Findings& findings) {
  if (const auto* signature = reading.exception_signature(); signature != nullptr) {
    ReportAssessed(*signature, BurstRule(), findings);
  }
}

}  // namespace

extern const ReadingRule kRubberStamp;
const ReadingRule kRubberStamp = {RubberStampRule(), JudgeRubberStamp};

extern const ReadingRule kComparison;
const ReadingRule kComparison = {ComparisonRule(), JudgeComparison};

extern const ReadingRule kBurst;
const ReadingRule kBurst = {BurstRule(), JudgeBurst};

}  // namespace kakutei::rules
