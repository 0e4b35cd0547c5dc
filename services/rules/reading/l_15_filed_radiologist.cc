#include "rules/filings.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_filed",
     "診断医 {physician} は {date} の時点で {facility} "
     "の画像診断を専ら担当する医師として届け出られていません。",
     "Physician {physician} was not on the filed list of {facility}'s dedicated radiologists on "
     "{date}.",
     Stating(Party::kReadingFacility, v1::Event::kRadiologistFiled,
             "{date} に有効な、{facility} の医師としての {physician} の届出",
             "the filing of {physician} as a radiologist of {facility}, in force on {date}")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  if (!reading.diagnosis() || !reading.diagnosing_standing().full_time_dedicated) return;
  const Diagnosis& diagnosis = *reading.diagnosis();
  const std::string& facility = reading.order()->reading_facility_id();
  if (IsFiledRadiologist(reading.registry(), diagnosis.physician_id, facility, diagnosis.date()))
    return;
  FactRefs facts = reading.diagnosing_standing().facts;
  facts.push_back(diagnosis.fact);
  findings.Report(v1::Status::NEEDS_REVIEW, "not_filed", std::move(facts),
                  {{"physician", std::string(diagnosis.physician_id)},
                   {"facility", facility},
                   {"date", base::FormatDate(diagnosis.date())}});
}

}  // namespace

extern const ReadingRule kFiledRadiologist;
const ReadingRule kFiledRadiologist = {
    {"L-15",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis |
               FieldNumbers{v1::Event::kEmploymentRecorded, v1::Event::kRadiologistFiled}}},
    Judge};

}  // namespace kakutei::rules
