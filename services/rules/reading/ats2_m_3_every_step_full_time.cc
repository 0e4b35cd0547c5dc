#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_full_time",
     "受信側の工程の一つを、{date} の時点で {facility} の常勤でない医師 {physician} が行いました。",
     "One of the steps on the receiving side was done by {physician}, not full-time at {facility} "
     "on {date}.",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored,
                 v1::Event::kConfirmationSigned},
                "医師 {physician} の雇用、または工程の実施者",
                "the employment of {physician} or of who did the step")},
    {"employed_elsewhere",
     "受信側の工程の一つを、{facility} に在籍しない医師 {physician} が行いました（{date}）。",
     "One of the steps was done on {date} by {physician}, who is employed only at other facilities "
     "than {facility}.",
     Stating(Party::kReadingFacility, v1::Event::kEmploymentRecorded,
             "{date} に有効な、{physician} の {facility} での常勤の雇用",
             "the full-time employment of {physician} at {facility}, in force on {date}")},
    {"not_recorded", "{date} の時点で医師 {physician} の雇用がどの施設にも登録されていません。",
     "No employment of {physician} at any facility is recorded for {date}.",
     Stating(Party::kReadingFacility, v1::Event::kEmploymentRecorded,
             "{date} に有効な、{physician} の {facility} での常勤の雇用",
             "the full-time employment of {physician} at {facility}, in force on {date}")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  if (reading.own_case()) return;
  for (const Step& step : reading.steps()) {
    const Standing standing = reading.StandingAtReadingFacility(step.physician_id, step.date());
    if (standing.status == v1::EmploymentRecorded::Status::FULL_TIME) continue;
    FactRefs facts = standing.employed_here() ? standing.facts : standing.facts_elsewhere;
    facts.push_back(step.fact);
    const Arguments arguments = {{"physician", std::string(step.physician_id)},
                                 {"facility", reading.order()->reading_facility_id()},
                                 {"date", base::FormatDate(step.date())}};
    if (standing.employed_here()) {
      findings.Report(v1::Status::NEEDS_REVIEW, "not_full_time", std::move(facts), arguments);
    } else if (standing.employed_anywhere) {
      findings.Report(v1::Status::NEEDS_REVIEW, "employed_elsewhere", std::move(facts), arguments);
    } else {
      findings.Missing("not_recorded", std::move(facts), arguments);
    }
  }
}

}  // namespace

extern const ReadingRule kEveryStepFullTime;
const ReadingRule kEveryStepFullTime = {
    {"ATS2-M.3",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kEmploymentRecorded}}},
    Judge};

}  // namespace kakutei::rules
