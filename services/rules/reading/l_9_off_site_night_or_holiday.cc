#include "facts/slots.h"
#include "rules/calendar.h"
#include "rules/offsite.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_adequate",
     "夜間・休日に撮影された画像の院外読影ですが、{physician} "
     "の設備または安全管理が十分ではありません。",
     "An image taken at night or on a holiday was read off site, but {physician}'s equipment or "
     "security measures are "
     "recorded as inadequate.",
     Correcting(Party::kReadingFacility, {v1::Event::kOffsiteArrangementRecorded},
                "{physician} の院外読影の取決め（設備、安全管理）",
                "the off-site arrangement of {physician} (equipment, security measures)")},
    {"no_arrangement",
     "夜間・休日に撮影された画像の院外読影について、{date} に有効な取決めが登録されていません。",
     "An image taken at night or on a holiday was read off site; no off-site arrangement of "
     "{physician} in force on "
     "{date} is recorded.",
     Stating(Party::kReadingFacility, v1::Event::kOffsiteArrangementRecorded,
             "{date} に有効で設備と安全管理が十分な、{physician} の院外読影の取決め",
             "an off-site arrangement of {physician}, in force on {date}, with adequate equipment "
             "and security measures")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  if (!IsNightOrHoliday(reading.registry(), reading.acquired_at())) return;
  for (const Step* step : OffSiteStepsOfDiagnosingPhysician(reading)) {
    const Arguments arguments = {{"physician", std::string(step->physician_id)},
                                 {"date", base::FormatDate(step->date())}};
    const v1::SlotFact* fact = ArrangementFor(reading, *step);
    if (fact == nullptr) {
      findings.Missing("no_arrangement", {reading.order_fact(), step->fact}, arguments);
      continue;
    }
    const auto& arrangement = fact->event().offsite_arrangement_recorded();
    if (arrangement.equipment_adequate() && arrangement.security_measures()) continue;
    findings.Report(v1::Status::INELIGIBLE, "not_adequate",
                    {reading.order_fact(), step->fact, facts::FactRef(fact->event())}, arguments);
  }
}

}  // namespace

extern const ReadingRule kOffSiteNightOrHoliday;
const ReadingRule kOffSiteNightOrHoliday = {
    {"L-9",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis |
               FieldNumbers{v1::Event::kEmploymentRecorded, v1::Event::kOffsiteArrangementRecorded,
                            v1::Event::kCalendarPublished}}},
    Judge};

}  // namespace kakutei::rules
