#include "facts/slots.h"
#include "rules/calendar.h"
#include "rules/offsite.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"on_site_minimum",
     "{physician} は施設基準上必要な院内の医師に数えられており、院外での読影は算定できません。",
     "{physician} counts towards the on-site minimum, so reading off site in scheduled hours "
     "cannot be claimed.",
     Correcting(Party::kReadingFacility, {v1::Event::kOffsiteArrangementRecorded},
                "{physician} の院外読影の取決め", "the off-site arrangement of {physician}")},
    {"too_few_days", "{physician} の院内勤務は週 {days} 日で、必要な日数に足りません。",
     "{physician} works {days} days a week on site, fewer than required.",
     Correcting(Party::kReadingFacility, {v1::Event::kOffsiteArrangementRecorded},
                "{physician} の院外読影の取決め（院内勤務の日数）",
                "the off-site arrangement of {physician} (days on site)")},
    {"too_few_hours", "{physician} の院内勤務は必要な時間数に足りません。",
     "{physician} works fewer hours a week on site than required.",
     Correcting(Party::kReadingFacility, {v1::Event::kOffsiteArrangementRecorded},
                "{physician} の院外読影の取決め（院内勤務の時間数）",
                "the off-site arrangement of {physician} (hours on site)")},
    {"not_tracked", "病院の管理者が {physician} の院外勤務の状況を把握していません。",
     "The administrator does not keep track of {physician}'s work off site.",
     Correcting(Party::kReadingFacility, {v1::Event::kOffsiteArrangementRecorded},
                "{physician} の院外読影の取決め（管理者による把握）",
                "the off-site arrangement of {physician} (tracking by the administrator)")},
    {"not_adequate", "{physician} の院外の設備または安全管理が十分ではありません。",
     "{physician}'s equipment or security measures off site are recorded as inadequate.",
     Correcting(Party::kReadingFacility, {v1::Event::kOffsiteArrangementRecorded},
                "{physician} の院外読影の取決め（設備、安全管理）",
                "the off-site arrangement of {physician} (equipment, security measures)")},
    {"outside_hours",
     "日中に撮影された画像を、{physician} が所定の勤務時間外に院外で読影しました（{time}）。",
     "An image taken in the daytime was read off site by {physician} outside the scheduled hours "
     "({time}).",
     Correcting(Party::kReadingFacility,
                {v1::Event::kOffsiteArrangementRecorded, v1::Event::kReportAuthored,
                 v1::Event::kConfirmationSigned},
                "{physician} の所定の勤務時間、または工程の時刻か場所",
                "the scheduled hours of {physician}, or of the time or place of the step")},
    {"no_arrangement", "院外での読影について、{date} に有効な取決めが登録されていません。",
     "No off-site arrangement of {physician} in force on {date} is recorded.",
     Stating(Party::kReadingFacility, v1::Event::kOffsiteArrangementRecorded,
             "{date} に有効で、要件を満たす {physician} の院外読影の取決め",
             "an off-site arrangement of {physician}, in force on {date}, that meets the "
             "requirements")},
};

void JudgeStep(const ReadingCase& reading, const Step& step, Findings& findings) {
  Arguments arguments = {{"physician", std::string(step.physician_id)},
                         {"date", base::FormatDate(step.date())},
                         {"time", base::FormatInstantJst(step.at)}};
  const v1::SlotFact* fact = ArrangementFor(reading, step);
  if (fact == nullptr)
    return findings.Missing("no_arrangement", {reading.order_fact(), step.fact}, arguments);
  const auto& arrangement = fact->event().offsite_arrangement_recorded();
  const auto& parameters = reading.policy().parameters();
  arguments.emplace_back("days", std::to_string(arrangement.on_site_days()));
  const auto fail_if = [&](bool fails, std::string_view branch) {
    if (!fails) return;
    findings.Report(v1::Status::INELIGIBLE, branch,
                    {reading.order_fact(), step.fact, facts::FactRef(fact->event())}, arguments);
  };
  fail_if(arrangement.counted_as_on_site_minimum(), "on_site_minimum");
  fail_if(arrangement.on_site_days() < parameters.offsite_min_days(), "too_few_days");
  fail_if(arrangement.on_site_hours() < parameters.offsite_min_hours(), "too_few_hours");
  fail_if(!arrangement.administrator_tracks(), "not_tracked");
  fail_if(!arrangement.equipment_adequate() || !arrangement.security_measures(), "not_adequate");
  fail_if(!InScheduledHours(arrangement, step.at), "outside_hours");
}

void Judge(const ReadingCase& reading, Findings& findings) {
  if (IsNightOrHoliday(reading.registry(), reading.acquired_at())) return;
  for (const Step* step : OffSiteStepsOfDiagnosingPhysician(reading))
    JudgeStep(reading, *step, findings);
}

}  // namespace

extern const ReadingRule kOffSiteScheduled;
const ReadingRule kOffSiteScheduled = {
    {"L-10",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis |
               FieldNumbers{v1::Event::kEmploymentRecorded, v1::Event::kOffsiteArrangementRecorded,
                            v1::Event::kCalendarPublished},
      .parameters = {v1::Parameters::kOffsiteMinDaysFieldNumber,
                     v1::Parameters::kOffsiteMinHoursFieldNumber}}},
    Judge};

}  // namespace kakutei::rules
