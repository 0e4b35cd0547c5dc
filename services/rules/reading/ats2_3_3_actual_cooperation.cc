#include "facts/slots.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"no_cooperation",
     "送信側 {facility} との実態的な協力関係が確認できない非常勤医 {physician} "
     "が読影に介在しています。",
     "Part-time physician {physician}, without recorded actual cooperation with the sending "
     "facility {facility}, took "
     "part in the reading.",
     EasedByStating(Party::kClaimant, v1::Event::kActualCooperationRecorded,
                    "工程の日に有効な、{physician} と {facility} との実態的な協力関係",
                    "the actual cooperation between {physician} and {facility}, in force on the "
                    "date of the step")},
    {"cooperation",
     "送信側 {facility} と協力関係のある非常勤医 {physician} が読影に関与しました。要確認です。",
     "Part-time physician {physician}, who cooperates with the sending facility {facility}, took "
     "part: to be reviewed.",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored,
                 v1::Event::kConfirmationSigned},
                "医師 {physician} の雇用、または関与した工程",
                "the employment of {physician} or of the step")},
};

// References to his cooperation with the claimant in force on the date.
FactRefs Cooperation(const ReadingCase& reading, const Step& step) {
  const std::string day = base::FormatDate(step.date());
  FactRefs facts;
  for (const v1::SlotFact* fact :
       reading.registry().Find(v1::Event::kActualCooperationRecorded, step.physician_id)) {
    const auto& cooperation = fact->event().actual_cooperation_recorded();
    if (cooperation.physician_id() == step.physician_id &&
        cooperation.sending_facility_id() == reading.order()->claimant_facility_id() &&
        InForce(cooperation, day)) {
      facts.push_back(facts::FactRef(fact->event()));
    }
  }
  return facts;
}

void Judge(const ReadingCase& reading, Findings& findings) {
  if (reading.own_case()) return;
  for (const Step& step : reading.steps()) {
    const Standing standing = reading.StandingAtReadingFacility(step.physician_id, step.date());
    if (standing.status != v1::EmploymentRecorded::Status::PART_TIME) continue;
    FactRefs facts = Cooperation(reading, step);
    const bool cooperates = !facts.empty();
    facts.push_back(step.fact);
    facts.insert(facts.end(), standing.facts.begin(), standing.facts.end());
    findings.Report(cooperates ? v1::Status::NEEDS_REVIEW : v1::Status::INELIGIBLE,
                    cooperates ? "cooperation" : "no_cooperation", std::move(facts),
                    {{"physician", std::string(step.physician_id)},
                     {"facility", reading.order()->claimant_facility_id()}});
  }
}

}  // namespace

extern const ReadingRule kActualCooperation;
const ReadingRule kActualCooperation = {
    {"ATS2-3.3",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kEmploymentRecorded,
                                                v1::Event::kActualCooperationRecorded}}},
    Judge};

}  // namespace kakutei::rules
