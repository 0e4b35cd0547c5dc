#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_full_time",
     "{date} の診断医 {physician} は {facility} の常勤医ではありません（{status}）。",
     "Physician {physician}, who diagnosed on {date}, was not full-time at {facility} ({status}).",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored,
                 v1::Event::kConfirmationSigned},
                "医師 {physician} の雇用、または診断の工程",
                "the employment of {physician} or of the diagnosing step")},
    {"not_dedicated",
     "{date} の診断医 {physician} は {facility} の常勤ですが、画像診断を専ら担当していません。",
     "Physician {physician}, who diagnosed on {date}, was full-time at {facility} but not "
     "dedicated to imaging.",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored,
                 v1::Event::kConfirmationSigned},
                "医師 {physician} の雇用、または診断の工程",
                "the employment of {physician} or of the diagnosing step")},
    {"statuses_differ",
     "{date} の時点で診断医 {physician} の {facility} での雇用の記録が一致しません。",
     "The employments of physician {physician} at {facility} on {date} differ in status.",
     Correcting(Party::kReadingFacility, {v1::Event::kEmploymentRecorded},
                "医師 {physician} の {facility} での複数の雇用のいずれか",
                "one of the employments of {physician} at {facility}")},
    {"full_time_twice",
     "{date} の時点で診断医 {physician} は二つ以上の施設で常勤と記録されています。",
     "Physician {physician} is recorded as full-time at two or more facilities on {date}.",
     Correcting(Party::kFacility, {v1::Event::kEmploymentRecorded},
                "医師 {physician} の複数の施設での常勤のいずれか",
                "one of the full-time employments of {physician}")},
    {"no_diagnosis", "診断医がまだ分かりません。", "It is not known yet who diagnosed.",
     Stating(Party::kReportingSystem, v1::Event::kReportAuthored,
             "報告書の作成（どの医師がいつ作成したか）", "the report, with who wrote it and when")},
    {"not_recorded",
     "{date} の時点で診断医 {physician} の {facility} での雇用が登録されていません。",
     "No employment of physician {physician} at {facility} is recorded for {date}.",
     Stating(Party::kReadingFacility, v1::Event::kEmploymentRecorded,
             "{date} に有効な、{physician} の {facility} での専従の常勤の雇用",
             "the full-time employment of {physician} at {facility}, dedicated to imaging and in "
             "force on {date}")},
    {"dedication_unstated",
     "診断医 {physician} が画像診断を専ら担当しているかどうかが記載されていません。",
     "It is not stated whether physician {physician} is dedicated to imaging.",
     Stating(Party::kReadingFacility, v1::Event::kEmploymentRecorded,
             "{physician} が画像診断を専ら担当すること（dedicatedToImaging）を記載した雇用の訂正",
             "a correction of the employment that states that {physician} is dedicated to imaging "
             "(dedicatedToImaging)")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  using EmploymentStatus = v1::EmploymentRecorded::Status;
  if (!reading.diagnosis()) return findings.Missing("no_diagnosis", {reading.order_fact()});
  const Diagnosis& diagnosis = *reading.diagnosis();
  const Standing& standing = reading.diagnosing_standing();
  FactRefs facts = standing.facts;
  facts.push_back(diagnosis.fact);
  const Arguments arguments = {{"physician", std::string(diagnosis.physician_id)},
                               {"facility", reading.order()->reading_facility_id()},
                               {"date", base::FormatDate(diagnosis.date())},
                               {"status", EmploymentStatus::Value_Name(standing.status)}};
  if (!standing.employed_here()) {
    findings.Missing("not_recorded", facts, arguments);
  } else if (standing.status != EmploymentStatus::FULL_TIME) {
    findings.Report(v1::Status::INELIGIBLE, "not_full_time", facts, arguments);
  } else if (standing.not_dedicated) {
    findings.Report(v1::Status::INELIGIBLE, "not_dedicated", facts, arguments);
  } else if (standing.dedication_unstated) {
    findings.Missing("dedication_unstated", facts, arguments);
  }
  if (standing.statuses_differ)
    findings.Report(v1::Status::NEEDS_REVIEW, "statuses_differ", facts, arguments);
  if (standing.full_time_elsewhere_too) {
    facts.insert(facts.end(), standing.full_time_elsewhere.begin(),
                 standing.full_time_elsewhere.end());
    findings.Report(v1::Status::NEEDS_REVIEW, "full_time_twice", facts, arguments);
  }
}

}  // namespace

extern const ReadingRule kFullTimeDedicated;
const ReadingRule kFullTimeDedicated = {
    {"L-5",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kEmploymentRecorded}}},
    Judge};

}  // namespace kakutei::rules
