#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"company", "工程の一つを医療機関ではない {actor} の読影者が行いました（委託）。",
     "A reader of the company {actor} did one of the steps (commissioning).",
     Correcting(Party::kReportingSystem,
                {v1::Event::kReportAuthored, v1::Event::kConfirmationSigned},
                "工程の実施者（{actor}）", "who did the step ({actor})")},
    {"third_facility", "工程の一つを、送信側でも受信側でもない施設 {actor} が行いました（委託）。",
     "One of the steps was done by {actor}, neither the sending nor the reading facility "
     "(commissioning).",
     Correcting(Party::kReportingSystem,
                {v1::Event::kReportAuthored, v1::Event::kConfirmationSigned},
                "工程の実施者（{actor}）", "who did the step ({actor})")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  for (const Step& step : reading.steps()) {
    if (!step.acting_company_id.empty()) {
      findings.Report(v1::Status::INELIGIBLE, "company", {step.fact},
                      {{"actor", std::string(step.acting_company_id)}});
    } else if (step.acting_facility_id != reading.order()->claimant_facility_id() &&
               step.acting_facility_id != reading.order()->reading_facility_id()) {
      findings.Report(v1::Status::INELIGIBLE, "third_facility", {step.fact},
                      {{"actor", std::string(step.acting_facility_id)}});
    }
  }
}

}  // namespace

extern const ReadingRule kNoThirdFacility;
const ReadingRule kNoThirdFacility = {
    {"L-8", v1::Authority::LAW, kMessages, {.facts = kReadForDiagnosis}}, Judge};

}  // namespace kakutei::rules
