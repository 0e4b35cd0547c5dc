#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"part_time_remote",
     "非常勤医 {physician} が遠隔読影システムを用いて受信施設 {facility} "
     "の外で読影に関与しました。",
     "Part-time physician {physician} took part in the reading from outside the receiving facility "
     "{facility}, through "
     "a remote system.",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored,
                 v1::Event::kConfirmationSigned},
                "医師 {physician} の雇用、または工程の場所",
                "the employment of {physician} or of the place of the step")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  if (reading.own_case()) return;
  for (const Step& step : reading.steps()) {
    if (!step.off_site() || !step.remote) continue;
    const Standing standing = reading.StandingAtReadingFacility(step.physician_id, step.date());
    if (standing.status != v1::EmploymentRecorded::Status::PART_TIME) continue;
    FactRefs facts = standing.facts;
    facts.push_back(step.fact);
    findings.Report(v1::Status::INELIGIBLE, "part_time_remote", std::move(facts),
                    {{"physician", std::string(step.physician_id)},
                     {"facility", reading.order()->reading_facility_id()}});
  }
}

}  // namespace

extern const ReadingRule kPartTimeRemote;
const ReadingRule kPartTimeRemote = {
    {"ATS2-3.4",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kEmploymentRecorded}}},
    Judge};

}  // namespace kakutei::rules
