#include <set>

#include "facts/dossier.h"
#include "facts/slots.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"disputed",
     "記録 {fact} "
     "と同じ識別子で内容の異なる記録があり、証跡としてどちらが正しいか確認が必要です。",
     "Another content claims the identity of {fact}: which of them is the evidence has to be "
     "found out.",
     Correcting(Party::kReportingSystem,
                {v1::Event::kReportAuthored, v1::Event::kConfirmationSigned,
                 v1::Event::kEmploymentRecorded},
                "証跡 {fact}", "the evidence {fact}")},
};

void Report(const std::string& fact, Findings& findings) {
  findings.Report(v1::Status::NEEDS_REVIEW, "disputed", {fact}, {{"fact", fact}});
}

// The registry's values of a kind that an owner is named in, in force on the diagnosis date and
// chosen by `concerns`.
template <typename Fact, typename Concerns>
void JudgeRegistry(const ReadingCase& reading, v1::Event::FactCase kind, std::string_view owner,
                   const Fact& (v1::Event::*fact_of)() const, const Concerns& concerns,
                   Findings& findings) {
  const std::string day = base::FormatDate(reading.diagnosis()->date());
  for (const v1::SlotFact* fact : reading.registry().Find(kind, owner)) {
    const Fact& stated = (fact->event().*fact_of)();
    if (fact->doubtful() && InForce(stated, day) && concerns(stated))
      Report(facts::FactRef(fact->event()), findings);
  }
}

void Judge(const ReadingCase& reading, Findings& findings) {
  for (const v1::SlotFact* fact : facts::Values(reading.dossier())) {
    if (fact->doubtful()) Report(facts::FactRef(fact->event()), findings);
  }
  for (const auto& review : reading.dossier().assessments()) {
    for (const auto& fact : review.doubtful_facts()) Report(fact, findings);
  }
  if (!reading.diagnosis()) return;
  const std::string_view physician = reading.diagnosis()->physician_id;
  const std::string& facility = reading.order()->reading_facility_id();
  const auto of_physician = [&](const auto& stated) {
    return stated.physician_id() == physician && stated.facility_id() == facility;
  };
  JudgeRegistry(reading, v1::Event::kEmploymentRecorded, physician, &v1::Event::employment_recorded,
                of_physician, findings);
  JudgeRegistry(reading, v1::Event::kOffsiteArrangementRecorded, physician,
                &v1::Event::offsite_arrangement_recorded, of_physician, findings);
  for (const auto& filing :
       std::set<std::string>{facility, reading.order()->claimant_facility_id()})
    JudgeRegistry(
        reading, v1::Event::kStandardFiled, filing, &v1::Event::standard_filed,
        [](const v1::StandardFiled&) { return true; }, findings);
}

}  // namespace

extern const ReadingRule kIntegrity;
const ReadingRule kIntegrity = {
    {"ATS2-N1.4", v1::Authority::ADVISORY, kMessages, {.facts = FieldNumbers::All()}}, Judge};

}  // namespace kakutei::rules
