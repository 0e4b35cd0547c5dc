#include "facts/slots.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_qualified",
     "診断医 {physician} は画像診断の経験が {years} "
     "年に満たないか記載がなく、学会の定める研修の修了・登録も確認できません。",
     "Neither {years} years dedicated to imaging nor the society's registered training is stated "
     "for physician {physician}.",
     Stating(Party::kReadingFacility, v1::Event::kPhysicianRegistered,
             "{physician} の {years} 年以上の経験、または研修の修了・登録を記載した登録の訂正",
             "a correction that states {years} years dedicated to imaging, or the registered "
             "training, of {physician}")},
    {"not_registered", "診断医 {physician} の経験年数と研修がまだ登録されていません。",
     "The experience and training of physician {physician} are not registered yet.",
     Stating(Party::kReadingFacility, v1::Event::kPhysicianRegistered,
             "{physician} の経験年数と研修",
             "the years dedicated to imaging and the training of {physician}")},
};

// The registry knows a physician by one slot, so by one value.
const v1::SlotFact* RegistrationOf(const ReadingCase& reading) {
  for (const v1::SlotFact* fact : reading.registry().Find(v1::Event::kPhysicianRegistered,
                                                          reading.diagnosis()->physician_id)) {
    return fact;
  }
  return nullptr;
}

void Judge(const ReadingCase& reading, Findings& findings) {
  if (!reading.diagnosis() || !reading.diagnosing_standing().full_time_dedicated) return;
  const Diagnosis& diagnosis = *reading.diagnosis();
  const int least_years = reading.policy().parameters().min_years_dedicated();
  const Arguments arguments = {{"physician", std::string(diagnosis.physician_id)},
                               {"years", std::to_string(least_years)}};
  const v1::SlotFact* registration = RegistrationOf(reading);
  if (registration == nullptr)
    return findings.Missing("not_registered", {diagnosis.fact}, arguments);
  const auto& physician = registration->event().physician_registered();
  if (physician.has_years_dedicated() && physician.years_dedicated() >= least_years) return;
  if (physician.society_training_registered()) return;
  findings.Report(v1::Status::NEEDS_REVIEW, "not_qualified",
                  {diagnosis.fact, facts::FactRef(registration->event())}, arguments);
}

}  // namespace

extern const ReadingRule kQualifiedRadiologist;
const ReadingRule kQualifiedRadiologist = {
    {"L-17",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis |
               FieldNumbers{v1::Event::kEmploymentRecorded, v1::Event::kPhysicianRegistered},
      .parameters = {v1::Parameters::kMinYearsDedicatedFieldNumber}}},
    Judge};

}  // namespace kakutei::rules
