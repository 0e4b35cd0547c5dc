#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_full_time", "自施設症例の診断医 {physician} が {facility} の専従の常勤医ではありません。",
     "Own case: the diagnosing physician {physician} is not full-time and dedicated at "
     "{facility}.",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored,
                 v1::Event::kConfirmationSigned},
                "医師 {physician} の雇用、または診断の工程",
                "the employment of {physician} or of the diagnosing step")},
    {"formal_only", "常勤医 {physician} の確定は形式的なもので、自施設症例の例外を満たしません。",
     "The confirmation by {physician} was a formality and does not meet the own-case exception.",
     Correcting(Party::kReportingSystem, {v1::Event::kConfirmationSigned, v1::Event::kImagesViewed},
                "{physician} の確定または画像の閲覧",
                "the confirmation by {physician} or of the images viewed")},
    {"insufficient_evidence", "常勤医 {physician} の確定作業の証跡が不十分です。",
     "The evidence of {physician}'s confirmation is insufficient.",
     Correcting(Party::kReportingSystem, {v1::Event::kImagesViewed, v1::Event::kConfirmationSigned},
                "{physician} による画像の閲覧または確定",
                "the images viewed by {physician} or of the confirmation")},
    {"evidence_pending", "常勤医 {physician} の確定作業の証跡がまだ揃っていません。",
     "The evidence of {physician}'s confirmation is not complete yet.",
     EasedByStating(Party::kReportingSystem, v1::Event::kImagesViewed,
                    "確定までに行われた画像の閲覧と、報告書との照合（reportCompared）",
                    "the images viewed up to the confirmation and their comparison with the report "
                    "(reportCompared)")},
    {"not_signed", "報告の交付までに、常勤医による第 {version} 版の確定がありません。",
     "No full-time physician signed version {version} before it was delivered.",
     EasedByStating(Party::kReportingSystem, v1::Event::kConfirmationSigned,
                    "交付までに行われた常勤医による第 {version} 版の確定",
                    "the confirmation of version {version} by a full-time physician, made before "
                    "the delivery")},
    {"exception_used",
     "常勤でない医師の作成した報告を、常勤医 {physician} が確定しました（自施設症例の例外）。",
     "A report by a physician who is not full-time was confirmed by {physician} (own-case "
     "exception).",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored},
                "報告を作成した医師の雇用、または作成者",
                "the employment of the physician who wrote the report, or of who wrote it")},
};

void JudgeAssessment(const v1::AssessedSignature& signature, const FactRefs& facts,
                     const Arguments& arguments, Findings& findings) {
  switch (signature.assessment()) {
    case v1::Assessment::SUBSTANTIVE:
      return findings.Report(v1::Status::CAUTION, "exception_used", facts, arguments);
    case v1::Assessment::INSUFFICIENT_EVIDENCE:
      return findings.Report(v1::Status::NEEDS_REVIEW, "insufficient_evidence", facts, arguments);
    case v1::Assessment::EVIDENCE_PENDING:
      return findings.Missing("evidence_pending", facts, arguments);
    case v1::Assessment::NOT_QUALIFIED:
      return findings.Report(v1::Status::INELIGIBLE, "not_full_time", facts, arguments);
    default:
      return findings.Report(v1::Status::INELIGIBLE, "formal_only", facts, arguments);
  }
}

void Judge(const ReadingCase& reading, Findings& findings) {
  if (reading.received_case() || !reading.diagnosis()) return;
  const Diagnosis& diagnosis = *reading.diagnosis();
  const Standing& standing = reading.diagnosing_standing();
  const Arguments arguments = {{"physician", std::string(diagnosis.physician_id)},
                               {"facility", reading.order()->reading_facility_id()},
                               {"version", std::to_string(reading.delivered_version())}};
  const bool full_time = standing.status == v1::EmploymentRecorded::Status::FULL_TIME;
  if (standing.employed_here() && (!full_time || standing.not_dedicated)) {
    FactRefs facts = standing.facts;
    facts.push_back(diagnosis.fact);
    findings.Report(v1::Status::INELIGIBLE, "not_full_time", std::move(facts), arguments);
  }
  if (!reading.own_case_exception()) return;
  FactRefs facts = {diagnosis.fact};
  for (const Authorship* author : reading.authors_not_full_time()) {
    if (!author->fact.empty()) facts.push_back(author->fact);
  }
  if (diagnosis.signature == nullptr)
    return findings.Missing("not_signed", std::move(facts), arguments);
  JudgeAssessment(*diagnosis.signature, facts, arguments, findings);
}

}  // namespace

extern const ReadingRule kOwnCaseException;
const ReadingRule kOwnCaseException = {
    {"ATS2-3.2",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kEmploymentRecorded}}},
    Judge};

}  // namespace kakutei::rules
