#include "facts/slots.h"
#include "rules/filings.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_signed",
     "送信側に電子的に届けられた報告書に、診断医 {physician} の電子署名がありません。",
     "The report went to another facility electronically, without an electronic signature by "
     "physician {physician}.",
     Correcting(
         Party::kReportingSystem,
         {v1::Event::kReportAuthored, v1::Event::kConfirmationSigned, v1::Event::kReportDelivered},
         "診断の工程の電子署名、または交付の形式",
         "the electronic signature of the diagnosing step or of the form of delivery")},
    {"not_attested",
     "{facility} について {date} "
     "の時点で、医療情報システムの安全管理に関するガイドラインの遵守が確認されていません。",
     "On {date} no attestation was in force that {facility} fulfils the security guideline.",
     Stating(Party::kFacility, v1::Event::kAttestationRecorded,
             "{date} に有効な、{facility} の安全管理ガイドライン遵守の確認",
             "the attestation that {facility} fulfils the security guideline, in force on {date}")},
};

void JudgeSignature(const ReadingCase& reading, Findings& findings) {
  const Diagnosis& diagnosis = *reading.diagnosis();
  // An authorship by correction has no step of its own, and states no signature.
  if (reading.own_case() || (diagnosis.step != nullptr && diagnosis.step->electronic_signature))
    return;
  for (const v1::SlotFact* delivery : reading.qualifying_deliveries()) {
    if (delivery->event().report_delivered().form() != v1::ReportDelivered::Form::ELECTRONIC)
      continue;
    findings.Report(v1::Status::CAUTION, "not_signed",
                    {diagnosis.fact, facts::FactRef(delivery->event())},
                    {{"physician", std::string(diagnosis.physician_id)}});
  }
}

void JudgeAttestation(const ReadingCase& reading, const std::string& facility, Findings& findings) {
  const Diagnosis& diagnosis = *reading.diagnosis();
  if (HasAttested(reading.registry(), facility, v1::AttestationRecorded::Kind::SECURITY_GUIDELINE,
                  diagnosis.date()))
    return;
  findings.Report(v1::Status::CAUTION, "not_attested", {diagnosis.fact},
                  {{"facility", facility}, {"date", base::FormatDate(diagnosis.date())}});
}

void Judge(const ReadingCase& reading, Findings& findings) {
  if (!reading.diagnosis()) return;
  JudgeSignature(reading, findings);
  JudgeAttestation(reading, reading.order()->reading_facility_id(), findings);
  if (reading.received_case())
    JudgeAttestation(reading, reading.order()->claimant_facility_id(), findings);
}

}  // namespace

extern const ReadingRule kSecurity;
const ReadingRule kSecurity = {
    {"L-14",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kAttestationRecorded}}},
    Judge};

}  // namespace kakutei::rules
