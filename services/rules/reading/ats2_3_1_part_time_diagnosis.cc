#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"part_time",
     "受信側 {facility} の非常勤医 {physician} による診断は、原則として加算の対象になりません。",
     "A diagnosis by {physician}, part-time at the receiving facility {facility}, does not in "
     "principle support the "
     "add-on.",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored,
                 v1::Event::kConfirmationSigned},
                "医師 {physician} の雇用、または診断の工程",
                "the employment of {physician} or of the diagnosing step")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  if (reading.own_case() || !reading.diagnosis()) return;
  const Standing& standing = reading.diagnosing_standing();
  if (standing.status != v1::EmploymentRecorded::Status::PART_TIME) return;
  FactRefs facts = standing.facts;
  facts.push_back(reading.diagnosis()->fact);
  findings.Report(v1::Status::INELIGIBLE, "part_time", std::move(facts),
                  {{"physician", std::string(reading.diagnosis()->physician_id)},
                   {"facility", reading.order()->reading_facility_id()}});
}

}  // namespace

extern const ReadingRule kPartTimeDiagnosis;
const ReadingRule kPartTimeDiagnosis = {
    {"ATS2-3.1",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kEmploymentRecorded}}},
    Judge};

}  // namespace kakutei::rules
